"""One page alone on a screen, over a founded desk: for tests and to look at."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar
from unittest import mock

from textual import events
from textual.app import ComposeResult
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from frontdesk.errors import DeskError
from frontdesk.session import Session
from frontdesk.settings import Settings
from frontdesk.store.drafts import Drafts
from screens.parts.context import Context, Do, Tell
from screens.parts.desk_screen import DeskScreen
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink, ink_of
from screens.parts.messageline import MessageLine, Said
from screens.parts.page import Page
from screens.parts.themed import Themed
from tests.conftest import MadeDesk

WIDE = (120, 36)
NARROW = (80, 24)
SHELL = Path(__file__).parents[2] / "screens" / "shell.tcss"


class Alone(Themed[None]):
    """What the app does for any page, and nothing else.

    A subclass names its page and its style sheets, and adds what the app does for this page.
    """

    page: Page

    def __init__(self, context: Context, page: Page, look: str = "frontdesk-dark") -> None:
        super().__init__(look)
        self.context = context
        self.page = page
        self.done: list[tuple[str, int | None]] = []
        self.refused: DeskError | None = None

    def get_default_screen(self) -> DeskScreen:
        """As the program's: named by its size."""
        wide, high = self.size
        named = [name for name, so in (("-wide", wide >= 110), ("-tall", high >= 30)) if so]
        return DeskScreen(id="_default", classes=" ".join(named))

    def compose(self) -> ComposeResult:
        """Two rows for line and strip, what is shown, message and keys."""
        yield MessageLine(id="top")
        yield MessageLine(id="strip")
        yield from self.middle()
        yield MessageLine(id="message")
        yield MessageLine(id="keys")

    def middle(self) -> ComposeResult:
        """The page, and whatever else stands with it."""
        yield self.page

    def on_do(self, event: Do) -> None:
        """What the page asks for."""
        event.stop()
        self.do(event.action, event.about)

    def do(self, action: str, about: int | None) -> None:
        """It is noted alone: there is no app to do it."""
        self.done.append((action, about))

    def on_tell(self, event: Tell) -> None:
        """What the page says."""
        event.stop()
        self.tell(event.said)

    def tell(self, said: Said) -> None:
        """In the message line."""
        self.say(said)

    def say(self, said: Said) -> None:
        """In the message line, whoever says it."""
        self.query_one("#message", MessageLine).put(said, self.context.ink)

    def refuse(self, fault: DeskError) -> None:
        """What was refused, and the way out."""
        self.refused = fault
        self.say(Said(fault.sentence, "refused", more=fault.way_out))

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.rows)


App = TypeVar("App", bound=Alone)


@asynccontextmanager
async def on_screen(
    app: App, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[App, Pilot[None]]]:
    """The app running on a screen of this size, its first frame drawn."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        quick = Quick(pilot)
        with mock.patch.object(pilot, "press", quick.press):
            yield app, pilot


class Quick:
    """Presses keys as the terminal sends them, and waits until each was answered.

    The pilot's own way takes ten times as long.
    """

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names."""
        for key in keys:
            named = _character_to_key(key) if len(key) == 1 else key
            event = events.Key(named, key if len(key) == 1 else key_to_character(key))
            event.set_sender(self._pilot.app)
            driver = self._pilot.app._driver
            assert driver is not None
            driver.send_message(event)
            await self._rest()
        await self._pilot.pause()

    async def _rest(self) -> None:
        calm = 0
        for _look in range(2000):
            calm = 0 if self._busy() else calm + 1
            if calm > 3 or self._pilot.app._exception is not None:
                return
            await asyncio.sleep(0)

    def _busy(self) -> bool:
        app = self._pilot.app
        return bool(app.screen._callbacks) or any(
            not pump._message_queue.empty() or pump._next_callbacks
            for pump in (app, *app.screen.walk_children(with_self=True))
        )


def context_of(
    session: Session,
    desk: MadeDesk,
    *,
    ink: Ink | None = None,
    glyphs: Glyphs = FULL,
    drafts: Drafts | None = None,
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
        drafts=drafts,
    )
