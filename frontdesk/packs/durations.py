"""Durations and times of day as a pack writes them: "5m", "1h30m", "400ms", "4:00" (X4)."""

import re

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, Millis

LONGEST: Millis = 3660 * DAY

_UNITS: tuple[tuple[str, Millis], ...] = (
    ("d", DAY),
    ("h", HOUR),
    ("m", MINUTE),
    ("s", SECOND),
    ("ms", 1),
)
_SHAPE = re.compile(
    r"(?:([0-9]{1,4})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?"
    r"(?:([0-9]{1,8})s)?(?:([0-9]{1,9})ms)?"
)
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")


def parse(text: str) -> Millis:
    """The milliseconds of "90s", "5m", "1h30m", "2d" or "400ms".

    Units stand from the largest to the smallest, each at most once, without spaces. Raises
    ValueError for anything else, for nothing at all, and beyond ten years.
    """
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(text[:40])
    span = sum(
        int(digits) * unit
        for digits, (_, unit) in zip(found.groups(), _UNITS, strict=True)
        if digits is not None
    )
    if not 0 < span <= LONGEST:
        raise ValueError(text[:40])
    return span


def say(span: Millis) -> str:
    """`span` as a pack writes it; `parse` of it gives `span` again. Raises ValueError below 1."""
    if span <= 0:
        raise ValueError(str(span))
    words = []
    for name, unit in _UNITS:
        count, span = divmod(span, unit)
        if count:
            words.append(f"{count}{name}")
    return "".join(words)


def parse_time(text: str) -> Millis:
    """The milliseconds after midnight of "4:00". Raises ValueError; "24:00" is no time of day."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(text[:40])
    return int(found[1]) * HOUR + int(found[2]) * MINUTE
