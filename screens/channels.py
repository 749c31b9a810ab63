"""Contacts that come another way than by telephone, and written replies (P8)."""

from frontdesk.errors import InputError, Refused
from frontdesk.phone import calls, recording, replies
from frontdesk.phone.recording import ContactForm
from frontdesk.words import _, language
from screens.parts.context import day_text
from screens.parts.dock import Ask, Group
from screens.parts.keys import DIGITS
from screens.parts.messageline import Said
from screens.phone.calls_here import CALL
from screens.telephone import Telephone

CHANNEL = "channel"
REPLY = "reply"


class Channels(Telephone):
    """A telephone, and the other ways by which people ask."""

    def do_contact(self) -> None:
        """A contact by another way: which, then the same form as a call's."""
        self._here()
        phone = calls.telephone(self.context.pack)
        kept = self.kept_contact()
        if kept is not None:
            self.come_over_page()
            self.show_page(CALL)
            self.call_page.resume_contact(kept)
            self.tell(Said(_("Your half-typed contact. Ctrl+T throws it away.")))
            return
        choices = tuple(
            (code, self.context.say(f"call.channel.{code}")) for code in phone.channels[1:]
        )
        self.dock.ask(
            Ask(
                CHANNEL,
                _("Which way did it come?"),
                (Group(CHANNEL, "", choices),),
                _("Write it down"),
                _("Not now"),
            )
        )

    def do_reply(self) -> None:
        """A written reply from a template, with what stands in the form."""
        self._here()
        phone = calls.telephone(self.context.pack)
        if self.page != CALL:
            raise Refused(_("There is no call here."))
        if not phone.templates:
            raise Refused(_("The pack has no templates for replies."))
        choices = tuple(
            (one.code, self.context.say(f"reply.{one.code}.name"))
            for one in phone.templates[:DIGITS]
        )
        self.dock.ask(
            Ask(
                REPLY,
                _("Written reply"),
                (Group(REPLY, "", choices),),
                _("Copy it"),
                _("Not now"),
            )
        )

    def channel_answered(self, ask: Ask, picks: dict[str, str]) -> bool:
        """A dock of this wing was answered; whether it was one."""
        if ask.code == CHANNEL:
            self._begin_contact(picks[CHANNEL])
        elif ask.code == REPLY:
            self._write_reply(picks[REPLY])
        else:
            return False
        return True

    def _begin_contact(self, channel: str) -> None:
        self.come_over_page()
        self.show_page(CALL)
        self.call_page.begin_contact(channel)
        self.call_after_refresh(self.chrome)

    def finish_contact(self) -> None:
        """Ctrl+S: the contact is written down, whole."""
        page = self.call_page
        form = page.ready()
        if form is None:
            return
        try:
            call = recording.log_contact(
                self.context.desk.with_act(page.parked.act), ContactForm(page.channel, form)
            )
        except InputError as fault:
            page.point_at(fault.field, fault.sentence)
            return
        page.forget()
        self.leave_call()
        ticket = calls.say_number(call.number)
        self.changed(self.context.done(_("{call} is recorded.").format(call=ticket)))

    def _write_reply(self, code: str) -> None:
        """Copied to the terminal's clipboard, and always in a file, whose name is shown."""
        from screens.phone.reply_lines import reply_lines, reply_of

        context, page = self.context, self.call_page
        typed = page.values
        values = {name: typed.get(name, "") for name in ("caller", "asked", "answer", "promise")}
        values |= {"desk": context.desk_name, "staff": context.staff_name}
        values["date"] = day_text(context.now(), context.desk.zone)
        text = replies.compose(context.pack, code, language(), values)
        name = "-".join(part for part in (page.ticket, code) if part)
        path = replies.write_out(context.place.data / "replies", text, name)
        self.copy_to_clipboard(text)

        letter = reply_of(context.pack, code, language(), values, str(path))
        self.read(lambda room: reply_lines(letter, room, context.ink, context.glyphs))
        self.tell(Said(_("The reply is copied.")))
