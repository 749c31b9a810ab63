"""Text measured and cut by terminal cells, never by characters (visual spec 1; X3).

A Chinese character is two cells. Ambiguous signs count as one: where the terminal draws them
wide, `glyphs` gives the plain set instead.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

MORE = "…"
# What may stay though Python does not call it printable: the picture selector and the wide
# Chinese space.
_KEPT = frozenset("\ufe0f\u3000")
_JOINER = "\u200d"


def _joins(before: str, after: str) -> bool:
    """Whether a joiner stands between two pictures, the only place where it may stay.

    Elsewhere it would swallow what stands beside it, and all columns after it.
    """
    pictured = before == "\ufe0f" or unicodedata.category(before or " ") in {"So", "Sk"}
    return pictured and unicodedata.category(after or " ") == "So"


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    out: list[str] = []
    for place, character in enumerate(text):
        code = ord(character)
        before, after = "".join(out[-1:]), text[place + 1 : place + 2]
        joining = character == _JOINER and _joins(before, after)
        if joining or character.isprintable() or character in _KEPT:
            out.append(character)
        elif character in "\t\n\r" or unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
            out.append(" ")
        elif code < 0x20:
            out.append(chr(0x2400 + code))
        else:
            out.append("?")
    return "".join(out)


def safe(text: str) -> str:
    """`text` as it may reach a terminal: one line, every control made visible.

    Applying it twice changes nothing. Text is cleaned at the model's boundary too; this is the
    last door, for text that came another way.
    """
    return text if text.isprintable() else _shown(text)


def width(text: str) -> int:
    """The cells that `text` takes when shown."""
    return cell_len(safe(text))


def head(text: str, cells: int) -> str:
    """The longest beginning of `text` that fits in `cells`, without half characters."""
    text = safe(text)
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    used = 0
    for start, _end, size in split_graphemes(text)[0]:
        if used + size > cells:
            return text[:start]
        used += size
    return text


def tail(text: str, cells: int) -> str:
    """The longest ending of `text` that fits in `cells`, without half characters."""
    text = safe(text)
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    used, begin = 0, len(text)
    for start, _end, size in reversed(split_graphemes(text)[0]):
        if used + size > cells:
            break
        used += size
        begin = start
    return text[begin:]


def cut(text: str, cells: int, more: str = MORE) -> str:
    """`text` in at most `cells`; what is cut off is marked by `more`."""
    text = safe(text)
    if cell_len(text) <= cells:
        return text
    room = cells - cell_len(more)
    return head(text, room) + more if room > 0 else head(text, cells)


def pad(text: str, cells: int, more: str = MORE) -> str:
    """`text` at the left of exactly `cells`."""
    shown = cut(text, cells, more)
    return shown + " " * (cells - cell_len(shown))


def right(text: str, cells: int, more: str = MORE) -> str:
    """`text` at the right of exactly `cells`: digits end at a column's edge."""
    shown = cut(text, cells, more)
    return " " * (cells - cell_len(shown)) + shown


def middle(text: str, cells: int, ending: int, more: str = MORE) -> str:
    """`text` in at most `cells` with its last `ending` cells kept: `尉迟…敏`."""
    text = safe(text)
    if cell_len(text) <= cells:
        return text
    end = tail(text, ending)
    room = cells - cell_len(more) - cell_len(end)
    return head(text, room) + more + end if room > 0 else cut(text, cells, more)


def tell_apart(names: Sequence[str], cells: int, more: str = MORE) -> list[str]:
    """Every name in at most `cells`, different names never looking alike.

    A name that fits is left alone. Names that would be cut to the same sight keep their ending
    (`Anna Ma…-Lee`), and where that is alike too, a number. Equal names stay equal. The promise
    holds while `cells` has room for the mark and the number.
    """
    wanted = list(dict.fromkeys(safe(name) for name in names))
    shown: dict[str, str] = {name: name for name in wanted if cell_len(name) <= cells}
    taken = set(shown.values())
    cutting = [name for name in wanted if name not in shown]
    plain = [cut(name, cells, more) for name in cutting]
    for name, short in zip(cutting, plain, strict=True):
        choice = short
        if plain.count(short) > 1 or short in taken:
            choice = _distinct(name, cells, more, taken, {*plain})
        shown[name] = choice
        taken.add(choice)
    return [shown[safe(name)] for name in names]


def _distinct(name: str, cells: int, more: str, taken: set[str], alike: set[str]) -> str:
    """A sight of `name` in `cells` that is neither in `taken` nor in `alike`."""
    for ending in range(2, cells - cell_len(more)):
        choice = middle(name, cells, ending, more)
        if choice not in taken and choice not in alike:
            return choice
    for number in range(2, 10 ** max(1, cells - 1)):
        suffix = f"{more}{number}"
        choice = head(name, cells - cell_len(suffix)) + suffix
        if cell_len(choice) > cells:
            break
        if choice not in taken and choice not in alike:
            return choice
    return cut(name, cells, more)
