"""The lists of cases alone on a screen, over a founded desk: for tests and to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot

from frontdesk.cases import handling, opening, passing
from frontdesk.cases.cases import Case
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import DAY, HOUR, MINUTE
from frontdesk.errors import DeskError
from frontdesk.session import Role, Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from screens.cases.cases_page import CasesPage
from screens.parts.context import Context
from tests.conftest import MadeDesk
from tests.screens.alone import SHELL, WIDE, Alone, on_screen

KEYS = {
    "1": "cases_due", "2": "cases_mine", "3": "cases_open", "4": "cases_accept", "5": "cases_all",
    "g": "cases_group", "slash": "cases_find", "n": "case_new", "i": "case_improve",
}  # fmt: skip


class Listed(Alone):
    """What the app does for the page, and nothing else."""

    CSS_PATH = [SHELL, CasesPage.CSS_PATH]  # noqa: RUF012
    page: CasesPage

    def __init__(self, context: Context) -> None:
        super().__init__(context, CasesPage(context))

    def on_mount(self) -> None:
        """Show it."""
        self.page.display = True
        self.page.come_up()
        self.page.take_focus()

    def on_key(self, event: events.Key) -> None:
        """The keys of the lists."""
        if event.key == "escape":
            self.page.back()
        elif event.key in KEYS and not self.page.typing:
            self.act(KEYS[event.key])

    def do(self, action: str, about: int | None) -> None:
        """Some of it is the page's own."""
        if action == "case_show":
            self.act(action)
        else:
            super().do(action, about)

    def act(self, action: str) -> None:
        """One action of the page."""
        self.refused = None
        try:
            getattr(self.page, f"do_{action}")()
        except DeskError as fault:
            self.refuse(fault)


@asynccontextmanager
async def listed(
    context: Context, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Listed, Pilot[None]]]:
    """The page on a screen of this size."""
    async with on_screen(Listed(context), size) as (app, pilot):
        app.page.come_up()
        await pilot.pause()
        yield app, pilot


# -- some days ---------------------------------------------------------------------------------

HIRED: tuple[tuple[str, Role], ...] = (("冯岚", "deputy"), ("林国栋", "manager"))
WAITED = (
    "I waited 70 minutes for a result that was ready after 20. Nobody told me. At the desk I was"
    " told to just sit down."
)


def open_complaint(session: Session, **values: str) -> Case:
    """A complaint about the internal department."""
    told = {
        "person": "吕敏", "channel": "phone", "place": "internal", "facts": WAITED,
        "severity": "ordinary", **values,
    }  # fmt: skip
    return opening.open_case(session, OpenForm("complaint", told))


def write_days(session: Session, desk: MadeDesk) -> dict[str, Case]:
    """Cases of some days, of several kinds, on all rungs, one of them offered to the supervisor.

    By a word each: rude, waited, wallet, again, billed, wifi, grave, record.
    """
    clock = desk.clock
    for name, role in HIRED:
        staff.hire(session, name, role)
    agent, affairs = desk.as_staff("Wang Fang", seat="Desk 2"), desk.as_staff("冯岚", seat="Desk 3")
    by = {one.name: one.id for one in Staff.select()}
    lead = by["Li Na"]
    made: dict[str, Case] = {}

    def opened(
        word: str, kind: str, who: Session, name: str, place: str, facts: str, **more: str
    ) -> Case:
        values = {"person": name, "channel": "phone", "place": place, "facts": facts, **more}
        known = {spec.name for spec in who.pack.cases.kind(kind).fields}  # type: ignore[union-attr]
        asked = {key: value for key, value in values.items() if key in known}
        made[word] = opening.open_case(who, OpenForm(kind, asked))
        return made[word]

    phone = "137 1234 9016"
    opened("rude", "complaint", agent, "赵丽", "internal", "The nurse snapped at my mother.",
           severity="minor", phone="13800001234")  # fmt: skip
    handling.acknowledge(agent, made["rude"].id, "phone")
    clock.advance(DAY)
    case = opened("waited", "complaint", agent, "吕敏", "internal", WAITED, severity="ordinary",
                  phone=phone, wish="an explanation and an apology from the head nurse",
                  about="nurse 高伟", when="yesterday 10:05")  # fmt: skip
    passing.pass_up(agent, case.id, "supervisor", lead)
    passing.accept(session, case.id)
    handling.set_severity(session, case.id, "serious", "late and told off")
    passing.pass_up(session, case.id, "affairs", by["冯岚"], "needs the clinic")
    passing.accept(affairs, case.id)
    opened("wallet", "lost", agent, "Anna Maria Schmidt-Lee", "place.cashier",
           "brown, two keys", severity="ordinary", item="wallet", side="lost")  # fmt: skip
    clock.advance(DAY)
    opened("again", "complaint", agent, "孙丽", "internal", "Nobody says how long it takes.",
           severity="minor", phone="13612340001")  # fmt: skip
    opened("billed", "complaint", agent, "王建军", "imaging", "Charged twice for one X-ray.",
           severity="ordinary", phone="13912344471")  # fmt: skip
    passing.pass_up(agent, made["billed"].id, "supervisor", lead, "the amount")
    clock.advance(HOUR)
    opened("wifi", "suggestion", agent, "", "", "a wireless network in the hall",
           severity="ordinary")  # fmt: skip
    case = opened("grave", "complaint", session, "陈国强", "emergency",
                  "Sent home with a fracture.", severity="grave", to=str(by["冯岚"]))  # fmt: skip
    passing.accept(affairs, case.id)
    handling.pause(affairs, case.id, "expert")
    opened("record", "inquiry", session, "Mr Gao", "laboratory", "Can I have a copy of my record?",
           severity="urgent")  # fmt: skip
    clock.advance(17 * MINUTE)
    return made
