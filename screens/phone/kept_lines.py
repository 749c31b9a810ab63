"""What was half typed when the call came, in sight under it (visual spec 4 "Call dock")."""

from frontdesk.words import _, language
from screens.parts import cells
from screens.parts.context import Context
from screens.parts.labelled import LABEL
from screens.parts.lines import Line, fit, line
from screens.parts.panel import hint, rule_line
from screens.parts.parking import Parked

CURSOR = "│"
EDGE = 2


def kept_lines(context: Context, parked: Parked, room: int, most: int) -> list[Line]:
    """A title and at most `most` fields, the cursor where it stood; `room` cells each."""
    ink, glyphs = context.ink, context.glyphs
    note = (*line((f"{_title(context, parked)}  ", ink.dim)), *_back(context))
    rows: list[Line] = [rule_line(_("Kept under the call"), room, ink, glyphs, note)]
    filled = [name for name, value in parked.values.items() if value.strip()]
    # The field with the cursor is always among them.
    if parked.focus in filled:
        at = filled.index(parked.focus)
        filled = filled[max(0, at - most + 1) :]
    for name in filled[:most]:
        value = parked.values[name]
        label = cells.pad(glyphs.text(context.say(f"field.{name}.label")), LABEL, glyphs.more)
        width = room - EDGE - LABEL - 2
        shown = _cut_at(value, parked.end, width) if name == parked.focus else value
        text = cells.pad(glyphs.text(" ".join(shown.split(" "))), width, glyphs.more)
        rows.append(
            fit(line(" " * EDGE, (label, ink.dim), (f" {text} ", ink.panel + ink.fg)), room)
        )
    return rows


def _title(context: Context, parked: Parked) -> str:
    """What the form is called: by its own name, or by the kind of case that it is."""
    own, kind = f"form.{parked.form}.title", next(iter(parked.codes.get("kind", [])), "")
    known = context.pack.words.get(language(), {})
    return context.say(own) if own in known else known.get(f"case.kind.{kind}.form", "")


def _back(context: Context) -> Line:
    return hint("Esc", _("back to it"), context.ink)


def _cut_at(value: str, cursor: int, room: int) -> str:
    """The text with its cursor, begun late enough that the cursor is seen."""
    shown = f"{value[:cursor]}{CURSOR}{value[cursor:]}"
    start = 0
    while cells.width(shown[start : cursor + 1]) > room:
        start += 1
    return shown[start:]
