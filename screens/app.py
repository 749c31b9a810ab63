"""The app: where the wings' pages meet by action id (house, "Keys").

One road: key, action, verb, commit, "desk changed", what is on show is read again.
"""

import sys
import time
from collections.abc import Callable

from textual import events

from frontdesk import settings, words
from frontdesk.clock import Clock
from frontdesk.desk.waiting import Waiter
from frontdesk.errors import AlreadyDone, DeskError, Refused
from frontdesk.opening import Opened
from frontdesk.settings import Folders
from frontdesk.store import faults
from frontdesk.tasks.due import Due
from frontdesk.words import _
from screens import actions, chrome, reading
from screens.cases.names import CASE, CASE_ACT, CASE_FORM
from screens.chrome import VISIT
from screens.desk import asks
from screens.parts.context import Do, Tell, new_act
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.keyline import KeyLine
from screens.parts.messageline import Said
from screens.phone.calls_here import CALL
from screens.registering import ON_CASES, Registering
from screens.shell import REPEAT_S, RULER
from screens.terminal import driver, signals, width
from screens.terminal.keys import is_committed_chinese, normalise_key

SWITCH_S = 0.0005


# What Textual calls the keys that are signs.
NAMED_KEYS = {
    "?": "question_mark",
    "/": "slash",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}
KEEP_ANSWER = "keep_answer"
CASE_DOS = ("case_open", "case_event", "case_begin", "case_improve", "case_dial")


class FrontdeskApp(Registering):
    """One window of one desk, with what its keys do."""

    # -- keys --------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Single letters and digits act on the list alone, full-width ones too."""
        where = actions.LISTS.get(self.page)
        if where is None or self.dock.asking is not None:
            return
        if self.note.display or self.context.session is None:
            return
        if event.character and is_committed_chinese(event.character):
            self.tell(Said(_("Input method is on: Shift."), "refused"))
            return
        key = normalise_key(event.character) if event.character else event.key
        key = NAMED_KEYS.get(key, key)
        for action in actions.ACTIONS:
            here = action.where == where or action.id == "help_list"
            if here and key in self.context.keys[action.id]:
                event.stop()
                self._do(action.id)
                await self.catch_up()
                return

    async def action_act(self, action: str) -> None:
        """One action of the registry."""
        self._do(action)
        await self.catch_up()

    async def on_do(self, event: Do) -> None:
        """A page asks for an action."""
        event.stop()
        if event.action == "dial":
            self._try(lambda: self.dial(event.about))
        elif event.action == "dial_call":
            self._try(lambda: self.dial_again(event.about))
        elif event.action == "call_open":
            self._try(lambda: self.show_listed_call(event.about))
        elif event.action in CASE_DOS:
            self._try(lambda: self.do_for_case(event))
        else:
            self._do(event.action)
        await self.catch_up()

    def on_tell(self, event: Tell) -> None:
        """A page has something to say."""
        event.stop()
        self.tell(event.said)

    def _do(self, action: str) -> None:
        """Do it, or say in a sentence why not."""
        where = actions.where_of(action)
        if where == "calls" or action == KEEP_ANSWER:
            self._try(lambda: self._on_lists(action))
        elif where == "cases":
            self._try(getattr(self.cases_page, f"do_{action}"))
        elif where == "case":
            self._try(lambda: self.do_on_case(action))
        else:
            self._try(getattr(self, f"do_{action}"))

    def _on_lists(self, action: str) -> None:
        """An action of the telephone's lists: what it says or asks, if anything."""
        work = getattr(self, f"do_{action}", None) or getattr(self.phone_page, f"do_{action}")
        result = work()
        if result is not None:
            self._say_or_ask(result)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            with faults.as_sentences():
                work()
        except DeskError as fault:
            self.refuse(fault)
            if isinstance(fault, AlreadyDone):
                self.changed()

    def _selected(self) -> Waiter:
        self._here()
        waiter = self.desk_page.selected
        if waiter is None:
            raise Refused(_("Nobody is selected."), _("F2 registers a visitor."))
        return waiter

    def do_selected(self) -> None:
        """Somebody else is selected: the keys' words may be others."""
        self.chrome()

    def do_back(self) -> None:
        """Esc: one layer back; a form is kept."""
        if self.dock.asking is not None:
            self.dock.action_stay()
            return
        if self.note.display:
            self.put_note_aside()
            return
        if self.page == "register":
            parked = self.register_page.park(still_open=False)
            self.return_to("desk")
            if not parked.empty:
                self.tell(Said(_("The form is kept. F2 brings it back.")))
            if parked.ids.get(CALL) is not None:
                self.show_listed_call(parked.ids[CALL])
        elif self.page == "reading":
            self.leave_reading()
        elif self.page == CALL:
            self.put_call_aside()
        elif self.page in ON_CASES:
            self.leave_case_page()
        elif self.page == "phone" and not self.phone_page.back():
            self.return_to("desk")
        self.chrome()

    def do_drop(self) -> None:
        """Throw a half-typed form away, after asking."""
        if self.page not in ("register", CALL, CASE_FORM, CASE_ACT):
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
        if self.is_of_case(due):
            self.do_due_case(due)
            return
        if due.subject != VISIT:
            self.do_due_beside(due)
            return
        self._do_due(due)

    def _do_due(self, due: Due) -> None:
        waiter = self.desk_page.waiter(due.subject_id)
        if waiter is None:
            raise Refused(_("The visit is over."))
        self._say_or_ask(self.acts.do_due(waiter, due, new_act()))

    def do_pass_on(self) -> None:
        """F5: pass the call that rings or is in hand, else send in what is selected."""
        if self.pass_call():
            return
        if self.page == CASE:
            self.act_on_case("up")
            return
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
        self.note.open(self._selected())

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
        note = self.note
        if note.visit_id is not None:
            said = chrome.keep_note(self.context, note.visit_id, note.text, note.parked.act)
            note.close(done=True)
            self.here.take_focus()
            self.changed(said)

    def do_order(self) -> None:
        """By arrival, or by what is due."""
        self._here()
        self.desk_page.toggle_order()

    def do_open(self) -> None:
        """The selected visitor in full."""
        waiter = self._selected()
        self.read(lambda room: reading.visit_lines(self.context, waiter.visit_id, room))
        self.chrome()

    def do_help(self) -> None:
        """F1: what can be done here."""
        page = self.page
        self.read(lambda room: reading.help_lines(self.context, page, room))

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

    async def on_key_line_clicked(self, event: KeyLine.Clicked) -> None:
        """The mouse's way to a key."""
        event.stop()
        for action in actions.ACTIONS:
            if event.key.lower() in action.keys:
                self._do(action.id)
        await self.catch_up()


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
    # The terminal's writer and the walk behind must hand over quickly: a frame waits for them.
    sys.setswitchinterval(SWITCH_S)
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
