"""Who is at the page of a case: somebody for every rung of the ladder works at the desk."""

from collections.abc import Callable, Iterator

import pytest

from frontdesk.session import Session
from frontdesk.staff import staff
from frontdesk.store.drafts import Drafts
from screens.parts.context import Context
from tests.conftest import MadeDesk
from tests.screens.alone import context_of
from tests.screens.cases.acting import hire


@pytest.fixture
def context(session: Session, desk: MadeDesk) -> Iterator[Callable[..., Context]]:
    """Who is at the page: `context()` the supervisor, `context("Wang Fang")` an agent."""
    hire(session)
    drafts = Drafts(desk.place.drafts, session.store.key)

    def of(name: str = "") -> Context:
        return context_of(desk.as_staff(name) if name else session, desk, drafts=drafts)

    yield of
    drafts.close()


@pytest.fixture
def agent(desk: MadeDesk) -> Session:
    """An agent at a desk with somebody for every rung."""
    lead = desk.as_staff()
    staff.hire(lead, "Feng Lan", "deputy")
    staff.hire(lead, "林国栋", "manager")
    return desk.as_staff("Wang Fang")
