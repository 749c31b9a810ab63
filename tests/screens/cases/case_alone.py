"""The page of one case alone on a screen, over a founded desk: for tests and to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from textual import events
from textual.pilot import Pilot

from frontdesk.cases import cases, handling, opening, passing
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import SECOND, Millis, instant
from frontdesk.desk import people
from frontdesk.desk.people import Person, PersonForm
from frontdesk.session import Role, Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from screens.cases.case_page import CasePage
from screens.parts.context import Context
from screens.parts.messageline import Said
from tests.conftest import ZONE, MadeDesk
from tests.screens.alone import SHELL, WIDE, Alone, on_screen

HIRED: dict[str, Role] = {
    "赵磊": "agent", "李娜": "agent", "吴迪": "supervisor", "冯岚": "deputy", "林国栋": "manager",
}  # fmt: skip
SAID = (
    "I waited 70 minutes for a result that was ready after 20. Nobody told me. "
    "At the desk I was told to just sit down."
)
WISH = "explanation and an apology from the head nurse"


class CaseAlone(Alone):
    """What the app does for the page, and nothing else."""

    CSS_PATH = [SHELL, CasePage.CSS_PATH]  # noqa: RUF012
    page: CasePage

    def __init__(self, context: Context) -> None:
        super().__init__(context, CasePage(context), context.ink.name)
        self.told: list[Said] = []

    def on_mount(self) -> None:
        """Show it."""
        self.page.display = True
        self.page.take_focus()

    def on_key(self, event: events.Key) -> None:
        """The keys that lead from case to case."""
        by = {"left_square_bracket": -1, "right_square_bracket": 1}.get(event.key)
        if by is not None:
            self.page.step(by)

    def tell(self, said: Said) -> None:
        """It is noted alone."""
        self.told.append(said)


@asynccontextmanager
async def alone(
    context: Context, case_id: int, size: tuple[int, int] = WIDE, among: tuple[int, ...] = ()
) -> AsyncIterator[tuple[CaseAlone, Pilot[None]]]:
    """The page with this case on a screen of this size."""
    async with on_screen(CaseAlone(context), size) as (app, pilot):
        app.page.show_case(case_id, among)
        await pilot.pause()
        await pilot.pause()
        yield app, pilot


# -- the case of the picture -------------------------------------------------------------------


def at(day: int, clock: str) -> Millis:
    """An instant of November 2026 in the desk's zone."""
    hours, minutes = clock.split(":")
    return instant(datetime(2026, 11, day, int(hours), int(minutes), tzinfo=ZONE))


class Told:
    """The desk on which a story is told: who acts, and when."""

    @classmethod
    def of(cls, desk: MadeDesk) -> "Told":
        """The story goes on where everybody is known already."""
        told = cls.__new__(cls)
        told.desk = desk
        return told

    def __init__(self, desk: MadeDesk) -> None:
        self.desk = desk
        first = desk.as_staff()
        for name, role in HIRED.items():
            staff.hire(first, name, role)
        known = PersonForm("吕敏", sex="f", birth="1974", phone="13712349016")
        people.take_over(first, [known])

    def to(self, day: int, clock: str) -> None:
        """Go on to an instant."""
        self.desk.clock.advance(at(day, clock) - self.desk.clock.now())

    def by(self, name: str) -> Session:
        """Who acts."""
        return self.desk.as_staff(name)

    def id(self, name: str) -> int:
        """The id of one of staff."""
        return int(Staff.get(Staff.name == name).id)

    def open(self, name: str = "李娜", kind: str = "complaint", **values: str) -> int:
        """A complaint by telephone."""
        typed = {
            "person": "吕敏", "phone": "137 1234 9016", "channel": "phone", "place": "internal",
            "about": "", "when": "Sat 21 Nov 10:05-11:31", "facts": SAID, "wish": WISH,
            "severity": "ordinary",
        }  # fmt: skip
        session = self.by(name)
        asked = {one.name for one in cases.forms(session.pack).kind(kind).fields}
        typed = {key: text for key, text in (typed | values).items() if key in asked}
        known = Person.read("name = ?", "吕敏")[0]
        return int(opening.open_case(session, OpenForm(kind, typed, person_id=known.id)).id)


def tell(desk: MadeDesk) -> int:
    """The complaint of the picture as it stood on Monday at 7:48:12; its id."""
    told = Told(desk)
    desk.clock.advance(at(22, "9:05") - desk.clock.now())
    case = told.open()
    told.to(22, "9:20")
    handling.set_severity(told.by("李娜"), case, "serious", "late and told off")
    told.to(22, "9:30")
    passing.pass_up(told.by("李娜"), case, "supervisor", told.id("吴迪"), "serious")
    told.to(22, "9:35")
    passing.accept(told.by("吴迪"), case)
    told.to(22, "16:10")
    handling.note(told.by("吴迪"), case, "Heard nurse 高伟: no record of the result call")
    told.to(23, "7:25")
    passing.pass_up(told.by("吴迪"), case, "affairs", told.id("冯岚"), "needs the clinic")
    told.to(23, "7:30")
    passing.accept(told.by("冯岚"), case)
    told.to(23, "7:41")
    handling.note(told.by("冯岚"), case, "Clinic 303 asked for its times")
    told.to(23, "7:48")
    desk.clock.advance(12 * SECOND)
    return case
