"""Cases for tests: a desk with somebody for every rung, and complaints opened at it."""

from collections.abc import Callable

import pytest

from frontdesk.cases import opening
from frontdesk.cases.cases import Case
from frontdesk.cases.opening import OpenForm
from frontdesk.session import Role, Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff

# Who works at the desk of the tests besides its supervisor and agents.
HIRED: dict[Role, str] = {"lead": "Qian Yi", "deputy": "Feng Lan", "manager": "Lin Guodong"}
COMPLAINT = {
    "person": "吕敏",
    "phone": "137 1234 9016",
    "channel": "phone",
    "place": "internal",
    "facts": "I waited 70 minutes for a result.\nNobody told me.",
    "wish": "an apology",
    "severity": "ordinary",
}

Acts = Callable[[str], Session]
Opens = Callable[..., Case]


@pytest.fixture
def acts(desk, session: Session) -> Acts:
    """Who acts: `acts("deputy")` is the session of the one with that role, or of that name."""
    for role, name in HIRED.items():
        staff.hire(session, name, role)

    def as_one(who: str) -> Session:
        names = {"agent": "Wang Fang", "supervisor": "Li Na", **HIRED}
        return desk.as_staff(names.get(who, who))

    return as_one


@pytest.fixture
def who(acts: Acts) -> Callable[[str], int]:
    """The id of one of staff, by name."""
    return lambda name: int(Staff.get(Staff.name == name).id)


@pytest.fixture
def opens(acts: Acts) -> Opens:
    """Open a complaint by an agent: `opens(severity="serious", to=…)`, `opens(session=…)`."""

    def open_one(session: Session | None = None, kind: str = "complaint", **values: object) -> Case:
        typed = {name: str(value) for name, value in {**COMPLAINT, **values}.items()}
        return opening.open_case(session or acts("agent"), OpenForm(kind, typed))

    return open_one
