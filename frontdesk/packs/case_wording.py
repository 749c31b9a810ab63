"""The words that cases and their calendar need, each with the values it may name (C1 to C9, X3)."""

from collections.abc import Iterable, Iterator

from frontdesk.calendar import Calendar
from frontdesk.packs.cases import Cases

_NONE: frozenset[str] = frozenset()
_VALUE = frozenset({"value"})
_PARTS = ("label", "help", "eg")


def wanted(cases: Cases) -> Iterator[tuple[str, frozenset[str]]]:
    """Every key that `cases` needs words for, and the values that these may name."""
    for kind in cases.kinds:
        yield from ((f"case.kind.{kind.code}.{part}", _NONE) for part in ("name", "short", "form"))
        yield from ((f"case.severity.{kind.code}.{one.code}", _NONE) for one in kind.severities)
        for spec in kind.fields:
            choices = (f"choice.{code}" for code in spec.choices)
            yield from ((f"field.{spec.name}.{part}", _NONE) for part in (*_PARTS, *choices))
            yield f"field.{spec.name}.readback", _VALUE
    for ladder in cases.ladders:
        yield from ((f"case.rung.{rung.code}.name", _NONE) for rung in ladder.rungs)
    for section, codes in _lists(cases):
        yield from ((f"case.{section}.{code}", _NONE) for code in codes)


def _lists(cases: Cases) -> Iterator[tuple[str, Iterable[str]]]:
    for kind in cases.kinds:
        yield "section", (section.code for section in kind.sections)
        yield "outcome", (outcome.code for outcome in kind.outcomes)
        yield "sign", kind.signatures
    yield "channel", cases.channels
    yield "way", cases.ways
    yield "pause", cases.pauses
    yield "fault", cases.faults
    yield "satisfied", cases.satisfied


def allowed(cases: Cases) -> Iterator[tuple[str, frozenset[str]]]:
    """Keys that may have words: what a field is called on the paper of one kind."""
    for kind in cases.kinds:
        for spec in kind.fields:
            key = f"case.kind.{kind.code}.field.{spec.name}"
            yield from ((f"{key}.{part}", _NONE) for part in _PARTS)
            yield f"{key}.readback", _VALUE


def holidays(calendar: Calendar) -> Iterator[tuple[str, frozenset[str]]]:
    """Every key that the names of holidays need words for."""
    yield from ((f"holiday.{off.name}", _NONE) for off in calendar.off)
