"""What stands in a window: pages mounted once, one strip, one dock, one message and key line."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widget import Widget

from frontdesk import settings, words
from frontdesk.clock import Clock, Millis, SystemClock, Tick
from frontdesk.desk.waiting import Waiter
from frontdesk.errors import DeskError
from frontdesk.opening import Opened
from frontdesk.settings import Folders
from frontdesk.words import _
from screens import actions, chrome, reading
from screens.cases.names import CASE
from screens.desk.acts import Desk
from screens.desk.desk_page import DeskPage
from screens.pages import Pages
from screens.parts.alertstrip import AlertStrip, Phone
from screens.parts.context import Context
from screens.parts.desk_screen import DeskScreen
from screens.parts.dock import Dock
from screens.parts.focus import focus_now
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import THEMES, VARIABLES, ink_of
from screens.parts.keyline import KeyLine
from screens.parts.lines import Line
from screens.parts.messageline import MessageLine, Said
from screens.parts.page import Page
from screens.parts.parking import Parking
from screens.parts.reading_page import ReadingPage
from screens.parts.rooms import LOW, NARROW, TALL, WIDE, Room
from screens.parts.slices import Slices
from screens.parts.topline import TopLine
from screens.phone import phone_strip
from screens.phone.calls_here import CALL, CallsHere
from screens.start.signin_page import SignInPage
from screens.walk import Walk

if TYPE_CHECKING:
    from screens.phone.ring_lines import Ring

POST = "desk"
# A softphone's ring is to be seen within a quarter second; a look costs next to nothing.
POLL_S = 0.1
REPEAT_S = 0.5
SLICE_S = 0.008
HERE = Path(__file__).parent
# Of the pages that are made when somebody may use them.
STYLES = (
    "desk/register_page.tcss",
    "cases/case_form.tcss",
    "cases/case_page.tcss",
    "cases/cases_page.tcss",
    "cases/act_page.tcss",
    "phone/call_page.tcss",
    "phone/lists_page.tcss",
    "start/first_page.tcss",
)
SIZES = frozenset({"-wide", "-tall", "-small"})
# Longer than a frame ever takes; a window that is not painted (hidden) is not waited for.
PAINT_S = 0.2
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


class Shell(Pages):
    """The shell: pages mounted once, one strip, one dock, one key line."""

    ENABLE_COMMAND_PALETTE = False
    # Pages are mounted before they are shown; each takes the focus itself when its turn comes.
    AUTO_FOCUS = None
    TITLE = "Frontdesk"
    CSS_PATH: ClassVar[list[str | Path]] = [  # type: ignore[assignment]
        Path(__file__).with_suffix(".tcss"),
        DeskPage.CSS_PATH,
        *(HERE / name for name in STYLES),
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
        self.mounted = {"": Page(), "desk": DeskPage(self.context)}
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
        self._typed_at = 0.0
        self._rung: tuple[int, str, int] | None = None
        self._emergency_about: Waiter | None = None
        self._under = ""
        self._focus_under: Widget | None = None
        self._fault: DeskError | None = None
        self._ended = False
        self._walk: Walk | None = None
        # A frame lies between two pieces: a key that came meanwhile is painted first.
        self.slices = Slices(partial(self.set_timer, SLICE_S), self.goes_on)
        self.calls = CallsHere()
        self._rings: int | None = None
        self._passing: int | None = None
        self._tried_task: int | None = None
        self._asked_who: set[int] = set()
        self._next_call: Millis | None = None
        # What is to be awaited before the next key is heard: a form whose fields are mounted.
        self.soon: list[Coroutine[Any, Any, None]] = []
        self._below: dict[str, tuple[str, Widget | None]] = {}
        self._before_call: tuple[str, Widget | None] = ("desk", None)
        self.signin_page = SignInPage(self.context)
        self.reading_page = ReadingPage("reading")

    # -- building ----------------------------------------------------------------------------

    def get_default_screen(self) -> DeskScreen:
        """The one screen there is."""
        return DeskScreen(id="_default", classes=" ".join(self._measured(self.size)))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, so that the style sheets parse under any theme."""
        return dict(VARIABLES)

    def compose(self) -> ComposeResult:
        """Strip, desk, dock, message and keys: what the first frame shows."""
        yield TopLine(id="top")
        yield AlertStrip(id="strip")
        with Room(id="pages"):
            yield self.mounted["desk"]
        yield Dock(self.context.ink, self.context.glyphs, id="dock")
        yield MessageLine(id="message")
        yield KeyLine(id="keys")

    def goes_on(self) -> bool:
        """Whether the window is there still: while it ends, its widgets go one by one."""
        return not (self._ended or self._exit or self._closing) and bool(self.screen_stack)

    async def painted(self) -> None:
        """Until what was shown last is on the terminal: whatever follows must not delay it."""
        done = asyncio.Event()
        self.screen.call_after_refresh(done.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PAINT_S)

    # -- what is shown -----------------------------------------------------------------------

    @property
    def desk_page(self) -> DeskPage:
        """The guide's desk."""
        return self.query_one(DeskPage)

    @property
    def dock(self) -> Dock:
        """The one dock."""
        return self.query_one(Dock)

    @property
    def here(self) -> Page:
        """The page on show."""
        return self.mounted[self.page]

    def show_page(self, page: str) -> None:
        """Flip to a page; the others stay mounted."""
        self.page = page
        for one in self.query_one("#pages").children:
            one.display = one.id == page

    def read(self, make: Callable[[int], Sequence[Line]]) -> None:
        """A page to read over what is on show; Esc goes back there, to the very cursor."""
        self.put_note_aside()
        if self.page != "reading":
            self.here.park(still_open=True)
            self._under, self._focus_under = self.page, self.focused
        self.show_page("reading")
        self.reading_page.read(make)

    def cannot_open(self, fault: DeskError) -> None:
        """Why the desk does not open, and what to do: there is nothing else to show."""
        self.context.warnings["open"] = fault.sentence
        self.tell(Said(fault.sentence, "refused", more=fault.way_out))
        self._fault = fault
        self.read(lambda room: reading.fault_lines(self.context, fault, room))
        self._under = ""

    def return_to(self, page: str, before: Widget | None = None) -> None:
        """A page again, the cursor where it was, else where one works there."""
        self.show_page(page)
        if self.context.staff_name:
            self.here.come_up()
        if before is not None and before.is_attached and before.focusable:
            focus_now(before)
        else:
            self.here.take_focus()
        self.chrome()

    async def catch_up(self) -> None:
        """Await what a key began: whatever is typed meanwhile waits its turn and is not lost."""
        while self.soon:
            await self.soon.pop(0)

    def go_over(self, page: str) -> None:
        """Another page over this one, which is kept; `go_back` leads here again."""
        self.dock.close()
        self.put_note_aside()
        if self.page == page:
            return
        self.here.park(still_open=True)
        self._below[page] = (self.page, self.focused)
        self.show_page(page)

    def go_back(self, page: str) -> None:
        """To the page that was under this one, to the very cursor."""
        below, focused = self._below.pop(page, ("desk", None))
        self.return_to(below, focused)

    def leave_reading(self) -> None:
        if not self._under:
            if self._fault is not None:
                self.cannot_open(self._fault)
            return
        before, self._focus_under = self._focus_under, None
        self.return_to(self._under, before)

    def put_note_aside(self) -> None:
        note = self.note
        if note.display:
            note.close(done=False)
            self.here.take_focus()

    def chrome(self) -> None:
        """Top line, strip, message and keys as they are now."""
        context = self.context
        size = self.size
        self.query_one(TopLine).put(chrome.top(context), context.ink, context.glyphs)
        desk = self.desk_page
        watched = sum(one.wait_id is not None for one in desk.waiters)
        late = desk.late(context.now())
        owing = chrome.NOTHING
        if context.session is not None:
            owing = chrome.Owed.of(desk.dues, context.now(), context.pack)
        alert = chrome.alert(
            context, desk.due, desk.waiters, watched, late=late, phone=self._phone_now(), owed=owing
        )
        self.query_one(AlertStrip).put(alert, context.ink, context.glyphs)
        said = self.said
        if size.width < NARROW or size.height < LOW:
            said = Said(_("Make the window 80×24."), "refused")
        self.query_one(MessageLine).put(said, context.ink, context.glyphs)
        owed = desk.owed_to(desk.due)
        telephone = chrome.telephone(self.calls, context.now(), on_page=self.page == CALL)
        up = self.passes_up()
        slots = chrome.slots(context, desk.due, owed, desk.selected, telephone, up)
        if size.width:
            self.query_one(KeyLine).put(slots, context.ink, context.glyphs)

    def passes_up(self) -> bool | None:
        """Whether F5 passes a case up; None where no case is on show."""
        if self.page != CASE or self.case_page.case is None:
            return None
        from screens.cases import case_hints

        case, session = self.case_page.case, self.context.desk
        return case.closed_at is None and case_hints.may_move(case, session)

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
        self.read_calls()
        self.here.reread()
        self.reading_page.tick()
        self.chrome()

    # -- the telephone -----------------------------------------------------------------------

    def read_calls(self) -> None:
        """The calls of this moment, read again; a new ring sounds once."""
        context = self.context
        if context.session is None or not context.staff_name:
            return
        self.calls = CallsHere.read(context.session)
        now = context.now()
        ringing = self.calls.ringing(now)
        if ringing is not None and ringing.id != self._rings:
            self._rings = ringing.id
            if context.settings.sound:
                self.bell()
        if self.ring_dock.is_attached:
            self.ring_dock.put(self.ring_now(), context.ink, context.glyphs)

    def ring_now(self) -> "Ring | None":
        """What the ring strip shows at this very moment; None when nothing rings here."""
        session = self.context.session
        ringing = self.calls.ringing(self.context.now()) if session is not None else None
        if session is None or ringing is None:
            return None
        second = self.calls.talking(self.context.now()) is not None
        draft = self.register_page.values.get("name", "") if self.page == "register" else ""
        return self._known.ring(ringing, draft, second=second)

    def _phone_now(self) -> Phone | None:
        """What the strip says of the telephone; None on a desk without one."""
        session = self.context.session
        if session is None or session.pack.phone is None or not self.context.staff_name:
            return None
        now = self.context.now()
        mine = self.calls.talking(now) or self.calls.dialled(now) or self.calls.wrapping(now)
        rings = self.calls.ringing(now)
        return phone_strip.of(
            phone_strip.standing(mine, now) if mine is not None else None,
            phone_strip.standing(rings, now) if rings is not None else None,
            self.context.glyphs,
        )

    def _measured(self, size: Size) -> set[str]:
        """What the size is called in style sheets."""
        wide, high = size
        named = {"-wide": wide >= WIDE, "-tall": high >= TALL}
        named["-small"] = wide < NARROW or high < LOW
        return {name for name, is_so in named.items() if is_so}

    def _measure(self, size: Size) -> None:
        named = self._measured(size)
        for screen in self.screen_stack:
            if screen.classes & SIZES != named:
                screen.set_classes((screen.classes - SIZES) | named)

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another division."""
        self._measure(event.size)
        self.call_after_refresh(self.chrome)
        if self.context.session is not None and self.context.staff_name:
            self.call_after_refresh(self.desk_page.tick)
