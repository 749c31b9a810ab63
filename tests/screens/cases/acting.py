"""The acts on a case alone on a screen, over a founded desk: for tests and to look at."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from frontdesk.cases import opening, reading
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.opening import OpenForm
from frontdesk.errors import DeskError
from frontdesk.session import Role, Session
from frontdesk.settings import Settings
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from frontdesk.store.drafts import Drafts
from screens.cases.act_page import ActPage
from screens.cases.case_acts import ASKS, CaseActs, Result, Shown, Wanted
from screens.cases.case_hints import KEYS
from screens.parts.context import Context, Do, Tell
from screens.parts.desk_screen import DeskScreen
from screens.parts.dock import Ask, Dock
from screens.parts.focus import focus_now
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import ink_of
from screens.parts.lines import Lines
from screens.parts.messageline import MessageLine, Said
from screens.parts.parking import Parked, Parking
from screens.parts.themed import Themed
from tests.conftest import MadeDesk

WIDE = (120, 36)
NARROW = (80, 24)
SHEETS = Path(__file__).parents[3] / "screens"
HIRED: dict[Role, str] = {"lead": "Qian Yi", "deputy": "冯岚", "manager": "林国栋"}
COMPLAINT = {
    "person": "吕敏",
    "phone": "137 1234 9016",
    "channel": "phone",
    "place": "internal",
    "facts": "I waited 70 minutes for a result that was ready after 20.\nNobody told me.",
    "wish": "explanation and an apology from the head nurse",
    "severity": "ordinary",
}


class Stage(Lines):
    """Where the page of a case would be."""

    can_focus = True


class Acting(Themed[None]):
    """What the app does for the acts, and nothing else."""

    CSS_PATH = [SHEETS / "shell.tcss", ActPage.CSS_PATH]  # noqa: RUF012

    def __init__(self, context: Context, case_id: int) -> None:
        super().__init__()
        self.context = context
        self.case_id = case_id
        self.opened: list[Path] = []
        self.acts = CaseActs(context, self.opened.append)
        self.page = ActPage(context)
        assert context.drafts is not None
        self.page.parking = Parking(context.drafts, context.seat)
        self.dock_ = Dock(context.ink, context.glyphs)
        self.stage = Stage()
        self.result: Result = None
        self.refused: DeskError | None = None
        self.told: Said | None = None

    def get_default_screen(self) -> DeskScreen:
        """As the program's: named by its size."""
        wide, high = self.size
        named = [name for name, so in (("-wide", wide >= 110), ("-tall", high >= 30)) if so]
        return DeskScreen(id="_default", classes=" ".join(named))

    def compose(self) -> ComposeResult:
        """Two rows for line and strip, the page, dock, message and keys."""
        yield MessageLine(id="top")
        yield MessageLine(id="strip")
        yield self.stage
        yield self.page
        yield self.dock_
        yield MessageLine(id="message")
        yield MessageLine(id="keys")

    def on_mount(self) -> None:
        """The case is on the screen."""
        self.stage.styles.height = "1fr"
        self.back()

    @property
    def case(self) -> CaseFile:
        """The case as it stands."""
        return reading.read_case(self.context.desk, self.case_id)

    async def on_key(self, event: events.Key) -> None:
        """The keys of a case, and those of a form."""
        if self.page.display:
            if event.key == "escape":
                self.page.park(still_open=False)
                self.back()
            elif event.key == "ctrl+s":
                await self.take(lambda: self.acts.finish(self.page))
        elif event.key in KEYS and self.dock_.asking is None:
            await self.take(lambda: self.acts.do(event.key, self.case))

    def back(self) -> None:
        """The page of the case."""
        self.page.display = False
        self.stage.display = True
        focus_now(self.stage)

    async def on_dock_answered(self, event: Dock.Answered) -> None:
        """A dock was answered."""
        assert event.ask.code in ASKS
        await self.take(lambda: self.acts.answered(event.ask, event.picks))

    def on_tell(self, event: Tell) -> None:
        """What the form points at."""
        self.told = event.said
        self.say(event.said)

    def say(self, said: Said) -> None:
        """On the message line."""
        self.query_one("#message", MessageLine).put(said, self.context.ink)

    async def take(self, doing: Callable[[], Result]) -> None:
        """What it says, asks, wants or refuses."""
        self.refused = None
        try:
            self.result = doing()
        except DeskError as fault:
            self.refused = fault
            self.say(Said(fault.sentence, "refused", more=fault.way_out))
            return
        if not self.page.parked.act and self.page.display:
            self.back()
        if isinstance(self.result, Ask):
            self.dock_.ask(self.result)
        elif isinstance(self.result, Wanted):
            self.stage.display = False
            self.page.display = True
            await self.page.open(self.result)
        elif isinstance(self.result, Said):
            self.say(self.result)

    # -- eyes --------------------------------------------------------------------------------

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.rows)

    @property
    def said(self) -> str:
        """What was done."""
        assert isinstance(self.result, Said), (self.result, self.refused, self.told)
        return self.result.text

    @property
    def refusal(self) -> str:
        """The sentence and the way out."""
        assert self.refused is not None, (self.result, self.told)
        return str(self.refused)

    @property
    def pointed(self) -> str:
        """What the form pointed at."""
        assert self.told is not None, (self.result, self.refused)
        return self.told.text

    @property
    def shown(self) -> Shown:
        """The number in full."""
        assert isinstance(self.result, Shown)
        return self.result

    @property
    def wish(self) -> Do:
        """What the app is to do."""
        assert isinstance(self.result, Do)
        return self.result

    def drafts(self) -> list[Parked]:
        """What is kept of half-typed forms."""
        assert self.page.parking is not None
        return self.page.parking.all()


class Hands:
    """A person at the page: presses and types."""

    def __init__(self, app: Acting, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text into the field in focus, sign by sign."""
        names = {" ": "space", "\n": "ctrl+j"}
        await self.press(*(names.get(sign, sign) for sign in text))

    async def finish(self) -> None:
        """Ctrl+S."""
        await self.press("ctrl+s")


def hire(session: Session) -> None:
    """Somebody for every rung."""
    for role, name in HIRED.items():
        if not Staff.read("name = ?", name):
            staff.hire(session, name, role)


def open_one(session: Session, kind: str = "complaint", **values: object) -> int:
    """Open a case by whoever acts; its id."""
    typed = {name: str(value) for name, value in values.items()}
    if kind == "complaint":
        typed = {**COMPLAINT, **typed}
    return int(opening.open_case(session, OpenForm(kind, typed)).id)


def context_of(
    session: Session, desk: MadeDesk, drafts: Drafts, *, glyphs: Glyphs = FULL
) -> Context:
    """A context as the app has it once somebody is at the desk."""
    return Context(
        place=desk.place,
        settings=Settings(),
        clock=desk.clock,
        ink=ink_of("frontdesk-dark", flat=False),
        glyphs=glyphs,
        seat="Desk 1",
        session=session,
        staff_name="Li Na",
        drafts=drafts,
    )


@asynccontextmanager
async def acting(
    context: Context, case_id: int, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Acting, Hands]]:
    """The acts on this case, on a screen of this size."""
    app = Acting(context, case_id)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, Hands(app, pilot)


def entries(session: Session, kind: str | None = None) -> list[dict[str, Any]]:
    """The facts of the log's entries, oldest first; of one kind when it is given."""
    found = session.store.database.execute_sql("SELECT kind, facts FROM entry ORDER BY id")
    return [json.loads(str(row[1])) for row in found.fetchall() if kind in (None, row[0])]


def kinds(session: Session) -> list[str]:
    """The kinds of the log's entries, oldest first."""
    found = session.store.database.execute_sql("SELECT kind FROM entry ORDER BY id")
    return [str(row[0]) for row in found.fetchall()]


def events_of(session: Session, case_id: int) -> list[tuple[str, str, str, str]]:
    """The timeline: what, codes from and to, and what was written."""
    case = reading.read_case(session, case_id)
    return [(one.what, one.code_from, one.code_to, one.text) for one in case.events]
