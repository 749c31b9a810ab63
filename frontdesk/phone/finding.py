"""Calls found by a word of their record or the end of their number, without reading them all.

Latin words are kept whole and found by their beginning, Chinese by any two signs in a row.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from frontdesk.desk.names import is_han
from frontdesk.phone.calls import Call
from frontdesk.session import Session
from frontdesk.text import digits

# Candidates, newest first, that are held against all that was typed.
READ = 400
WORD_LIMIT = 24
MOST_KEYS = 16
_BY_NUMBER = "#"
_HAN = "\u3400-\u9fff〇\uf900-\ufaff\U00020000-\U000323af"
_NUMBER = re.compile(r"[\d\s+()\-–.]+")
_ONE = "SELECT call_id FROM call_key WHERE key = ?"
_RANGE = "SELECT DISTINCT call_id FROM call_key WHERE key >= ? AND key < ?"

_Range = tuple[str] | tuple[str, str]


@cache
def _word() -> re.Pattern[str]:
    """A run of Chinese characters, or a word; costly to make, so only once a call is written."""
    return re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")


def folded(text: str) -> str:
    """Text as it is compared: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def keys_of(call: Call) -> list[str]:
    """Every key under which a call is found."""
    found = {
        key
        for text in (call.caller, call.asked, call.answer)
        for word in _word().findall(folded(text or ""))
        for key in _pieces(word)
    }
    if call.phone:
        found.add(_BY_NUMBER + digits(call.phone)[::-1])
    return sorted(found)


def _pieces(word: str) -> Iterator[str]:
    if not is_han(word):
        yield word[:WORD_LIMIT]
        return
    yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
    # The last sign alone, for who types one sign only.
    yield word[-1]


def index(session: Session, call: Call) -> None:
    """Make the keys of a call anew; inside a verb."""
    execute = session.store.database.execute_sql
    execute("DELETE FROM call_key WHERE call_id = ?", (call.id,))
    for key in keys_of(call):
        execute("INSERT INTO call_key (call_id, key) VALUES (?, ?)", (call.id, key))


def by_number(session: Session, typed: str, limit: int) -> list[int]:
    """The calls whose number ends in the digits of `typed`, newest first."""
    tail = digits(typed)[::-1] if _NUMBER.fullmatch(unicodedata.normalize("NFKC", typed)) else ""
    return _under(session, [_beginning(_BY_NUMBER + tail)], limit) if tail else []


def by_word(session: Session, typed: str, limit: int) -> list[int]:
    """The calls that may hold every word of `typed`, newest first; to be held against it."""
    wanted: list[_Range] = []
    for word in _word().findall(folded(typed)):
        if not is_han(word):
            wanted.append(_beginning(word[:WORD_LIMIT]))
        elif len(word) == 1:
            wanted.append(_beginning(word))
        else:
            wanted += [(word[at : at + 2],) for at in range(len(word) - 1)]
    return _under(session, wanted[:MOST_KEYS], limit) if wanted else []


def _beginning(key: str) -> _Range:
    return key, key[:-1] + chr(ord(key[-1]) + 1)


def _under(session: Session, wanted: list[_Range], limit: int) -> list[int]:
    """The calls under every one of the keys: a key alone, or a range of them."""
    rows = session.store.database.execute_sql(
        " INTERSECT ".join(_ONE if len(keys) == 1 else _RANGE for keys in wanted)
        + " ORDER BY call_id DESC LIMIT ?",
        (*(key for keys in wanted for key in keys), limit),
    ).fetchall()
    return [row[0] for row in rows]
