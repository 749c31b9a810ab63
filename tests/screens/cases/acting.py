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
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from screens.cases.act_page import ActPage
from screens.cases.case_acts import ASKS, CaseActs, Result, Shown, Wanted
from screens.cases.case_hints import KEYS
from screens.parts.context import Context, Do
from screens.parts.dock import Ask, Dock
from screens.parts.focus import focus_now
from screens.parts.lines import Lines
from screens.parts.messageline import Said
from screens.parts.parking import Parked, Parking
from tests.screens.alone import SHELL, WIDE, Alone, on_screen

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


class Acting(Alone):
    """What the app does for the acts, and nothing else."""

    CSS_PATH = [SHELL, ActPage.CSS_PATH]  # noqa: RUF012
    page: ActPage

    def __init__(self, context: Context, case_id: int) -> None:
        super().__init__(context, ActPage(context))
        self.case_id = case_id
        self.opened: list[Path] = []
        self.acts = CaseActs(context, self.opened.append)
        assert context.drafts is not None
        self.page.parking = Parking(context.drafts, context.seat)
        self.dock_ = Dock(context.ink, context.glyphs)
        self.stage = Stage()
        self.result: Result = None
        self.told: Said | None = None

    def middle(self) -> ComposeResult:
        """Where the case would be, the form of an act, and the dock."""
        yield self.stage
        yield self.page
        yield self.dock_

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

    def tell(self, said: Said) -> None:
        """What the form points at."""
        self.told = said
        super().tell(said)

    async def take(self, doing: Callable[[], Result]) -> None:
        """What it says, asks, wants or refuses."""
        self.refused = None
        try:
            self.result = doing()
        except DeskError as fault:
            self.refuse(fault)
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


@asynccontextmanager
async def acting(
    context: Context, case_id: int, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Acting, Hands]]:
    """The acts on this case, on a screen of this size."""
    async with on_screen(Acting(context, case_id), size) as (app, pilot):
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
