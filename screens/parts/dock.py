"""A dock above the message line: a question, its answers by digit, a harmless way back.

Visual spec 4 "Confirmation"; W3. It is mounted once and shown or hidden. Nothing is pre-chosen
and Enter does nothing until every row has an answer, so that a held key cannot confirm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from frontdesk.words import _
from screens.parts import cells
from screens.parts.choices import choice_lines
from screens.parts.focus import focus_now
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.keys import DIGITS, digit
from screens.parts.lines import Drawn, Line, fit, line, over


class Group(msgspec.Struct, frozen=True):
    """One row to answer: its label and numbered choices (code, word)."""

    code: str
    label: str
    choices: tuple[tuple[str, str], ...]


class Ask(msgspec.Struct, frozen=True):
    """What a dock asks. `does` and `stays` say what an answer and Esc do.

    One group: its digit acts at once, unless `confirm`. Several: digits fill them in turn and
    Enter acts. `act` is the act's own id, made when the dock was asked for.
    """

    code: str
    title: str
    groups: tuple[Group, ...]
    does: str
    stays: str
    about: str = ""
    act: str = ""
    confirm: bool = False

    @property
    def at_once(self) -> bool:
        """Whether a digit alone acts."""
        return len(self.groups) == 1 and not self.confirm


_PAGE = "page"


def paged(words: Sequence[tuple[str, str]], page: int = 0) -> tuple[tuple[str, str], ...]:
    """At most nine choices, one a digit; the last leads on to the others where there are more."""
    if len(words) <= DIGITS:
        return tuple(words)
    size = DIGITS - 1
    following = page + 1 if (page + 1) * size < len(words) else 0
    return (*words[page * size : (page + 1) * size], (f"{_PAGE}{following}", _("more")))


def page_of(chosen: str) -> int | None:
    """The page that this choice leads on to, or None for a choice of its own."""
    return int(chosen.removeprefix(_PAGE)) if chosen.startswith(_PAGE) else None


def dock_lines(
    ask: Ask, picks: Mapping[str, str], at: int, room: int, ink: Ink, glyphs: Glyphs
) -> list[Line]:
    """The dock, every line exactly `room` cells with the edge in the first."""
    inner = max(0, room - 3)
    title = line((glyphs.text(ask.title), ink.hi), "  ", (glyphs.text(ask.about), ink.fg))
    body: list[Line] = [title]
    label = max((cells.width(glyphs.text(group.label)) for group in ask.groups), default=0)
    for index, group in enumerate(ask.groups):
        style = ink.title if index == at and len(ask.groups) > 1 else ink.dim
        rows = choice_lines(
            group.choices, picks.get(group.code), max(1, inner - label - 1), ink, glyphs
        )
        for number, row in enumerate(rows):
            word = glyphs.text(group.label) if number == 0 else ""
            body.append(line((cells.pad(word, label), style), " ", *row))
    body += [(), _foot(ask, picks, ink, glyphs)]
    edge = line((glyphs.edge, ink.edge), "  ")
    return [
        over(ink.surface, fit((*edge, *fit(row, inner, more=glyphs.more)), room)) for row in body
    ]


def _foot(ask: Ask, picks: Mapping[str, str], ink: Ink, glyphs: Glyphs) -> Line:
    most = min(9, max((len(group.choices) for group in ask.groups), default=0))
    digits = f"1{glyphs.dash}{most}" if most > 1 else "1"
    stays = line("   ", (_("Esc"), ink.key), (f" {glyphs.text(ask.stays)}", ink.fg))
    if ask.at_once:
        return line((digits, ink.key), (f" {glyphs.text(ask.does)}", ink.fg)) + stays
    ready = complete(ask, picks)
    enter = line(
        (_("Enter"), ink.key if ready else ink.faint),
        (f" {glyphs.text(ask.does)}", ink.fg if ready else ink.faint),
    )
    return line((digits, ink.key), (" " + _("choose"), ink.fg), "   ") + enter + stays


def complete(ask: Ask, picks: Mapping[str, str]) -> bool:
    """Whether every row has an answer."""
    return all(group.code in picks for group in ask.groups)


class Dock(Drawn):
    """The one dock of a screen. `ask()` shows it and takes the focus; Esc gives it back."""

    can_focus = True
    DEFAULT_CSS = """
    Dock { height: auto; width: 100%; display: none; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stay", show=False),
        Binding("enter", "answer", show=False),
        Binding("backspace", "unpick", show=False),
        Binding("up", "group(-1)", show=False),
        Binding("down", "group(1)", show=False),
        Binding("left", "choose(-1)", show=False),
        Binding("right", "choose(1)", show=False),
    ]

    @dataclass
    class Answered(Message):
        """Everything was answered: what was asked, and the code chosen in each group."""

        dock: "Dock"
        ask: Ask
        picks: dict[str, str]

    @dataclass
    class Dismissed(Message):
        """Esc: nothing is to happen."""

        dock: "Dock"
        ask: Ask

    def __init__(
        self, ink: Ink, glyphs: Glyphs = FULL, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.ink, self.glyphs = ink, glyphs
        self.asking: Ask | None = None
        self.picks: dict[str, str] = {}
        self.at = 0
        self._before: Widget | None = None

    def ask(self, ask: Ask) -> None:
        """Show this question; nothing is chosen yet. A question already open gives way."""
        if self.asking is None:
            self._before = self.screen.focused
        self.asking, self.picks, self.at = ask, {}, 0
        self.display = True
        # A low screen folds what can be folded while something is asked.
        self._give_way(True)
        self._redraw()
        self.refresh(layout=True)
        focus_now(self)

    def _give_way(self, asking: bool) -> None:
        # Not a class on the screen: that would have every widget's style worked out anew.
        for one in self.screen.query(".gives-way"):
            one.set_class(asking, "-asking")

    def close(self) -> None:
        """Hide it and give the focus back to where it was."""
        if self.asking is None:
            return
        self.asking, self.picks = None, {}
        self.display = False
        self._give_way(False)
        before, self._before = self._before, None
        if before is not None and before.is_attached and before.focusable:
            focus_now(before)

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._redraw()

    def _rows(self, room: int) -> Sequence[Line]:
        if self.asking is None:
            return ()
        return dock_lines(self.asking, self.picks, self.at, room, self.ink, self.glyphs)

    def _redraw(self) -> None:
        self.draw(self._rows)
        if not self.seen.width:
            # Never shown yet: it is as wide as the screen, and opens with its words in it.
            self.show(self._rows(self.app.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that the question takes in this width."""
        return len(self._rows(width))

    def on_key(self, event: events.Key) -> None:
        """A digit answers the row it is at, full-width ones too."""
        number = digit(event.character)
        if number is None or self.asking is None:
            return
        event.stop()
        event.prevent_default()
        choices = self.asking.groups[self.at].choices
        if 1 <= number <= len(choices):
            self._pick(choices[number - 1][0], onward=True)

    def _pick(self, code: str, *, onward: bool) -> None:
        if self.asking is None:
            return
        self.picks[self.asking.groups[self.at].code] = code
        if onward and self.asking.at_once:
            self.action_answer()
            return
        if onward and self.at < len(self.asking.groups) - 1:
            self.at += 1
        self._redraw()

    def action_answer(self) -> None:
        """Act, once every row has its answer."""
        ask = self.asking
        if ask is None or not complete(ask, self.picks):
            return
        picks = dict(self.picks)
        self.close()
        self.post_message(self.Answered(self, ask, picks))

    def action_stay(self) -> None:
        """The harmless way."""
        ask = self.asking
        if ask is not None:
            self.close()
            self.post_message(self.Dismissed(self, ask))

    def action_unpick(self) -> None:
        """Take back the answer of this row, or of the one before when it has none."""
        if self.asking is None:
            return
        if self.asking.groups[self.at].code not in self.picks and self.at > 0:
            self.at -= 1
        self.picks.pop(self.asking.groups[self.at].code, None)
        self._redraw()

    def action_group(self, by: int) -> None:
        """To another row."""
        if self.asking is not None:
            self.at = max(0, min(len(self.asking.groups) - 1, self.at + by))
            self._redraw()

    def action_choose(self, by: int) -> None:
        """The choice beside, without acting."""
        if self.asking is None:
            return
        group = self.asking.groups[self.at]
        codes = [code for code, _word in group.choices]
        now = self.picks.get(group.code)
        at = codes.index(now) + by if now in codes else 0
        self._pick(codes[max(0, min(len(codes) - 1, at))], onward=False)
