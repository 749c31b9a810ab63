"""Fixtures of the screens: the real app over a founded desk (see `driving`)."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from frontdesk.clock import FixedClock
from frontdesk.opening import Founding, Opened, found
from frontdesk.packs.load import builtin
from frontdesk.packs.structs import Pack
from frontdesk.settings import Folders
from tests.conftest import ZONE
from tests.screens.driving import Driver, running

NAMES = ("Li Na", "Wu Di")
Open = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def open_app(place: Folders, clock: FixedClock) -> Iterator[Open]:
    """Open the app: `async with open_app(size=…, language=…, pack=…) as desk`.

    The desk is founded the first time; a second call opens the same desk in another window, or
    after a kill with `reopen`.
    """
    made: list[Opened] = []

    @asynccontextmanager
    async def opening(
        *,
        size: tuple[int, int] = (120, 36),
        language: str = "en",
        pack: str | Pack = "hospital",
        staff: str = NAMES[0],
        opened: Opened | None = None,
        walk: bool = False,
    ) -> AsyncIterator[Driver]:
        if opened is None and not made:
            rules = builtin(pack) if isinstance(pack, str) else pack
            wanted = Founding("Guide desk 1", rules, NAMES)
            made.append(Opened(found(place, wanted, clock, ZONE)))
        elif opened is not None:
            made.append(opened)
        async with running(
            place,
            clock,
            None,
            size=size,
            language=language,
            staff=staff,
            opened=made[-1],
            walk=walk,
        ) as driver:
            yield driver
            assert driver.app.crash_code is None

    yield opening
    for one in made:
        if not one.session.store.database.is_closed():
            one.session.store.database.close()
