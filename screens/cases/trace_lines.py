"""How the times of a case were worked out, step by step, for whoever doubts them (C4)."""

from collections.abc import Iterator, Sequence

import msgspec
from rich.style import Style

from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.deadlines import TraceLine
from frontdesk.words import _, language
from screens.cases.case_look import Look, day_number, hours_text, month_day, span_text, weekday
from screens.parts import cells
from screens.parts.lines import Line, cut, line, width

# Label, and the least and most cells that it takes.
LEAST, MOST = 9, 14
# More working days in a row than these are told by the first and the last.
NUMBERS = 4
_WEEK = 7


class _Told(msgspec.Struct, frozen=True):
    """One line: what, what of it, and how it counts."""

    label: str
    text: str
    note: str
    style: Style
    part: int


def trace_lines(case: CaseFile, look: Look, room: int, rows: int) -> list[Line]:
    """The steps in at most `rows` lines: rules between go first, then what is told of many days."""
    told = [one for step in case.trace for one in _told(case, step, look)]
    if not told:
        return []
    rules = sum(one.part != told[at].part for at, one in enumerate(told[1:]))
    label = max(LEAST, *(min(MOST, cells.width(one.label)) for one in told))
    ruled = len(told) + rules <= rows
    if not ruled:
        told = _fewer(told, rows, look)
    shown: list[Line] = []
    before = told[0].part if told else 0
    for one in told:
        if ruled and one.part != before:
            shown.append(line((look.glyphs.rule * room, look.ink.rule)))
        before = one.part
        shown.append(_line(one, label, look, room))
    return shown


def _fewer(told: list[_Told], rows: int, look: Look) -> list[_Told]:
    """What fits in `rows`: the last working day and the result stay, days in the middle go."""
    told = [one for one in told if one.note or one.part != _LAST or one.style == look.ink.hi]
    spare = len(told) - rows
    if spare <= 0:
        return told
    days = [one for one in told if one.part == _DAYS]
    gone = days[1 : 2 + spare] if len(days) > spare + 1 else days
    left: list[_Told] = []
    for one in told:
        if gone and one is gone[0]:
            count = _("{count} lines more").format(count=len(gone))
            left.append(_Told(look.glyphs.more, count, "", look.ink.dim, _DAYS))
        if not any(one is each for each in gone):
            left.append(one)
    return left[-rows:] if rows > 0 else []


def _line(one: _Told, label: int, look: Look, room: int) -> Line:
    """The note keeps its place; the text gives way to it."""
    ink, more = look.ink, look.glyphs.more
    note = line((one.note, ink.dim))
    head = line((cells.pad(one.label, label, more), ink.dim), " ", (one.text, one.style))
    space = room - width(note) - (1 if note else 0)
    shown = cut(head, space, more)
    return (*shown, *line(" " * (room - width(shown) - width(note))), *note)


_FIRST, _DAYS, _LAST = 0, 1, 2


def _told(case: CaseFile, step: TraceLine, look: Look) -> Iterator[_Told]:
    ink = look.ink
    if step.kind == "received" and step.at is not None:
        yield _Told(_("received"), look.full(step.at), "", ink.fg, _FIRST)
    elif step.kind == "clock" and step.at is not None:
        label = f"+ {span_text(step.span)}"
        yield _Told(label, look.full(step.at), _("clock"), ink.hi, _FIRST)
    elif step.kind == "reopened" and step.at is not None:
        yield _Told(_("reopened"), look.full(step.at), _("anew"), ink.fg, _DAYS)
    elif step.kind == "days" and step.first is not None and step.last is not None:
        counted = _numbers(step.numbers, look) or _("not counted")
        yield _Told(_days(step, look), _why(case, step, look), counted, ink.fg, _DAYS)
    elif step.kind == "paused" and step.at is not None:
        reason = look.text(sentences.word(case, "pause", step.why))
        lost = _("stands") if step.until is None else f"+ {hours_text(step.span)}"
        yield _Told(look.named(step.at), reason, lost, ink.fg, _DAYS)
    elif step.kind == "resolve":
        by = _("when the clock runs on") if step.at is None else look.full(step.at)
        yield _Told(_("resolve by"), by, "", ink.hi, _LAST)
    elif step.kind == "holidays":
        named = look.text(_(", ").join(_holidays(case, step.names)))
        yield _Told(_("holidays"), named or _("none on the way"), "", ink.fg, _LAST)


def _numbers(numbers: Sequence[int], look: Look) -> str:
    if len(numbers) > NUMBERS:
        return f"{numbers[0]} {look.glyphs.dash} {numbers[-1]}"
    return " ".join(map(str, numbers))


def _days(step: TraceLine, look: Look) -> str:
    first, last = step.first, step.last
    if first is None or last is None or first == last:
        return day_number(first) if first is not None else ""
    if (last - first).days < _WEEK:
        return f"{weekday(first)} {look.glyphs.dash} {weekday(last)}"
    return f"{month_day(first)}{look.glyphs.dash}{month_day(last)}"


def _holidays(case: CaseFile, names: Sequence[str]) -> list[str]:
    return [case.pack.say(f"holiday.{name}", language()) for name in names]


def _why(case: CaseFile, step: TraceLine, look: Look) -> str:
    if step.why == "holiday" and step.names:
        return look.text(_(", ").join(_holidays(case, step.names)))
    if step.why == "working" and len(step.numbers) > 1:
        return _("working days")
    return {
        "received": _("receipt day"),
        "weekend": _("weekend"),
        "holiday": _("holiday"),
        "closed": _("closed"),
        "working": _("working day"),
        "exchanged": _("exchanged day"),
    }.get(step.why, step.why)
