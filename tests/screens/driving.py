"""The real app at a test's desk: keys by action, a clock a test moves, what stands on screen."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from typing import NamedTuple
from unittest import mock

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from frontdesk import words
from frontdesk.clock import FixedClock, Millis
from frontdesk.desk import visits
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.desk.waiting import Waiter
from frontdesk.opening import Opened, sign_on
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.staff.staff import Staff
from frontdesk.store.database import Store
from frontdesk.store.fields import desk_database
from screens import window
from screens.actions import by_id
from screens.app import FrontdeskApp
from screens.walk import Walk

WIDE = (120, 36)
NARROW = (80, 24)
TINY = (40, 10)
STAFF = "Li Na"

# What a key is called in Textual where it is not the character itself.
_NAMES = {" ": "space"}
_TYPED = {"space": " ", "question_mark": "?"}


class Entry(NamedTuple):
    """One entry of the log: its kind, who, and what it says."""

    kind: str
    staff: int | None
    facts: dict[str, object]


class Driver:
    """A person at the desk: presses, waits, looks."""

    def __init__(self, app: FrontdeskApp, pilot: Pilot[int], clock: FixedClock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.pressed = 0

    # -- hands -------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names, each counted."""
        self.pressed += len(keys)
        for key in keys:
            await self._send(key, key if len(key) == 1 else None)
        await self.settle()

    async def do(self, *actions: str) -> None:
        """Press the first key of each action."""
        for action in actions:
            # A person waits half a second between two F4; the test does not.
            self.app._last_next = float("-inf")
            await self.press(by_id(action).keys[0])

    async def type(self, text: str) -> None:
        """Type text into the field in focus."""
        await self.press(*(_NAMES.get(character, character) for character in text))

    async def strike(self, character: str) -> None:
        """A key from an input method: the very character, as the terminal's parser gives it."""
        await self._send(character, character)
        await self.settle()

    async def _send(self, key: str, character: str | None) -> None:
        if len(key) == 1 and not key.isalnum():
            key = _character_to_key(key)
        if key in _TYPED:
            character = _TYPED[key]
        event = events.Key(key, character)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)
        await self.settle(painted=False)

    async def settle(self, *, painted: bool = True) -> None:
        """Wait until nothing is under way any more, and all of it stands on the screen.

        The pilot's own way takes ten times as long.
        """
        calm = 0
        for _look in range(2000):
            if self.app._exception is not None or not self.app.is_running:
                return
            if self._busy(painted):
                calm = 0
                await asyncio.sleep(0.001)
            else:
                calm += 1
                if calm > 4:
                    return
                await asyncio.sleep(0)
        raise AssertionError("the app never comes to rest")

    def _busy(self, painted: bool) -> bool:
        screen = self.app.screen
        return bool(
            screen._callbacks
            or (painted and (screen._layout_required or screen._dirty_widgets))
            or any(one.is_running and not one._thread_worker for one in self.app.workers)
            or any(
                not pump._message_queue.empty() or pump._next_callbacks
                for pump in (self.app, *screen.walk_children(with_self=True))
            )
        )

    async def wait(self, span: Millis) -> None:
        """Let time pass, then let the app look at its clock."""
        self.clock.advance(span)
        self.app._poll()
        self.app.slices.finish()
        await self.settle()

    # -- eyes --------------------------------------------------------------------------------

    @property
    def screen(self) -> str:
        """Every row of the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return self.screen.splitlines()

    @property
    def message(self) -> str:
        """What was said last, as a whole."""
        said = self.app.said
        return f"{said.text} {said.more}".strip() if said is not None else ""

    def row(self, ticket: str) -> str:
        """The first line of a ticket's row in the list."""
        return next(row for row in self.rows[2:] if row[:8].strip(" ▌").startswith(ticket))

    @property
    def strip(self) -> str:
        """The alert strip."""
        return self.rows[1]

    @property
    def keys(self) -> str:
        """The key line."""
        return self.rows[-1]

    @property
    def page(self) -> str:
        """Which page is on show."""
        return self.app.page

    def value(self, name: str) -> str:
        """What stands in a field of the form."""
        return self.app.register_page.values[name]

    # -- what is kept ------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """Who acts here."""
        return self.app.context.desk

    def query(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the database."""
        found = self.session.store.database.execute_sql(sql, values)
        return [tuple(row) for row in found.fetchall()]

    def entries(self, kind: str | None = None) -> list[Entry]:
        """The log, oldest first; of one kind when it is given."""
        return [
            Entry(str(row[0]), row[1], json.loads(str(row[2])))  # type: ignore[arg-type]
            for row in self.query("SELECT kind, staff, facts FROM entry ORDER BY id")
            if kind in (None, row[0])
        ]

    @property
    def tickets(self) -> list[str]:
        """The tickets on the list, from the top."""
        return [one.ticket for one in self.app.desk_page.waiters]

    def waiter(self, ticket: str) -> Waiter:
        """Who holds a ticket."""
        return next(one for one in self.app.desk_page.waiters if one.ticket == ticket)

    # -- what others did ---------------------------------------------------------------------

    def seat(self, name: str, **more: object) -> int:
        """Register somebody through the verb, as if done before; the visit's id."""
        visit = register(self.session, name, **more)  # type: ignore[arg-type]
        self.app.changed()
        return visit

    def select(self, ticket: str) -> None:
        """Put the selection on a ticket."""
        self.app.desk_page.select(self.waiter(ticket).visit_id)

    @contextmanager
    def other_window(self, staff: str = "Wu Di") -> Iterator[Session]:
        """Another window on the same desk, with a connection of its own."""
        here = self.session
        store = Store.open(here.store.place)
        try:
            machine = Session(store, here.clock, here.pack, zone=here.zone)
            yield sign_on(machine, Staff.get(Staff.name == staff), "Desk 2", "desk")
        finally:
            store.database.close()
            desk_database.initialize(here.store.database)


def register(
    session: Session,
    name: str,
    *,
    needs: tuple[str, ...] = (),
    sex: str = "m",
    birth: str = "46",
    phone: str = "13812342046",
    department: int = 1,
    doctor: int | None = None,
    request: str = "",
    company: str = "",
) -> int:
    """Register somebody new through the verb; `doctor` counts from 1 in the department."""
    place = Department.listed()[department - 1]
    there = [one for one in Doctor.listed() if one.department_id == place.id]
    wanted = Registration(
        None,
        PersonForm(name, sex, birth, phone),
        session.pack.purposes[0],
        needs,
        request=request,
        company=company,
        department_id=place.id,
        doctor_id=there[doctor - 1].id if doctor else None,
    )
    return int(visits.register(session, wanted).id)


@asynccontextmanager
async def running(
    place: Folders,
    clock: FixedClock,
    machine: Session | None,
    *,
    size: tuple[int, int] = WIDE,
    language: str = "en",
    staff: str = STAFF,
    opened: Opened | None = None,
    walk: bool = False,
) -> AsyncIterator[Driver]:
    """Open the app at this desk as the program does, signed in as `staff`.

    It looks at its clock when `Driver.wait` says so, and the log is walked only with `walk`: what
    comes by itself would come in the midst of a test.
    """
    with ExitStack() as held:
        held.enter_context(mock.patch.object(window, "POLL_S", 3600))
        if not walk:
            held.enter_context(mock.patch.object(Walk, "_run"))
        async with _running(place, clock, machine, size, language, staff, opened) as driver:
            yield driver


@asynccontextmanager
async def _running(
    place: Folders,
    clock: FixedClock,
    machine: Session | None,
    size: tuple[int, int],
    language: str,
    staff: str,
    opened: Opened | None,
) -> AsyncIterator[Driver]:
    if opened is None and machine is not None:
        opened = Opened(machine)
    words.use(language)
    app = FrontdeskApp(place, language=language, clock=clock, opened=opened, staff=staff)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot, clock)
        # The database opens after the first frame.
        for _look in range(100):
            await pilot.pause()
            if app.page != "desk" or app.context.staff_name:
                break
        await pilot.pause()
        try:
            yield driver
        finally:
            if app._walk is not None:
                app._walk.stop()
            if app.context.drafts is not None:
                await asyncio.to_thread(app.context.drafts.flush, 1)
