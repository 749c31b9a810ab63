"""The app: one window of the desk, where the wings' pages meet by action id (house, "Keys").

One road: key, action, verb, commit, "desk changed", what is on show is read again.
"""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from frontdesk import opening, settings, words
from frontdesk.clock import SECOND, Clock, SystemClock, Tick
from frontdesk.desk import names
from frontdesk.desk.waiting import Waiter
from frontdesk.errors import AlreadyDone, DeskError, PackError, Refused
from frontdesk.opening import Opened
from frontdesk.record import Desk as DeskRow
from frontdesk.record import DeskClock
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.staff.staff import Staff
from frontdesk.store import faults
from frontdesk.store.database import Store
from frontdesk.store.drafts import Drafts
from frontdesk.tasks.due import Due
from frontdesk.words import _
from screens import actions, chrome, reading
from screens.desk import asks
from screens.desk.acts import Desk, new_act
from screens.desk.desk_page import DeskPage
from screens.desk.note_page import NoteBar
from screens.desk.register_page import FORM, RegisterPage
from screens.parts.alertstrip import AlertStrip
from screens.parts.context import Changed, Context, Do, Tell
from screens.parts.dock import Ask, Dock
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import THEMES, VARIABLES, ink_of
from screens.parts.keyline import KeyLine
from screens.parts.lines import Line
from screens.parts.messageline import MessageLine, Said
from screens.parts.parking import Parking
from screens.parts.reading_page import ReadingPage
from screens.parts.topline import TopLine
from screens.start.first_page import FirstPage, Founded, SpokenIn
from screens.start.signin_page import SignedIn, SignInPage
from screens.terminal import crash, driver, signals, width
from screens.terminal.keys import is_committed_chinese, normalise_key

POST = "desk"
POLL_S = 0.25
REPEAT_S = 0.5
NARROW, LOW, WIDE, TALL = 80, 24, 110, 30
RULER = 40
CONFIRM_QUIT, CONFIRM_DROP, GO_TO = "quit", "drop", "go"


def bindings() -> list[BindingType]:
    """The registry's keys as bindings; those of lists are heard by the pages alone."""
    return [
        Binding(
            ",".join(action.keys), f"act('{action.id}')", show=False, priority=True, id=action.id
        )
        for action in actions.ACTIONS
        if action.where == "anywhere"
    ]


class FrontdeskApp(crash.CrashGuard[int]):
    """One window of one desk."""

    ENABLE_COMMAND_PALETTE = False
    # Pages are mounted before they are shown; each takes the focus itself when its turn comes.
    AUTO_FOCUS = None
    TITLE = "Frontdesk"
    CSS_PATH: ClassVar[list[str | Path]] = [  # type: ignore[assignment]
        Path(__file__).with_suffix(".tcss"),
        DeskPage.CSS_PATH,
        RegisterPage.CSS_PATH,
        FirstPage.CSS_PATH,
        SignInPage.CSS_PATH,
    ]
    BINDINGS: ClassVar[list[BindingType]] = bindings()

    def __init__(
        self,
        place: Folders,
        *,
        seat: str = "",
        language: str | None = None,
        clock: Clock | None = None,
        opened: Opened | None = None,
        staff: str = "",
        glyphs: Glyphs = FULL,
        driver_class: Any = None,
    ) -> None:
        self.place = place
        kept = settings.read(place)
        words.use(language or kept.language)
        theme = f"frontdesk-{kept.theme}"
        self.context = Context(
            place=place,
            settings=kept,
            clock=clock or SystemClock(),
            ink=ink_of(theme),
            glyphs=glyphs,
            seat=seat or _("Desk 1"),
            keys=actions.resolve(kept.keys),
        )
        self._opened = opened
        self._sign_in_as = staff
        super().__init__(driver_class=driver_class)
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme
        self.crash_folder = place.crashes
        self.acts = Desk(self.context)
        self.parking: Parking | None = None
        self.page = ""
        self.said: Said | None = None
        self._version = 0
        self._tick: Tick | None = None
        self._last_next = -REPEAT_S
        self._second = -1
        self._rung: tuple[int, str, int] | None = None
        self._emergency_about: Waiter | None = None
        self._under = ""
        self._focus_under: Widget | None = None
        self._fault: DeskError | None = None
        self._closed = False

    # -- building ----------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, so that the style sheets parse under any theme."""
        return dict(VARIABLES)

    def compose(self) -> ComposeResult:
        """Strip, pages, dock, message and keys; pages are mounted once and shown or hidden."""
        yield TopLine(id="top")
        yield AlertStrip(id="strip")
        with Container(id="pages"):
            yield DeskPage(self.context)
            yield RegisterPage(self.context)
            yield ReadingPage("reading")
            yield SignInPage(self.context)
            yield FirstPage(self.context)
        yield Dock(self.context.ink, self.context.glyphs, id="dock")
        yield NoteBar(self.context)
        yield MessageLine(id="message")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """The first frame is painted before the database opens."""
        self._measure()
        if self.context.keys != {one.id: one.keys for one in actions.ACTIONS}:
            self.set_keymap({name: ",".join(keys) for name, keys in self.context.keys.items()})
        self.show_page("desk")
        self.chrome()
        self.call_after_refresh(self._open)
        self.set_interval(POLL_S, self._poll)

    async def _open(self) -> None:
        if self._opened is None and not Store.founded(self.place):
            self.show_page("first")
            return
        try:
            opened = self._opened or opening.start(self.place, self.context.clock)
        except DeskError as fault:
            self._cannot_open(fault)
            return
        await self._use(opened.session, opened.trouble)

    def _cannot_open(self, fault: DeskError) -> None:
        self.context.warnings["open"] = fault.sentence
        self.tell(Said(fault.sentence, "refused", more=fault.way_out))
        self._fault = fault
        self._read(lambda room: reading.fault_lines(self.context, fault, room))
        self._under = ""

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
        self.query_one(RegisterPage).parking = self.parking
        self.query_one(NoteBar).parking = self.parking
        if drafts.aside is not None:
            self.tell(Said(drafts.aside.sentence, "refused", more=drafts.aside.way_out))
        await self.query_one(RegisterPage).build()
        self._tick = Tick(session.clock)
        self._version = session.store.version()
        staff = next((one for one in Staff.here() if one.name == self._sign_in_as), None)
        if staff is not None:
            self.sit_down(staff)
            return
        self.show_page("signin")
        self.query_one(SignInPage).begin()
        self.chrome()

    def sit_down(self, staff: Staff) -> None:
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
        self.desk_page.focus_list()
        parked = self.parking.newest(FORM) if self.parking is not None else None
        if parked is not None and parked.open:
            self.show_page("register")
            self.register_page.load(parked)
        self.chrome()
        self.run_worker(self._behind, thread=True)

    def _behind(self) -> None:
        """After the first frame, off the road of keys: load what finding needs, walk the log."""
        names.warm()
        try:
            found = self.context.desk.store.verify_apart()
        except DeskError as fault:
            self.call_from_thread(self._not_whole, fault)
            return
        self.call_from_thread(self._whole, found.entries)

    def _whole(self, entries: int) -> None:
        self.context.warnings.pop("verify", None)
        if self.said is None:
            self.tell(Said(_("The log is whole: {count} entries.").format(count=entries)))

    def _not_whole(self, fault: DeskError) -> None:
        self.context.warnings["verify"] = fault.sentence
        self.refuse(fault)
        self.chrome()

    # -- what is shown -----------------------------------------------------------------------

    @property
    def desk_page(self) -> DeskPage:
        """The guide's desk."""
        return self.query_one(DeskPage)

    @property
    def register_page(self) -> RegisterPage:
        """The form of a visitor."""
        return self.query_one(RegisterPage)

    @property
    def dock(self) -> Dock:
        """The one dock."""
        return self.query_one(Dock)

    def show_page(self, page: str) -> None:
        """Flip to a page; the others stay mounted."""
        self.page = page
        for one in self.query_one("#pages").children:
            one.display = one.id == page

    def _read(self, make: Callable[[int], Sequence[Line]]) -> None:
        """A page to read over what is on show; Esc goes back there, to the very cursor."""
        self._put_note_aside()
        if self.page != "reading":
            if self.page == "register":
                self.register_page.park(still_open=True)
            self._under, self._focus_under = self.page, self.focused
        self.show_page("reading")
        self.query_one("#reading", ReadingPage).read(make)

    def _leave_reading(self) -> None:
        if not self._under:
            if self._fault is not None:
                self._cannot_open(self._fault)
            return
        self.show_page(self._under)
        if self._under == "desk" and self.context.staff_name:
            self.desk_page.tick()
        elif self._under == "register":
            self.register_page.redraw()
        before, self._focus_under = self._focus_under, None
        if before is not None and before.is_attached and before.focusable:
            before.focus()
        else:
            self.focus_page()

    def _put_note_aside(self) -> None:
        note = self.query_one(NoteBar)
        if note.display:
            note.close(done=False)
            self.focus_page()

    def chrome(self) -> None:
        """Top line, strip, message and keys as they are now."""
        context = self.context
        size = self.size
        self.query_one(TopLine).put(chrome.top(context), context.ink, context.glyphs)
        desk = self.desk_page
        watched = sum(one.wait_id is not None for one in desk.waiters)
        late = any(one.state(context.now()) == "due" for one in desk.dues[:1])
        alert = chrome.alert(context, desk.due, desk.waiters, watched, late=late)
        self.query_one(AlertStrip).put(alert, context.ink, context.glyphs)
        self.query_one(MessageLine).put(self.said, context.ink, context.glyphs)
        owed = desk.waiter(desk.due.subject_id) if desk.due is not None else None
        slots = chrome.slots(context, desk.due, owed, desk.selected)
        if size.width:
            self.query_one(KeyLine).put(slots, context.ink, context.glyphs)

    def tell(self, said: Said) -> None:
        """Put this on the message line."""
        self.said = said
        self.query_one(MessageLine).put(said, self.context.ink, self.context.glyphs)

    def refuse(self, fault: DeskError) -> None:
        """What could not be done, and the way out."""
        self.tell(Said(fault.sentence, "refused", more=fault.way_out))

    def changed(self, said: Said | None = None) -> None:
        """The desk changed: what is on show is read again."""
        if said is not None:
            self.said = said
        if self.context.session is None:
            return
        self._version = self.context.session.store.version()
        self.desk_page.reload()
        if self.page == "register":
            self.register_page.on_changed(Changed())
            self.register_page.redraw()
        self.query_one("#reading", ReadingPage).tick()
        self.chrome()

    def _measure(self) -> None:
        wide, high = self.size
        for screen in self.screen_stack:
            screen.set_class(wide >= WIDE, "-wide")
            screen.set_class(high >= TALL, "-tall")
            screen.set_class(wide < NARROW or high < LOW, "-small")

    def on_resize(self, _event: events.Resize) -> None:
        """Another size, another division."""
        self._measure()
        self.call_after_refresh(self.chrome)
        if self.context.session is not None and self.context.staff_name:
            self.call_after_refresh(self.desk_page.tick)

    # -- time and other windows --------------------------------------------------------------

    def _poll(self) -> None:
        """Four times a second: did another window commit, has a second passed?"""
        if self._closed:
            return
        session = self.context.session
        if session is not None and self.context.staff_name:
            try:
                with faults.as_sentences():
                    version = session.store.version()
                    if version != self._version:
                        self.changed()
                    self._watch_clock(session)
                    if self.page == "register":
                        self.register_page.keep_cursor()
            except DeskError as fault:
                self.refuse(fault)
        second = self.context.now() // SECOND
        if second != self._second:
            self._second = second
            self._watch_drafts()
            self._ring()
            self.chrome()
            if session is not None and self.context.staff_name:
                if self.page == "desk":
                    self.desk_page.tick()
                self.query_one("#reading", ReadingPage).tick()

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

    # -- keys --------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Single letters and digits act on the list alone, full-width ones too."""
        if self.page != "desk" or self.dock.asking is not None:
            return
        if self.query_one(NoteBar).display or self.context.session is None:
            return
        if event.character and is_committed_chinese(event.character):
            self.tell(Said(_("Input method is on: Shift."), "refused"))
            return
        key = normalise_key(event.character) if event.character else event.key
        key = {"?": "question_mark"}.get(key, key)
        for action in actions.ACTIONS:
            if action.where == "list" and key in self.context.keys[action.id]:
                event.stop()
                self._do(action.id)
                return

    def action_act(self, action: str) -> None:
        """One action of the registry."""
        self._do(action)

    def on_do(self, event: Do) -> None:
        """A page asks for an action."""
        event.stop()
        self._do(event.action)

    def on_tell(self, event: Tell) -> None:
        """A page has something to say."""
        event.stop()
        self.tell(event.said)

    def _do(self, action: str) -> None:
        """Do it, or say in a sentence why not."""
        try:
            with faults.as_sentences():
                getattr(self, f"do_{action}")()
        except DeskError as fault:
            self.refuse(fault)
            if isinstance(fault, AlreadyDone):
                self.changed()

    def _here(self) -> None:
        if self.context.session is None or not self.context.staff_name:
            raise Refused(_("Nobody is at the desk yet."), _("Choose a name first."))

    def _selected(self) -> Waiter:
        self._here()
        waiter = self.desk_page.selected
        if waiter is None:
            raise Refused(_("Nobody is selected."), _("F2 registers a visitor."))
        return waiter

    def _say_or_ask(self, result: Said | Ask) -> None:
        if isinstance(result, Ask):
            self.dock.ask(result)
            return
        self.changed(result)

    def do_selected(self) -> None:
        """Somebody else is selected: the keys' words may be others."""
        self.chrome()

    def do_visitor(self) -> None:
        """F2: find or register."""
        self._here()
        assert self.parking is not None
        self.dock.close()
        self._put_note_aside()
        if self.page == "register":
            snapshot = self.register_page.snapshot()
            if snapshot.empty:
                self.register_page.focus_form()
                return
            self.parking.check_room(FORM)
            self.register_page.park(still_open=False)
            self.register_page.begin(nested=True)
            self.tell(Said(_("Kept. It comes back after this one.")))
            return
        kept = self.parking.newest(FORM)
        self.show_page("register")
        if kept is not None:
            self.register_page.load(kept)
            self.tell(Said(_("Your half-typed form. F2 again begins another.")))
        else:
            self.register_page.begin()
        self.chrome()

    def do_finish(self) -> None:
        """Ctrl+S: read back, then register."""
        if self.page == "first":
            self.query_one(FirstPage).finish()
            return
        if self.page != "register":
            raise Refused(_("There is nothing to finish here."))
        wanted = self.register_page.ready()
        if wanted is None:
            return
        parked = self.register_page.parked
        try:
            visit, said = chrome.register(self.context, wanted, parked.act)
        except DeskError as fault:
            # What was typed stays on the screen, and in the draft.
            self.refuse(fault)
            return
        assert self.parking is not None
        self.register_page.forget()
        below = self.parking.newest(FORM)
        if parked.nested and below is not None:
            self.register_page.load(below)
            self.changed(said)
            return
        self.show_page("desk")
        self.changed(said)
        self.desk_page.select(visit)
        self.desk_page.focus_list()
        self.chrome()

    def do_back(self) -> None:
        """Esc: one layer back; a form is kept."""
        if self.dock.asking is not None:
            self.dock.action_stay()
            return
        if self.query_one(NoteBar).display:
            self._put_note_aside()
            return
        if self.page == "register":
            parked = self.register_page.park(still_open=False)
            self.show_page("desk")
            self.desk_page.tick()
            self.desk_page.focus_list()
            if not parked.empty:
                self.tell(Said(_("The form is kept. F2 brings it back.")))
        elif self.page == "reading":
            self._leave_reading()
        self.chrome()

    def do_drop(self) -> None:
        """Throw a half-typed form away, after asking."""
        if self.page != "register":
            raise Refused(_("There is no form here."))
        self.dock.ask(chrome.ask_drop())

    def do_next(self) -> None:
        """F4: do what the strip shows, the very item painted when the key was pressed."""
        self._here()
        due = self.desk_page.due
        if due is None:
            raise Refused(_("Nothing is due."))
        now, before = time.monotonic(), self._last_next
        # A key held down repeats for ever: it must not go on to the next person.
        self._last_next = now
        if now - before < REPEAT_S:
            return
        self._do_due(due)

    def _do_due(self, due: Due) -> None:
        waiter = self.desk_page.waiter(due.subject_id)
        if waiter is None:
            raise Refused(_("The visit is over."))
        self._say_or_ask(self.acts.do_due(waiter, due, new_act()))

    def do_pass_on(self) -> None:
        """F5: send in what is selected."""
        self.changed(self.acts.send_in(self._selected()))

    def do_act_1(self) -> None:
        """The selected visitor's own next step."""
        self._say_or_ask(self.acts.do_own(self._selected()))

    def do_act_2(self) -> None:
        """The step with another outcome."""
        self._say_or_ask(self.acts.other_outcome(self._selected()))

    do_act_3 = do_pass_on

    def do_act_4(self) -> None:
        """Change of doctor or department."""
        self._say_or_ask(self.acts.ask_doctor(self._selected()))

    def do_act_5(self) -> None:
        """A note to the next guide."""
        self.query_one(NoteBar).open(self._selected())

    def do_act_6(self) -> None:
        """The next stage of the route."""
        self._say_or_ask(self.acts.ask_move(self._selected()))

    def do_act_7(self) -> None:
        """Left without being seen."""
        self._say_or_ask(self.acts.ask_leave(self._selected()))

    def do_act_8(self) -> None:
        """Show the phone for ten seconds."""
        waiter = self._selected()
        phone = self.acts.show_phone(waiter)
        self.desk_page.show_phone(waiter.visit_id, phone)
        self.changed()

    def do_keep_note(self) -> None:
        """Enter in the note."""
        note = self.query_one(NoteBar)
        if note.visit_id is not None:
            said = chrome.keep_note(self.context, note.visit_id, note.text, note.parked.act)
            note.close(done=True)
            self.focus_page()
            self.changed(said)

    def do_order(self) -> None:
        """By arrival, or by what is due."""
        self._here()
        self.desk_page.toggle_order()

    def do_open(self) -> None:
        """The selected visitor in full."""
        waiter = self._selected()
        self._read(lambda room: reading.visit_lines(self.context, waiter.visit_id, room))
        self.chrome()

    def do_help(self) -> None:
        """F1: what can be done here."""
        self._read(lambda room: reading.help_lines(self.context, room))

    do_help_list = do_help

    def do_emergency(self) -> None:
        """F9: the selected person, someone else, the telephone, the card."""
        self._here()
        waiter = self.desk_page.selected if self.page == "desk" else None
        self._emergency_about = waiter
        self.dock.ask(asks.emergency(self.context.pack, waiter, new_act()))

    def do_go(self) -> None:
        """F8: to another screen."""
        self._here()
        self.dock.ask(chrome.ask_go())

    def do_quit(self) -> None:
        """Ctrl+Q: close, after asking."""
        if self.context.session is None:
            self.exit(0)
            return
        self.dock.ask(chrome.ask_quit())

    def focus_page(self) -> None:
        """The focus back to the page on show."""
        if self.page == "register":
            self.register_page.focus_form()
        elif self.page == "desk":
            self.desk_page.focus_list()

    # -- answers -----------------------------------------------------------------------------

    def on_dock_answered(self, event: Dock.Answered) -> None:
        """A dock was answered."""
        event.stop()
        try:
            with faults.as_sentences():
                self._answer(event.ask, event.picks)
        except DeskError as fault:
            self.changed()
            self.refuse(fault)

    def _answer(self, ask: Ask, picks: dict[str, str]) -> None:
        if ask.code == CONFIRM_QUIT:
            self.close_desk()
            self.exit(0)
        elif ask.code == CONFIRM_DROP:
            self.register_page.forget()
            self.show_page("desk")
            self.changed(Said(_("The form was thrown away.")))
            self.desk_page.focus_list()
        elif ask.code == GO_TO:
            self._go_to(picks["where"])
        elif ask.code == asks.EMERGENCY:
            self._raise(ask, picks["who"])
        else:
            self._say_or_ask(self.acts.answered(ask, picks))

    def _raise(self, ask: Ask, who: str) -> None:
        waiter = self._emergency_about
        if who == "card":
            self._read(lambda room: reading.card_lines(self.context, room))
        elif who == "selected":
            if waiter is None:
                raise Refused(_("Nobody is selected."), _("F9 2 needs no name."))
            question = self.acts.raise_selected(waiter, ask.act)
            self.changed()
            self.dock.ask(question)
        else:
            visit = self.acts.raise_other(ask.act)
            self.changed()
            self.desk_page.select(visit)
            raised = self.desk_page.waiter(visit)
            if raised is not None:
                self.dock.ask(self.acts.tell_about(raised))

    def _go_to(self, where: str) -> None:
        if where == "language":
            self.speak("en" if words.language() == "zh" else "zh")
        elif where == "theme":
            names = list(settings.THEMES)
            at = names.index(self.context.settings.theme) + 1
            self.dress(names[at % len(names)])
        elif where == "sound":
            self.context.settings.sound = not self.context.settings.sound
            self._keep_settings()
            on = self.context.settings.sound
            self.tell(Said(_("Sound is on.") if on else _("Sound is off.")))
            if on:
                self.bell()
        elif where == "card":
            self._emergency_about = None
            self._raise(chrome.ask_go(), "card")
        elif where == "sheet":
            self._read(lambda room: reading.sheet_lines(self.context, room))
        else:
            if self.page == "register":
                self.register_page.park(still_open=False)
            self.show_page("desk")
            self.desk_page.focus_list()
            self.changed()

    # -- language, theme, end ----------------------------------------------------------------

    def speak(self, language: str) -> None:
        """Another language, everywhere at once."""
        words.use(language)
        self.context.settings.language = language
        self._keep_settings()
        self.run_worker(self._speak_again(), exclusive=True)

    async def _speak_again(self) -> None:
        self.query_one(FirstPage).dress()
        if self.context.session is not None:
            if self.page == "register":
                parked = self.register_page.park(still_open=True)
                await self.register_page.build()
                self.register_page.load(parked)
            else:
                await self.register_page.build()
            self.desk_page.dress()
        self.said = None
        self.chrome()

    def dress(self, theme: str) -> None:
        """Another theme."""
        self.context.settings.theme = theme
        self.theme = f"frontdesk-{theme}"
        self.context.ink = ink_of(self.theme)
        self._keep_settings()
        self.dock.dress(self.context.ink)
        self.run_worker(self._speak_again(), exclusive=True)

    def _keep_settings(self) -> None:
        if self.context.session is not None and not self.context.practice:
            settings.write(self.place, self.context.settings)

    def on_spoken_in(self, event: SpokenIn) -> None:
        """The first start's language."""
        event.stop()
        words.use(event.language)
        self.context.settings.language = event.language
        self.query_one(FirstPage).dress()
        self.chrome()

    async def on_founded(self, event: Founded) -> None:
        """The desk is there."""
        event.stop()
        settings.write(self.place, self.context.settings)
        await self._use(event.session, None)

    def on_signed_in(self, event: SignedIn) -> None:
        """Somebody sits down."""
        event.stop()
        self.sit_down(event.staff)

    def on_key_line_clicked(self, event: KeyLine.Clicked) -> None:
        """The mouse's way to a key."""
        event.stop()
        for action in actions.ACTIONS:
            if event.key.lower() in action.keys:
                self._do(action.id)

    def keep_draft(self) -> None:
        """What is half typed goes to the drafts file; from any thread."""
        # Without its widgets the app would keep an empty form in place of the full one.
        if self._thread_id == threading.get_ident() and self.is_running:
            if self.page == "register":
                self.register_page.park(still_open=True)
            self.query_one(NoteBar).park()
        if self.context.drafts is not None:
            self.context.drafts.flush(SECOND / 1000)

    def keep_after_crash(self) -> bool:
        """Keep the form when the program fails."""
        self.keep_draft()
        return True

    def close_desk(self) -> None:
        """Drafts and database closed, the head noted; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        self.keep_draft()
        if self.context.drafts is not None:
            self.context.drafts.close()
        if self.context.session is not None:
            self.context.session.store.close()


def glyphs_for(place: Folders) -> Glyphs:
    """The signs this terminal draws in one cell: measured, else asked once and kept."""
    kept = settings.read(place)
    if kept.glyphs != "auto":
        return PLAIN if kept.glyphs == "plain" else FULL
    measured = width.measure()
    if measured is None and sys.stdin.isatty() and place.settings.is_dir():
        words.use(kept.language)
        print("─" * RULER + "\n" + "-" * RULER)
        together = input(_("Do the two lines end together? y or n: ")).strip().lower()
        kept.glyphs = "plain" if together.startswith("n") else "full"
        settings.write(place, kept)
        return PLAIN if kept.glyphs == "plain" else FULL
    return PLAIN if measured == "wide" else FULL


def run(
    place: Folders,
    *,
    seat: str = "",
    language: str | None = None,
    opened: Opened | None = None,
    staff: str = "",
    clock: Clock | None = None,
) -> int:
    """Open one window and stay until it is closed; returns the exit status."""
    app = FrontdeskApp(
        place,
        seat=seat,
        language=language,
        clock=clock,
        opened=opened,
        staff=staff,
        glyphs=glyphs_for(place),
        driver_class=driver.driver_class(),
    )
    ending = signals.install(
        lambda code: app.exit(code, code),
        keep_draft=app.keep_draft,
        close_database=app.close_desk,
    )
    try:
        app.run()
    finally:
        ending.remove()
        app.close_desk()
    return app.return_code or 0
