"""One window of the desk: how it opens, what time and other windows bring, how it ends.

The keys are met in `screens.app`, which is this window with its verbs.
"""

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from frontdesk import opening, settings, words
from frontdesk.clock import SECOND, Tick
from frontdesk.errors import DeskError, PackError
from frontdesk.record import Desk as DeskRow
from frontdesk.record import DeskClock
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.store import faults
from frontdesk.store.database import Store
from frontdesk.store.drafts import Drafts
from frontdesk.words import _
from screens import actions
from screens.desk.form_names import FORM
from screens.parts.ink import ink_of
from screens.parts.messageline import Said
from screens.parts.parking import Parking
from screens.parts.slices import Piece
from screens.shell import POLL_S, POST, Shell
from screens.start.signin_page import SignedIn
from screens.terminal import memory
from screens.walk import Walk, Walked

if TYPE_CHECKING:
    from screens.start.first_page import Founded, SpokenIn


class Window(Shell):
    """A shell with an open desk in it."""

    def on_mount(self) -> None:
        """The first frame is painted before the database opens."""
        self._measure(self.size)
        if self.context.keys != {one.id: one.keys for one in actions.ACTIONS}:
            self.set_keymap({name: ",".join(keys) for name, keys in self.context.keys.items()})
        self.show_page("desk")
        self.chrome()
        self.call_after_refresh(self._open)
        self.call_after_refresh(memory.rest)
        self.set_interval(POLL_S, self._poll)

    async def _open(self) -> None:
        if self._opened is None and not Store.founded(self.place):
            await self.add_page(self.first_page)
            self.show_page("first")
            self.first_page.begin()
            self.chrome()
            return
        try:
            opened = self._opened or opening.start(self.place, self.context.clock)
        except DeskError as fault:
            await self.add_page(self.reading_page)
            self.cannot_open(fault)
            return
        await self._use(opened.session, opened.trouble)

    async def _use(self, session: Session, trouble: PackError | None) -> None:
        context = self.context
        context.session = session
        desk = DeskRow.get()
        context.desk_name, context.practice = desk.name, bool(desk.practice)
        if trouble is not None:
            context.warnings["pack"] = str(trouble)
            self.tell(Said(trouble.sentence, "refused", more=_("The desk goes on as before.")))
        drafts = Drafts(self.place.drafts, session.store.key)
        context.drafts = drafts
        self.parking = Parking(drafts, context.seat)
        if drafts.aside is not None:
            self.tell(Said(drafts.aside.sentence, "refused", more=drafts.aside.way_out))
        self._tick = Tick(session.clock)
        self._version = session.store.version()
        staff = next((one for one in Staff.here() if one.name == self._sign_in_as), None)
        if staff is not None:
            await self.sit_down(staff)
            return
        await self.add_page(self.signin_page)
        self.show_page("signin")
        self.signin_page.begin()
        self.chrome()

    async def sit_down(self, staff: Staff) -> None:
        """Somebody is at this seat: the desk opens, and the form that was on the screen."""
        context = self.context
        try:
            context.session = opening.sign_on(context.desk, staff, context.seat, POST)
        except DeskError as fault:
            self.refuse(fault)
            return
        context.staff_name = staff.name or ""
        context.settings.last_staff = context.staff_name
        if not context.practice:
            settings.write(self.place, context.settings)
        self.show_page("desk")
        self.desk_page.reload()
        self.desk_page.take_focus()
        self.chrome()
        # Keys wait their turn meanwhile: the list is there at once, and no form is met half made.
        await self.painted()
        await self.furnish()
        await self.furnish_cases()
        parked = self.parking.newest(FORM) if self.parking is not None else None
        if parked is not None and parked.open:
            self.show_page("register")
            self.register_page.load(parked)
            self.chrome()
        self.come_back()
        await self.catch_up()
        self._walk = Walk(context.desk.store, self.post_message)
        self._walk.start()
        self.call_after_refresh(memory.rest)

    def come_back(self) -> None:
        """Bring back what else was half typed when the program ended."""

    def on_walked(self, event: Walked) -> None:
        """The full walk of the log came to its end; its result stands in the strip."""
        memory.rest()
        if event.fault is None:
            if self.said is None:
                found = _("The log is whole: {count} entries.").format(count=event.entries)
                self.tell(Said(found))
            return
        self.context.warnings["verify"] = event.fault.sentence
        self.refuse(event.fault)
        self.chrome()

    async def on_event(self, event: events.Event) -> None:
        """Note when somebody typed."""
        if isinstance(event, events.Key):
            self._typed_at = time.monotonic()
        await super().on_event(event)

    # -- time and other windows --------------------------------------------------------------

    def _poll(self) -> None:
        """Four times a second: did another window commit, has a second passed?"""
        if not self.goes_on():
            return
        session = self.context.session
        if session is not None and self.context.staff_name:
            try:
                with faults.as_sentences():
                    version = session.store.version()
                    if version != self._version:
                        self.listen(session)
                        self.changed()
                    self._watch_clock(session)
                    self.here.keep_cursor()
            except DeskError as fault:
                self.refuse(fault)
        memory.tidy(time.monotonic() - self._typed_at)
        second = self.context.now() // SECOND
        if second != self._second:
            self._second = second
            self.slices.begin(self._second_pieces())

    def _second_pieces(self) -> Iterator[Piece]:
        """What a new second brings, in pieces: a key that comes meanwhile waits for one of them."""
        yield self._around
        session = self.context.session
        if session is not None and self.context.staff_name:
            yield partial(self._every_second, session)
            yield from self.here.tick_pieces()
            if self.page != "reading":
                yield self.reading_page.tick

    def _around(self) -> None:
        self._watch_drafts()
        self._ring()
        self.chrome()

    def _every_second(self, session: Session) -> None:
        """What falls due by itself."""
        try:
            with faults.as_sentences():
                if self.listen(session):
                    self.changed()
        except DeskError as fault:
            self.refuse(fault)

    def listen(self, session: Session) -> bool:
        """Take in what came from outside; whether anything did."""
        return False

    def _watch_clock(self, session: Session) -> None:
        if self._tick is None or not isinstance(session.clock, DeskClock):
            return
        jump = self._tick.check()
        if jump is not None:
            opening.mark_clock(session, session.clock, jump)
            self._tick = Tick(session.clock)
            self.changed(
                Said(_("The clock of this PC moved. Waits go on; their times are inexact."))
            )

    def _ring(self) -> None:
        """Sound once when something falls due, where it is wanted (W5)."""
        due = self.desk_page.due
        if due is None or due.state(self.context.now()) != "due":
            return
        name = (due.subject_id, due.step, due.turn)
        if name != self._rung:
            self._rung = name
            if self.context.settings.sound:
                self.bell()

    def _watch_drafts(self) -> None:
        drafts = self.context.drafts
        if drafts is None:
            return
        if drafts.trouble is not None:
            self.context.warnings["drafts"] = drafts.trouble.sentence
        else:
            self.context.warnings.pop("drafts", None)

    # -- language, theme, end ----------------------------------------------------------------

    def speak(self, language: str) -> None:
        """Another language, everywhere at once."""
        words.use(language)
        self.context.settings.language = language
        self.keep_settings()
        self.run_worker(self._speak_again(), exclusive=True)

    async def _speak_again(self) -> None:
        if self.page == "first":
            self.first_page.dress()
        if self.context.session is not None and self.context.staff_name:
            if self.page == "register":
                parked = self.register_page.park(still_open=True)
                await self.register_page.build()
                self.register_page.load(parked)
            else:
                await self.register_page.build()
            await self._dress_telephone()
            await self._dress_cases()
            self.desk_page.dress()
        self.said = None
        self.chrome()

    async def _dress_telephone(self) -> None:
        """The pages of the telephone in other words or another theme; the record as it stands."""
        if not self.call_page.is_attached:
            return
        here = self.page == self.call_page.form
        parked = self.call_page.park(still_open=True) if here else None
        await self.call_page.build()
        if parked is not None:
            self.call_page.take_back(parked)
        self.phone_page.dress()

    async def _dress_cases(self) -> None:
        """The pages of cases in other words or another theme; what is typed as it stands."""
        form = self.case_form
        if not form.is_attached:
            return
        parked = form.park(still_open=True) if self.here is form else None
        await form.build(form.built)
        if parked is not None:
            form.load(parked)
        if self.here is self.act_page:
            await self.act_page.build()
        self.case_page.dress()
        self.cases_page.dress()

    def dress(self, theme: str) -> None:
        """Another theme."""
        self.context.settings.theme = theme
        self.theme = f"frontdesk-{theme}"
        self.context.ink = ink_of(self.theme)
        self.keep_settings()
        self.dock.dress(self.context.ink)
        self.run_worker(self._speak_again(), exclusive=True)

    def keep_settings(self) -> None:
        if self.context.session is not None and not self.context.practice:
            settings.write(self.place, self.context.settings)

    def on_spoken_in(self, event: "SpokenIn") -> None:
        """The first start's language."""
        event.stop()
        words.use(event.language)
        self.context.settings.language = event.language
        self.first_page.dress()
        self.chrome()

    async def on_founded(self, event: "Founded") -> None:
        """The desk is there."""
        event.stop()
        settings.write(self.place, self.context.settings)
        await self._use(event.session, None)

    async def on_signed_in(self, event: SignedIn) -> None:
        """Somebody sits down."""
        event.stop()
        await self.sit_down(event.staff)

    def keep_draft(self) -> None:
        """What is half typed goes to the drafts file; from any thread."""
        # Without its widgets the app would keep an empty form in place of the full one.
        if self._thread_id == threading.get_ident() and self.is_running:
            self.here.park(still_open=True)
            if self.context.staff_name:
                self.note.park()
        if self.context.drafts is not None:
            self.context.drafts.flush(SECOND / 1000)

    def keep_after_crash(self) -> bool:
        """Keep the form when the program fails."""
        self.keep_draft()
        return True

    def close_desk(self) -> None:
        """Drafts and database closed, the head noted; a second time does nothing."""
        if self._ended:
            return
        self._ended = True
        if self._walk is not None:
            self._walk.stop()
        self.keep_draft()
        if self.context.drafts is not None:
            self.context.drafts.close()
        if self.context.session is not None:
            self.context.session.store.close()
