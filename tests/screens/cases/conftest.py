"""Who is at the page of a case: somebody for every rung of the ladder works at the desk."""

from collections.abc import Callable, Iterator

import pytest

from frontdesk.session import Session
from frontdesk.store.drafts import Drafts
from screens.parts.context import Context
from tests.conftest import MadeDesk
from tests.screens.cases.acting import context_of, hire


@pytest.fixture
def context(session: Session, desk: MadeDesk) -> Iterator[Callable[..., Context]]:
    """Who is at the page: `context()` the supervisor, `context("Wang Fang")` an agent."""
    hire(session)
    drafts = Drafts(desk.place.drafts, session.store.key)

    def of(name: str = "") -> Context:
        return context_of(desk.as_staff(name) if name else session, desk, drafts)

    yield of
    drafts.close()
