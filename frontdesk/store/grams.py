"""Texts found by their words without reading them all: keys of a text, and rows under them.

Latin words are kept whole and found by their beginning, Chinese by any two signs in a row. A table
of keys has a column for the row it speaks of, is sorted by key and row, and has an index by row.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from frontdesk.text import HAN, digits, folded, is_han

WORD_LIMIT = 24
MOST_KEYS = 16
# So many rows under a key are gathered and sorted; where there are more, the newest are walked.
_FEW = 1_000
# No row has an id as high as this.
LAST = 2**62
_BY_NUMBER = "#"
_NUMBER = re.compile(r"[\d\s+()\-–.]+")

Execute = Callable[..., Any]


class Keys(NamedTuple):
    """A table of keys: `row` names its column for the row, of the table `whole`."""

    table: str
    row: str
    whole: str


class Wanted(NamedTuple):
    """A key that a row must have: `key` itself, or any from it up to `until`."""

    key: str
    until: str = ""


@cache
def _word() -> re.Pattern[str]:
    """A run of Chinese characters, or a word; costly to make, so only once a text is met."""
    return re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: runs of Chinese characters, and words as they stand."""
    return _word().findall(folded(text))


def keys_of(texts: Iterable[str | None], phone: str | None = None) -> list[str]:
    """Every key under which a row with these texts and this number is found."""
    found = {key for text in texts if text for word in words_of(text) for key in _pieces(word)}
    if phone:
        found.add(_BY_NUMBER + digits(phone)[::-1])
    return sorted(found)


def _pieces(word: str) -> Iterator[str]:
    if not is_han(word):
        yield word[:WORD_LIMIT]
        return
    yield from pairs(word)
    # The last sign alone, for who types one sign only.
    yield word[-1]


def pairs(run: str) -> list[str]:
    """Each two signs in a row of a run of Chinese characters; one alone is itself."""
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


def by_number(typed: str) -> list[Wanted]:
    """What a row must have whose number ends in the digits of `typed`; empty where it is none."""
    text = unicodedata.normalize("NFKC", typed)
    tail = digits(typed)[::-1] if _NUMBER.fullmatch(text) else ""
    return [_beginning(_BY_NUMBER + tail)] if tail else []


def by_word(typed: str) -> list[Wanted]:
    """What a row must have that holds every word of `typed`; it is to be held against it still."""
    wanted: list[Wanted] = []
    for word in words_of(typed):
        if not is_han(word):
            wanted.append(_beginning(word[:WORD_LIMIT]))
        elif len(word) == 1:
            wanted.append(_beginning(word))
        else:
            wanted += [Wanted(pair) for pair in pairs(word)]
    return list(dict.fromkeys(wanted))[:MOST_KEYS]


def _beginning(key: str) -> Wanted:
    return Wanted(key, key[:-1] + chr(ord(key[-1]) + 1))


def index(execute: Execute, keys: Keys, row_id: int, found: Iterable[str]) -> None:
    """Make the keys of a row what they should be; inside a verb. What stays is not written anew."""
    asked = f'SELECT key FROM "{keys.table}" WHERE "{keys.row}" = ?'
    before = {row[0] for row in execute(asked, (row_id,)).fetchall()}
    after = set(found)
    for key in sorted(before - after):
        execute(f'DELETE FROM "{keys.table}" WHERE key = ? AND "{keys.row}" = ?', (key, row_id))
    for key in sorted(after - before):
        execute(f'INSERT INTO "{keys.table}" ("{keys.row}", key) VALUES (?, ?)', (row_id, key))


def under(
    execute: Execute, keys: Keys, wanted: list[Wanted], limit: int, before: int = LAST
) -> list[int]:
    """The rows under every one of the keys, newest first, those with an id under `before`.

    The rarest key leads and the others are asked of each row it has, so that a word that stands
    everywhere is never gathered.
    """
    if not wanted:
        return []
    counted = [(count(execute, keys, one, _FEW), one) for one in wanted]
    # Of common ones a single key leads better than a range: its rows stand in order.
    fewest, lead = min(counted, key=lambda one: (one[0], bool(one[1].until)))
    rest = [one for one in wanted if one is not lead]
    if lead.until and fewest >= _FEW:
        statement = f'SELECT k.id FROM "{keys.whole}" k WHERE {_has(keys, lead, "k.id")}'
        column = "k.id"
    else:
        among = _match(lead)
        statement = f'SELECT DISTINCT k."{keys.row}" FROM "{keys.table}" k WHERE {among}'
        column = f'k."{keys.row}"'
    asked = "".join(f" AND {_has(keys, one, column)}" for one in rest)
    values = [part for one in (lead, *rest) for part in one if part]
    ends = f"AND {column} < ? ORDER BY {column} DESC LIMIT ?"
    rows = execute(f"{statement}{asked} {ends}", (*values, before, limit))
    return [row[0] for row in rows.fetchall()]


def count(execute: Execute, keys: Keys, wanted: Wanted, most: int) -> int:
    """How often a key stands in the table, counted up to `most`."""
    row = execute(
        f'SELECT count(*) FROM (SELECT 1 FROM "{keys.table}" WHERE {_match(wanted)} LIMIT ?)',
        (*(part for part in wanted if part), most),
    ).fetchone()
    return int(row[0])


def _match(wanted: Wanted) -> str:
    return "key >= ? AND key < ?" if wanted.until else "key = ?"


def _has(keys: Keys, wanted: Wanted, column: str) -> str:
    return (
        f'EXISTS (SELECT 1 FROM "{keys.table}" o'
        f' WHERE o."{keys.row}" = {column} AND {_match(wanted).replace("key", "o.key")})'
    )
