"""The form of a case alone on a screen, over a founded desk: for tests and to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot

from frontdesk.cases import opening
from frontdesk.cases.cases import Case
from frontdesk.errors import DeskError, InputError
from frontdesk.session import Session
from frontdesk.settings import Settings
from screens.cases.case_form import CaseFormPage, Known
from screens.parts.context import Context, Tell, new_act
from screens.parts.desk_screen import DeskScreen
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.parts.messageline import MessageLine, Said
from screens.parts.parking import Parking
from screens.parts.themed import Themed
from tests.conftest import MadeDesk

WIDE = (120, 36)
NARROW = (80, 24)
SHEETS = Path(__file__).parents[3] / "screens"


class Formed(Themed[None]):
    """What the app does for the form, and nothing else."""

    CSS_PATH = [SHEETS / "shell.tcss", CaseFormPage.CSS_PATH]  # noqa: RUF012

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.page = CaseFormPage(context)
        self.said: list[Said] = []
        self.case: Case | None = None
        self.pressed = 0

    def get_default_screen(self) -> DeskScreen:
        """As the program's: named by its size."""
        wide, high = self.size
        named = [name for name, so in (("-wide", wide >= 110), ("-tall", high >= 30)) if so]
        return DeskScreen(id="_default", classes=" ".join(named))

    def compose(self) -> ComposeResult:
        """Two rows for line and strip, the page, message and keys."""
        yield MessageLine(id="top")
        yield MessageLine(id="strip")
        yield self.page
        yield MessageLine(id="message")
        yield MessageLine(id="keys")

    def on_key(self, event: events.Key) -> None:
        """Saving and linking, as the app has them."""
        if event.key == "ctrl+s":
            self.save()
        elif event.key == "ctrl+r":
            self.tell(self.page.link_next())

    def on_tell(self, event: Tell) -> None:
        """What the page says."""
        event.stop()
        self.tell(event.said)

    def tell(self, said: Said) -> None:
        """In the message line."""
        self.said.append(said)
        self.query_one("#message", MessageLine).put(said, self.context.ink)

    def save(self) -> None:
        """Ctrl+S: open the case."""
        form = self.page.ready()
        if form is None:
            return
        try:
            self.case = opening.open_case(self.context.desk.with_act(new_act()), form)
        except InputError as fault:
            self.page.point_at(fault.field, fault.sentence)
        except DeskError as fault:
            self.tell(Said(fault.sentence, "refused", more=fault.way_out))
        else:
            self.page.forget()

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
async def formed(
    context: Context,
    known: Known | None = None,
    *,
    kind: str = "complaint",
    size: tuple[int, int] = WIDE,
    parking: Parking | None = None,
) -> AsyncIterator[tuple[Formed, Pilot[None]]]:
    """The form of a kind on a screen of this size, begun with what is known."""
    app = Formed(context)
    async with app.run_test(size=size) as pilot:
        page = app.page
        page.display = True
        page.parking = parking
        await pilot.pause()
        await page.build(kind)
        if known is not None:
            page.begin(kind, known)
        await pilot.pause()
        yield app, pilot
