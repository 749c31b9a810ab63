"""Keys as people press them with an input method on, and scans told apart from typing (X2, X3)."""

from collections.abc import Iterator

import msgspec

from frontdesk.clock import Millis

GAP: Millis = 30
"""Two keys at most this far apart come from a scanner."""

LEAST = 6
"""A scan has at least so many characters before its Enter."""

MOST = 512
"""No code is longer; what goes on beyond is a paste."""

ENTER = "enter"

_WIDE_OFFSET = 0xFEE0
# The key of / gives 、 under a Chinese input method.
_WIDE_MARKS = {"？": "?", "／": "/", "、": "/"}
_IDEOGRAPHS = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# 〇 and the marks 。「」 among them; and the full-width forms that no key of ours has.
_CHINESE_MARKS = ((0x3001, 0x303F), (0xFF01, 0xFF65))


def normalise_key(character: str) -> str:
    """The ASCII key meant by a full-width letter, digit, ？, ／ or 、; all else as it is."""
    if character in _WIDE_MARKS:
        return _WIDE_MARKS[character]
    if len(character) == 1:
        narrow = ord(character) - _WIDE_OFFSET
        if 0 < narrow < 0x80 and chr(narrow).isalnum():
            return chr(narrow)
    return character


def is_committed_chinese(text: str) -> bool:
    """Whether `text`, pressed on a list, shows that an input method is on.

    True for Chinese characters and for Chinese marks that stand for no key of ours.
    """
    return any(
        _within(character, _IDEOGRAPHS) or _within(character, _CHINESE_MARKS)
        for character in text
        if normalise_key(character) == character
    )


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


class Heard(msgspec.Struct, frozen=True):
    """What the detector makes of the keys so far; empty while it still waits.

    `keys`: to be acted on now, in order. `scan`: the text of a scan, for find. `burst`: six or
    more characters as fast as a scan but without Enter: text, never keys. `typed`: how many
    characters of that scan or burst went into a field already, to be taken back.
    """

    keys: tuple[str, ...] = ()
    scan: str | None = None
    burst: str | None = None
    typed: int = 0

    def __bool__(self) -> bool:
        return bool(self.keys) or self.scan is not None or self.burst is not None


class ScanDetector:
    """Tells six or more characters within 30 ms each, then Enter, from a person's keys.

    On a list (`in_field=False`) a character is held until it cannot be part of a scan any more:
    call `tick` 30 ms after a `feed` that answered nothing (`due` says when). In a field it passes
    at once. Instants are milliseconds of any clock that runs forward, best the moment a key was
    read (Textual's `event.time`).
    """

    def __init__(self) -> None:
        self._held: list[tuple[str, bool]] = []
        self._last: Millis = 0

    @property
    def due(self) -> Millis | None:
        """The first instant at which `tick` would let go what is held; None when nothing is."""
        return self._last + GAP + 1 if self._held else None

    def feed(
        self, key: str, character: str | None, at: Millis, *, in_field: bool = False
    ) -> Iterator[Heard]:
        """Take one key at instant `at` and yield what is certain by it, oldest first.

        `key` is its name ("enter", "f4", "a"); `character` what it types, None for none.
        """
        if self._held and not 0 <= at - self._last <= GAP:
            yield from self._let_go()
        if key == ENTER:
            if len(self._held) >= LEAST:
                text, typed = self._take()
                yield Heard(scan=text, typed=typed)
            else:
                yield from self._let_go()
                yield Heard(keys=(key,))
        elif character is None or len(character) != 1 or not character.isprintable():
            yield from self._let_go()
            yield Heard(keys=(key,))
        else:
            self._held.append((character, in_field))
            self._last = at
            if in_field:
                yield Heard(keys=(character,))
            if len(self._held) >= MOST:
                yield from self._let_go()

    def tick(self, at: Millis) -> Iterator[Heard]:
        """Yield what was held too long by `at` to be part of a scan."""
        if self.due is not None and at >= self.due:
            yield from self._let_go()

    def _take(self) -> tuple[str, int]:
        text = "".join(character for character, _ in self._held)
        typed = sum(in_field for _, in_field in self._held)
        self._held.clear()
        return text, typed

    def _let_go(self) -> Iterator[Heard]:
        """What is held is no scan: a burst on a list, or keys; what is in a field stays there."""
        waiting = tuple(character for character, in_field in self._held if not in_field)
        if len(self._held) >= LEAST and waiting:
            text, typed = self._take()
            yield Heard(burst=text, typed=typed)
            return
        self._held.clear()
        if waiting:
            yield Heard(keys=waiting)
