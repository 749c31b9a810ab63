"""The route of a person: what was done, what is due, what lies ahead (visual spec 4 "Stepper")."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec
from rich.style import Style

from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Drawn, Line, cut, ends, line, width

StepState = Literal["done", "skipped", "now", "soon", "due", "ahead"]
WORD_AT = 11


class Stage(msgspec.Struct, frozen=True):
    """One step of a route: words from the pack, times already as text (empty: none yet)."""

    state: StepState
    word: str
    time: str = ""
    note: str = ""
    late: str = ""
    """`1:12 late`, or what stands on the line's row under the word."""


def tall(stages: Sequence[Stage], room: int, rows: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """One row a step and one for the line between; the line goes when `rows` are short.

    Every line is at most `room` cells. When even the steps are too many, the first done go.
    """
    shown = list(stages)
    spaced = 2 * len(shown) - 1 + bool(shown and shown[-1].late) <= rows
    if not spaced:
        shown = _most(shown, rows)
    out: list[Line] = []
    for index, stage in enumerate(shown):
        out.append(_tall_row(stage, room, ink, glyphs))
        last = index == len(shown) - 1
        if stage.late and (spaced or len(out) + len(shown) - index - 1 < rows):
            out.append(_tall_rail(stage, None if last else shown[index + 1], room, ink, glyphs))
        elif spaced and not last:
            out.append(_tall_rail(stage, shown[index + 1], room, ink, glyphs))
    return out[: max(0, rows)]


def _most(stages: list[Stage], rows: int) -> list[Stage]:
    """As many as fit: the done ones go first, from the oldest."""
    spare = len(stages) - rows
    while spare > 0 and stages and stages[0].state in ("done", "skipped"):
        stages = stages[1:]
        spare -= 1
    return stages[: max(0, rows)]


def _look(stage: Stage, ink: Ink) -> tuple[Style, Style]:
    """The styles of a step's sign and its word."""
    return {
        "done": (ink.done, ink.fg),
        "skipped": (ink.dim, ink.dim),
        "now": (ink.title, ink.hi),
        "soon": (ink.soon, ink.soon),
        "due": (ink.due, ink.hi),
        "ahead": (ink.faint, ink.dim),
    }[stage.state]


def _sign(stage: Stage, glyphs: Glyphs) -> str:
    return {
        "done": glyphs.done,
        "skipped": glyphs.wrong,
        "now": glyphs.now,
        "soon": glyphs.soon,
        "due": glyphs.due,
        "ahead": glyphs.ahead,
    }[stage.state]


def _tall_row(stage: Stage, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    mark, word = _look(stage, ink)
    time = stage.time or glyphs.dash
    timed = ink.due_word if stage.state == "due" else ink.dim
    left = line(
        (f" {_sign(stage, glyphs)} ", mark),
        (cells.right(time, 6, glyphs.more), timed),
        "  ",
        (glyphs.text(stage.word), word),
    )
    return ends(left, line((glyphs.text(stage.note), ink.dim)), room, more=glyphs.more)


def _tall_rail(stage: Stage, after: Stage | None, room: int, ink: Ink, glyphs: Glyphs) -> Line:
    if after is None:
        rail = line("   ")
    elif stage.state in ("done", "skipped"):
        reached = after.state in ("done", "skipped")
        rail = line((f" {glyphs.split} ", ink.done if reached else ink.dim))
    else:
        rail = line((f" {glyphs.rail} ", ink.faint))
    if not stage.late:
        return rail
    late = {"due": ink.due_text, "soon": ink.soon_text}.get(stage.state, ink.dim)
    return cut(line(*rail, " " * (WORD_AT - 3), (stage.late, late)), room, glyphs.more)


def flat(stages: Sequence[Stage], room: int, ink: Ink, glyphs: Glyphs) -> tuple[Line, Line]:
    """Two lines of at most `room` cells: up to now, and what is ahead.

    When the first is too long, its oldest steps give way to `…`.
    """
    past = [stage for stage in stages if stage.state != "ahead"]
    ahead = [stage for stage in stages if stage.state == "ahead"]
    first = _chain(past, ink, glyphs)
    cutting = False
    while len(past) > 1 and width(first) > room:
        past, cutting = past[1:], True
        first = line((f"{glyphs.more} ", ink.dim)) + _chain(past, ink, glyphs)
    if cutting and width(first) > room:
        first = _chain(past, ink, glyphs)
    second: Line = ()
    if ahead:
        second = line((f"{glyphs.rail} ", ink.faint)) + _chain(ahead, ink, glyphs)
    return cut(first, room, glyphs.more), cut(second, room, glyphs.more)


def _chain(stages: Sequence[Stage], ink: Ink, glyphs: Glyphs) -> Line:
    spans: Line = ()
    links = [after for _before, after in pairwise(stages)]
    for index, stage in enumerate(stages):
        mark, word = _look(stage, ink)
        if stage.state == "due":
            spans += line((f" {glyphs.due} {glyphs.text(stage.word)} ", ink.due))
        else:
            word = ink.dim if stage.state == "ahead" else word
            spans += line((f"{_sign(stage, glyphs)} ", mark))
            spans += line((stage.time, ink.dim), " " if stage.time else "")
            spans += line((glyphs.text(stage.word), word))
        if index < len(links):
            reached = stage.state in ("done", "skipped") and links[index].state != "ahead"
            spans += line(" ", (glyphs.rule * 2, ink.done if reached else ink.faint), " ")
    return spans


class Stepper(Drawn):
    """A route beside or under what it belongs to."""

    DEFAULT_CSS = """
    Stepper { height: auto; width: 1fr; }
    """

    def put(self, stages: Sequence[Stage], ink: Ink, glyphs: Glyphs, *, rows: int = 0) -> None:
        """Show the route: tall in `rows` rows, or flat when `rows` is 0."""
        if rows == 0:
            self.draw(lambda room: flat(stages, room, ink, glyphs))
        else:
            self.draw(lambda room: tall(stages, room, rows, ink, glyphs))
