"""The telephone's lists alone on a screen, over a founded desk: for tests and to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

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
from frontdesk.settings import Settings
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task
from screens.parts.context import Context, Do
from screens.parts.desk_screen import DeskScreen
from screens.parts.dock import Ask, Dock
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.parts.messageline import MessageLine, Said
from screens.parts.themed import Themed
from screens.phone.lists_page import ASKS, PhonePage
from tests.conftest import MadeDesk

WIDE = (120, 36)
NARROW = (80, 24)
SHEETS = Path(__file__).parents[3] / "screens"
KEYS = {
    "1": "calls_today", "2": "calls_missed", "3": "calls_promises", "4": "calls_questions",
    "5": "calls_open", "slash": "calls_find", "c": "call_back", "t": "call_tried",
    "f": "task_finish", "g": "task_give", "y": "task_take", "x": "task_leave", "v": "call_number",
}  # fmt: skip


class Listed(Themed[None]):
    """What the app does for the page, and nothing else."""

    CSS_PATH = [SHEETS / "shell.tcss", PhonePage.CSS_PATH]  # noqa: RUF012

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.page = PhonePage(context)
        self.dock_ = Dock(context.ink, context.glyphs)
        self.done: list[tuple[str, int | None]] = []
        self.said: Said | None = None
        self.refused: DeskError | None = None

    def get_default_screen(self) -> DeskScreen:
        """As the program's: named by its size."""
        wide, high = self.size
        named = [name for name, so in (("-wide", wide >= 110), ("-tall", high >= 30)) if so]
        return DeskScreen(id="_default", classes=" ".join(named))

    def compose(self) -> ComposeResult:
        """Two rows for line and strip, the page, dock, message and keys."""
        yield MessageLine(id="top")
        yield MessageLine(id="strip")
        yield self.page
        yield self.dock_
        yield MessageLine(id="message")
        yield MessageLine(id="keys")

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

    def on_do(self, event: Do) -> None:
        """What the page asks for."""
        event.stop()
        if event.action in ("call_show", "keep_answer"):
            self.act(event.action)
        else:
            self.done.append((event.action, event.about))

    def on_dock_answered(self, event: Dock.Answered) -> None:
        """A dock was answered."""
        assert event.ask.code in ASKS
        self.take(lambda: self.page.answered(event.ask, event.picks))

    def act(self, action: str) -> None:
        """One action of the page."""
        self.take(getattr(self.page, f"do_{action}"))

    def take(self, doing: object) -> None:
        """What it says, asks or refuses."""
        self.refused = None
        try:
            result = doing()  # type: ignore[operator]
        except DeskError as fault:
            self.refused = fault
            self.query_one("#message", MessageLine).put(
                Said(fault.sentence, "refused", more=fault.way_out), self.context.ink
            )
            return
        if isinstance(result, Ask):
            self.dock_.ask(result)
        elif isinstance(result, Said):
            self.said = result
            self.query_one("#message", MessageLine).put(result, self.context.ink)
            self.page.reload()

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.rows)


def context_of(
    session: Session, desk: MadeDesk, *, ink: Ink | None = None, glyphs: Glyphs = FULL
) -> Context:
    """A context as the app has it once somebody is at the desk."""
    return Context(
        place=desk.place,
        settings=Settings(),
        clock=desk.clock,
        ink=ink or ink_of("frontdesk-dark", flat=False),
        glyphs=glyphs,
        seat="Desk 1",
        session=session,
        staff_name="Li Na",
    )


@asynccontextmanager
async def listed(
    context: Context, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Listed, Pilot[None]]]:
    """The page on a screen of this size."""
    app = Listed(context)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
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
