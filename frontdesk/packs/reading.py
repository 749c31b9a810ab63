"""TOML to structs, with the exact key and what was expected there when something is wrong (X4).

Keys are as in the file; an item of a list is named by its code, `waiting.steps.water.after`, or
counted from 1 where it has none.
"""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

import msgspec

from frontdesk import hours
from frontdesk.errors import PackError
from frontdesk.packs import durations
from frontdesk.words import N_, _

LARGEST_FILE = 1_000_000
LONGEST_TEXT = 400

_Struct = TypeVar("_Struct", bound=msgspec.Struct)
_WHERE = re.compile(r"at line ([0-9]+), column ([0-9]+)")


def code(text: str) -> str:
    """`text` if it can be a code. Raises ValueError."""
    return _matching("[a-z][a-z0-9_]{0,31}", text)


def letters(text: str) -> str:
    """`text` if it can be a ticket series. Raises ValueError."""
    return _matching("[A-Z]{1,2}", text)


def country(text: str) -> str:
    """`text` if it can be a country. Raises ValueError."""
    return _matching("[A-Z]{2}", text)


def number(text: str) -> str:
    """`text` if it holds a few digits alone, or nothing. Raises ValueError."""
    return _matching("[0-9]{0,6}", text)


def day(text: str) -> str:
    """`text` if it is a date of the calendar as 2026-10-01. Raises ValueError."""
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError
    return text


def plain(text: str) -> str:
    """`text` if it is one printable line with something in it. Raises ValueError."""
    if not text.strip() or len(text) > LONGEST_TEXT or not text.isprintable():
        raise ValueError
    return text


def _matching(pattern: str, text: str) -> str:
    if re.fullmatch(pattern, text) is None:
        raise ValueError
    return text


def _within(least: int) -> Callable[[int], int]:
    def check(number: int) -> int:
        if not least <= number <= 10_000:
            raise ValueError
        return number

    return check


# What stands in the file, how it is read, and the words for what was expected.
_LEAVES: dict[object, tuple[type, Callable[[Any], object], str]] = {
    "duration": (str, durations.parse, N_('expected a duration such as "5m", "90s", "1h30m"')),
    "time": (str, durations.parse_time, N_('expected a time of day such as "4:00"')),
    "code": (str, code, N_('expected a code of small letters, digits and _, such as "water"')),
    "letters": (str, letters, N_('expected one or two capital letters, such as "A"')),
    "country": (str, country, N_('expected two capital letters of a country, such as "CN"')),
    "digits": (str, number, N_('expected up to six digits as text, such as "86"')),
    "count": (int, _within(1), N_("expected a whole number from 1 to 10000")),
    "figure": (int, _within(0), N_("expected a whole number from 0 to 10000")),
    "date": (str, day, N_('expected a date in quotes, such as "2026-10-01"')),
    hours.Hours: (
        str,
        hours.parse,
        N_('expected hours such as "Mon-Fri 8:00-11:30, 13:30-17:00; Sat 8:00-11:30"'),
    ),
    str: (str, plain, N_("expected text on one line, up to 400 characters")),
}


def table(file: str, content: bytes) -> dict[str, Any]:
    """The TOML of `content`. Raises PackError with the line and column where it breaks."""
    if len(content) > LARGEST_FILE:
        raise PackError(file, "", _("expected a file of less than a megabyte"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise PackError(
            file, "", _("expected UTF-8 text, look at line {line}").format(line=line)
        ) from None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError, OverflowError) as fault:
        found = _WHERE.search(str(fault))
        if found is None:
            raise PackError(file, "", _("expected TOML")) from None
        raise PackError(
            file,
            "",
            _("expected TOML, look at line {line}, column {column}").format(
                line=found[1], column=found[2]
            ),
        ) from None


def structure(file: str, found: object, kind: type[_Struct], key: str = "") -> _Struct:
    """`found`, as TOML gave it, as a `kind`. Raises PackError."""
    if not isinstance(found, dict):
        raise PackError(file, key, _("expected a table"))
    fields = _fields(kind)
    for name in found:
        if name not in fields:
            raise PackError(
                file,
                _join(key, _short(name)),
                _("not known here, expected one of: {names}").format(names=", ".join(fields)),
            )
    for name, field in fields.items():
        if field.required and name not in found:
            raise PackError(file, _join(key, name), _("missing"))
    return kind(
        **{
            fields[name].name: _value(file, value, fields[name].type, _join(key, name))
            for name, value in found.items()
        }
    )


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _value(file: str, found: object, kind: Any, key: str) -> object:
    if get_origin(kind) is Annotated:
        return _leaf(file, found, kind.__metadata__[0], key)
    if get_origin(kind) is Literal:
        if isinstance(found, str) and found in get_args(kind):
            return found
        names = ", ".join(get_args(kind))
        raise PackError(file, key, _("expected one of: {names}").format(names=names))
    if get_origin(kind) is tuple:
        return _list(file, found, get_args(kind)[0], key)
    if get_origin(kind) is dict:
        names, items = get_args(kind)
        return _dict(file, found, names, items, key)
    if NoneType in get_args(kind):
        return _value(file, found, next(k for k in get_args(kind) if k is not NoneType), key)
    if kind is bool:
        if isinstance(found, bool):
            return found
        raise PackError(file, key, _("expected true or false"))
    if kind in _LEAVES:
        return _leaf(file, found, kind, key)
    return structure(file, found, cast("type[msgspec.Struct]", kind), key)


def _leaf(file: str, found: object, kind: object, key: str) -> object:
    shape, read, expected = _LEAVES[kind]
    try:
        # A bool is an int to Python, not to whoever wrote the file.
        if isinstance(found, shape) and not isinstance(found, bool):
            return read(found)
    except ValueError:
        pass
    raise PackError(file, key, _(expected))


def _list(file: str, found: object, kind: Any, key: str) -> tuple[object, ...]:
    if not isinstance(found, list):
        raise PackError(file, key, _("expected a list"))
    return tuple(
        _value(file, item, kind, _join(key, item_name(item, count)))
        for count, item in enumerate(found, 1)
    )


def _dict(file: str, found: object, names: Any, kind: Any, key: str) -> dict[str, object]:
    if not isinstance(found, dict):
        raise PackError(file, key, _("expected a table"))
    for name in found:
        _value(file, name, names, _join(key, _short(name)))
    return {name: _value(file, item, kind, _join(key, name)) for name, item in found.items()}


def item_name(item: object, count: int) -> str:
    """How a list's item is named in a key: its code or name, else its place from 1."""
    if isinstance(item, dict):
        for name in ("code", "name"):
            if isinstance(item.get(name), str):
                return _short(item[name])
    return str(count)


def _short(name: str) -> str:
    """A key as it may be shown, whatever stands in the file."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name[:40])
    return shown or '""'


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
