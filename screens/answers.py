"""What an answer in a dock does (house, "Keys"): every wing's questions meet here."""

from frontdesk import settings, words
from frontdesk.errors import DeskError, Refused
from frontdesk.phone import calls
from frontdesk.store import faults
from frontdesk.words import _
from screens import chrome, reading
from screens.case_room import CaseRoom
from screens.cases.names import CASE_ACT, CASE_FORM
from screens.desk import asks
from screens.parts.dock import Ask, Dock
from screens.parts.messageline import Said
from screens.phone.calls_here import CALL
from screens.shell import CONFIRM_DROP, CONFIRM_QUIT, GO_TO


class Answers(CaseRoom):
    """A window whose docks are answered."""

    def _say_or_ask(self, result: Said | Ask) -> None:
        if isinstance(result, Ask):
            self.dock.ask(result)
            return
        self.changed(result)

    # -- answers -----------------------------------------------------------------------------

    async def on_dock_answered(self, event: Dock.Answered) -> None:
        """A dock was answered."""
        event.stop()
        try:
            with faults.as_sentences():
                self._answer(event.ask, event.picks)
        except DeskError as fault:
            self.changed()
            self.refuse(fault)
        await self.catch_up()

    def _answer(self, ask: Ask, picks: dict[str, str]) -> None:
        if ask.code == CONFIRM_QUIT:
            self.close_desk()
            self.exit(0)
        elif ask.code == CONFIRM_DROP:
            if self.page in (CASE_FORM, CASE_ACT):
                self.drop_case_form()
                return
            if self.page == CALL:
                self.call_page.forget()
                self.leave_call()
                self.changed(Said(_("The form was thrown away.")))
                return
            self.register_page.forget()
            self.show_page("desk")
            self.changed(Said(_("The form was thrown away.")))
            self.desk_page.take_focus()
        elif ask.code == GO_TO:
            self._go_to(picks["where"])
        elif ask.code == asks.EMERGENCY:
            self._raise(ask, picks["who"])
        elif self._lists_answered(ask, picks) or self.case_answered(ask, picks):
            return
        elif not (self.phone_answered(ask, picks) or self.channel_answered(ask, picks)):
            self._say_or_ask(self.acts.answered(ask, picks))

    def _lists_answered(self, ask: Ask, picks: dict[str, str]) -> bool:
        """A dock of the telephone's lists was answered; whether it was one."""
        from screens.phone import lists_page

        if ask.code not in lists_page.ASKS:
            return False
        result = self.phone_page.answered(ask, picks)
        if result is not None:
            self._say_or_ask(result)
        return True

    def _raise(self, ask: Ask, who: str) -> None:
        waiter = self._emergency_about
        if who == "card":
            self.read(lambda room: reading.card_lines(self.context, room))
        elif who == "selected":
            if waiter is None:
                raise Refused(_("Nobody is selected."), _("F9 2 needs no name."))
            question = self.acts.raise_selected(waiter, ask.act)
            self.changed()
            self.dock.ask(question)
        elif who == "phone" and self.emergency_call():
            return
        else:
            visit = self.acts.raise_other(ask.act)
            self.changed()
            self.desk_page.select(visit)
            raised = self.desk_page.waiter(visit)
            if raised is not None:
                self.dock.ask(self.acts.tell_about(raised))

    def _go_to(self, where: str) -> None:
        if where == "calls":
            calls.telephone(self.context.pack)
            self.show_calls("today")
        elif where == "cases":
            self.show_cases()
        elif where == "language":
            self.speak("en" if words.language() == "zh" else "zh")
        elif where == "theme":
            names = list(settings.THEMES)
            at = names.index(self.context.settings.theme) + 1
            self.dress(names[at % len(names)])
        elif where == "sound":
            self.context.settings.sound = not self.context.settings.sound
            self.keep_settings()
            on = self.context.settings.sound
            self.tell(Said(_("Sound is on.") if on else _("Sound is off.")))
            if on:
                self.bell()
        elif where == "card":
            self._emergency_about = None
            self._raise(chrome.ask_go(), "card")
        elif where == "sheet":
            self.read(lambda room: reading.sheet_lines(self.context, room))
        else:
            self.here.park(still_open=False)
            self.return_to("desk")
            self.changed()
