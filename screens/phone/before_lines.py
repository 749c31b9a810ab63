"""What was before with a caller, as pure lines; what is still owed stands first (P3, P6)."""

from collections.abc import Callable, Sequence

import msgspec

from frontdesk.clock import Millis
from frontdesk.phone.callers import Contact
from frontdesk.words import _, n_
from screens.parts import cells
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink
from screens.parts.lines import Line, ends, fit, line
from screens.parts.panel import rule_line

_BETWEEN = 2
_LEAST_ABOUT = 12


class Before(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Earlier contacts as `callers.history` gives them, without the call in hand.

    `say` gives the words of a pack's key, `day` a day as `23 Nov`, `time` an instant as 7:40.
    """

    contacts: Sequence[Contact]
    now: Millis
    say: Callable[[str], str]
    day: Callable[[Millis], str]
    time: Callable[[Millis], str]


def counted(contacts: Sequence[Contact]) -> str:
    """`2 calls, 1 visit`, for `Ring.about`; nothing where there were none."""
    calls = sum(one.what == "call" for one in contacts)
    visits = sum(one.what == "visit" for one in contacts)
    told = []
    if calls:
        told.append(n_("{count} call", "{count} calls", calls).format(count=calls))
    if visits:
        told.append(n_("{count} visit", "{count} visits", visits).format(count=visits))
    return _(", ").join(told)


def before_lines(before: Before, room: int, rows: int, ink: Ink, glyphs: Glyphs) -> list[Line]:
    """The panel with its title, at most `rows` rows of exactly `room` cells."""
    note = counted(before.contacts)
    shown = [rule_line(_("Before"), room, ink, glyphs, note)]
    if not before.contacts:
        shown.append(fit(line(" ", (_("No earlier contact."), ink.dim)), room, more=glyphs.more))
        return shown[: max(0, rows)]
    what_room = max(cells.width(glyphs.text(_what(one))) for one in before.contacts)
    day_room = max(cells.width(before.day(one.at)) for one in before.contacts)
    columns = (day_room, what_room)
    most = max(0, rows - 1)
    shown += [_row(before, one, room, columns, ink, glyphs) for one in before.contacts[:most]]
    return shown[: max(0, rows)]


def _row(
    before: Before, one: Contact, room: int, columns: tuple[int, int], ink: Ink, glyphs: Glyphs
) -> Line:
    owed = one.what == "task"
    left = line(
        " ",
        (cells.pad(before.day(one.at), columns[0] + _BETWEEN, glyphs.more), ink.dim),
        (
            cells.pad(glyphs.text(_what(one)), columns[1] + _BETWEEN, glyphs.more),
            ink.strong if owed else ink.fg,
        ),
    )
    taken = 1 + columns[0] + columns[1] + 2 * _BETWEEN
    right = _came_of(before, one, ink, glyphs)
    if sum(cells.width(span.text) for span in right) > room - taken - _LEAST_ABOUT:
        # A narrow panel tells what it was about; how it ended is for the list.
        right = right[:1] if owed else ()
    about = line((glyphs.text(_about(before, one)), ink.fg))
    return ends((*left, *about), right, room, gap=_BETWEEN, more=glyphs.more)


def _what(one: Contact) -> str:
    if one.what == "visit":
        return _("visit")
    if one.what == "call":
        return _("called") if one.direction == "out" else _("call")
    kinds = {"callback": _("call back"), "question": _("question")}
    return kinds.get(one.kind, _("promise"))


def _about(before: Before, one: Contact) -> str:
    """The words of the record, else the kind it was of."""
    text = " ".join(one.text.split())
    if text or not one.kind or one.what == "task":
        return text
    return before.say(f"purpose.{one.kind}" if one.what == "visit" else f"call.kind.{one.kind}")


def _came_of(before: Before, one: Contact, ink: Ink, glyphs: Glyphs) -> Line:
    """How it ended, or till when it is owed."""
    if one.what == "task":
        return _owed(before, one, ink)
    if one.what == "visit":
        word = before.say(f"stage.{one.outcome}.name") if one.outcome else ""
        return line((glyphs.text(word), ink.dim))
    if one.missed:
        return line((_("missed"), ink.strong))
    if not one.outcome:
        return line((_("no outcome"), ink.strong))
    word = before.say(f"call.outcome.{one.outcome}")
    return line((f"{glyphs.done} {glyphs.text(word)}", ink.done))


def _owed(before: Before, one: Contact, ink: Ink) -> Line:
    if one.due_at is None:
        return line((_("still open"), ink.strong))
    due = before.time(one.due_at)
    if before.day(one.due_at) != before.day(before.now):
        due = f"{before.day(one.due_at)} {due}"
    late = before.now >= one.due_at
    return line((_("till {time}").format(time=due), ink.due_text if late else ink.fg))
