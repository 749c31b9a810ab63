"""The telephone's lists alone on a screen, over a founded desk: for tests and to look at."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from frontdesk.clock import MINUTE, SECOND, FixedClock
from frontdesk.desk import people
from frontdesk.desk.people import PersonForm
from frontdesk.errors import DeskError
from frontdesk.phone import answering, recording, talking
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm, ContactForm
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task
from screens.parts.context import Context
from screens.parts.dock import Ask, Dock
from screens.parts.messageline import Said
from screens.phone.lists_page import ASKS, PhonePage
from tests.conftest import MadeDesk
from tests.screens.alone import SHELL, WIDE, Alone, on_screen

KEYS = {
    "1": "calls_today", "2": "calls_missed", "3": "calls_promises", "4": "calls_questions",
    "5": "calls_open", "slash": "calls_find", "c": "call_back", "t": "call_tried",
    "f": "task_finish", "g": "task_give", "y": "task_take", "x": "task_leave", "v": "call_number",
}  # fmt: skip


class Listed(Alone):
    """What the app does for the page, and nothing else."""

    CSS_PATH = [SHELL, PhonePage.CSS_PATH]  # noqa: RUF012
    page: PhonePage

    def __init__(self, context: Context) -> None:
        super().__init__(context, PhonePage(context))
        self.dock_ = Dock(context.ink, context.glyphs)
        self.said: Said | None = None

    def middle(self) -> ComposeResult:
        """The page and the dock."""
        yield self.page
        yield self.dock_

    def on_mount(self) -> None:
        """Show it."""
        self.page.display = True
        self.page.reload()
        self.page.take_focus()

    def on_key(self, event: events.Key) -> None:
        """The keys of the lists."""
        if event.key == "escape":
            self.page.back()
        elif event.key in KEYS and not self.page.typing and self.dock_.asking is None:
            self.act(KEYS[event.key])

    def do(self, action: str, about: int | None) -> None:
        """Some of it is the page's own."""
        if action in ("call_show", "keep_answer"):
            self.act(action)
        else:
            super().do(action, about)

    def on_dock_answered(self, event: Dock.Answered) -> None:
        """A dock was answered."""
        assert event.ask.code in ASKS
        self.take(lambda: self.page.answered(event.ask, event.picks))

    def act(self, action: str) -> None:
        """One action of the page."""
        self.take(getattr(self.page, f"do_{action}"))

    def take(self, doing: Callable[[], object]) -> None:
        """What it says, asks or refuses."""
        self.refused = None
        try:
            result = doing()
        except DeskError as fault:
            self.refuse(fault)
            return
        if isinstance(result, Ask):
            self.dock_.ask(result)
        elif isinstance(result, Said):
            self.said = result
            self.say(result)
            self.page.reload()


@asynccontextmanager
async def listed(
    context: Context, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Listed, Pilot[None]]]:
    """The page on a screen of this size."""
    async with on_screen(Listed(context), size) as (app, pilot):
        app.page.reload()
        await pilot.pause()
        yield app, pilot


# -- a morning ---------------------------------------------------------------------------------

PHONES = {"何静": "13912344471", "张伟": "13812342046", "刘洋": "13712345521"}


def miss(session: Session, clock: FixedClock, number: str = "13812342046") -> int:
    """Nobody answers; the call."""
    call = answering.ring(session, Ringing(number, how="hook"))
    clock.advance(9 * SECOND)
    return int(answering.caller_gone(session, call.id).id)


def talk(session: Session, clock: FixedClock, number: str = "13812342046") -> int:
    """Answered at the second ring, talked for two minutes, the caller hung up; the call."""
    call = answering.ring(session, Ringing(number, how="hook"))
    clock.advance(7 * SECOND)
    answering.answer(session, call.id)
    clock.advance(2 * MINUTE + 14 * SECOND)
    return int(talking.hang_up(session, call.id, "caller").id)


def form(outcome: str, **more: object) -> CallForm:
    """A record with all that an outcome may need."""
    told = CallForm(
        kind="inquiry", asked="When does the clinic open on Sunday?", answer="At 8:00, room 305.",
        outcome=outcome,
    )  # fmt: skip
    return told._replace(**more)  # type: ignore[arg-type]


def write_morning(session: Session, desk: MadeDesk) -> None:
    """Two missed, one of them tried; a promise, a question, an e-mail, one without outcome."""
    clock = desk.clock
    other = desk.as_staff("Wang Fang", seat="Desk 2")
    people.take_over(
        session,
        [PersonForm(name, sex="f", birth="1988", phone=phone) for name, phone in PHONES.items()],
    )
    recording.record(session, talk(session, clock, PHONES["何静"]), form("answered"))
    miss(session, clock, PHONES["张伟"])
    miss(session, clock, PHONES["张伟"])
    miss(session, clock, "")
    tasks.attempt(session, Task.get().id, "busy")
    promised = form(
        "promised", promise="call back with the price of the machine and when the engineer comes",
        by=clock.now() + 40 * MINUTE,
    )  # fmt: skip
    recording.record(session, talk(session, clock, PHONES["刘洋"]), promised)
    recording.record(
        session, talk(session, clock, "02155512345"), form("question", caller="Mr Gao")
    )
    offered = form("question", asked="Can the machine be hired?", who=session.staff_id)
    recording.record(other, talk(other, clock, PHONES["何静"]), offered)
    recording.log_contact(session, ContactForm("email", form("answered", caller="Ann Lee")))
    miss(session, clock, "13600001111")
    talk(session, clock, PHONES["张伟"])
    answering.ring(session, Ringing("18612340098", how="hook"))
    clock.advance(4 * SECOND)


def staff_id(name: str) -> int:
    """Who is called so."""
    return int(Staff.get(Staff.name == name).id)
