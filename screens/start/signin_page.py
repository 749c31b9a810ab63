"""Who is at the desk: by name only, one digit or Enter (X5 until the shift is built)."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message

from frontdesk.staff.staff import Staff
from frontdesk.words import _
from screens.parts.context import Context
from screens.parts.focus import focus_now
from screens.parts.keys import digit
from screens.parts.lines import BLANK, Lines, line
from screens.parts.listpane import Fixed, ListPane, Row
from screens.parts.page import Page
from screens.parts.panel import rule_line


class SignedIn(Message):
    """Somebody sits down."""

    def __init__(self, staff: Staff) -> None:
        super().__init__()
        self.staff = staff


class NamePane(ListPane):
    """The names, a digit each."""

    def on_key(self, event) -> None:  # type: ignore[no-untyped-def]
        """A digit takes the name beside it."""
        number = digit(event.character)
        if number is not None and 1 <= number <= self.source.count():
            event.stop()
            self.select_index(number - 1)
            self.action_open()


class SignInPage(Page):
    """The names of staff."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(id="signin")
        self.context = context
        self.staff: list[Staff] = []

    def compose(self) -> ComposeResult:
        """A title over the names."""
        yield Lines(id="signin-title")
        yield NamePane(self.context.ink, self.context.glyphs, id="signin-names")

    def begin(self) -> None:
        """Read the names; the last who signed on here is selected."""
        self.staff = Staff.here()
        self.dress()
        pane = self.query_one(NamePane)
        last = next(
            (one.id for one in self.staff if one.name == self.context.settings.last_staff), None
        )
        if last is not None:
            pane.select(last)
        focus_now(pane)

    def dress(self) -> None:
        """Every word in the language spoken."""
        ink, glyphs = self.context.ink, self.context.glyphs
        if not self.display:
            # Dressed when it is shown: waiting for a size that never comes would burn the PC.
            return
        if not self.size.width:
            self.call_after_refresh(self.dress)
            return
        title = rule_line(_("Who is at the desk?"), self.size.width - 4, ink, glyphs)
        self.query_one("#signin-title", Lines).show([title, BLANK])
        words = {
            "agent": _("agent"),
            "lead": _("lead"),
            "supervisor": _("supervisor"),
            "deputy": _("deputy manager"),
            "manager": _("manager"),
        }
        rows = [
            Row(
                one.id,
                (
                    line(
                        (f" {at + 1 if at < 9 else ' '}  ", ink.key),
                        (one.name or "", ink.hi),
                        (f"  {words.get(one.role, '')}", ink.dim),
                    ),
                ),
            )
            for at, one in enumerate(self.staff)
        ]
        pane = self.query_one(NamePane)
        pane.dress(ink, glyphs)
        pane.use(Fixed(rows))

    def on_list_pane_opened(self, event: ListPane.Opened) -> None:
        """This one sits down."""
        event.stop()
        found = next((one for one in self.staff if one.id == event.key), None)
        if found is not None:
            self.post_message(SignedIn(found))
