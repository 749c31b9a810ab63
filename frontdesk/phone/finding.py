"""Calls found by a word of their record or the end of their number, without reading them all."""

from frontdesk.phone.calls import Call
from frontdesk.session import Session
from frontdesk.store import grams

# Candidates, newest first, that are held against all that was typed.
READ = 400
_KEYS = grams.Keys("call_key", "call_id", "call")


def keys_of(call: Call) -> list[str]:
    """Every key under which a call is found."""
    return grams.keys_of((call.caller, call.asked, call.answer), call.phone)


def index(session: Session, call: Call) -> None:
    """Make the keys of a call anew; inside a verb."""
    grams.index(session.store.database.execute_sql, _KEYS, call.id, keys_of(call))


def by_number(session: Session, typed: str, limit: int) -> list[int]:
    """The calls whose number ends in the digits of `typed`, newest first."""
    return _under(session, grams.by_number(typed), limit)


def by_word(session: Session, typed: str, limit: int) -> list[int]:
    """The calls that may hold every word of `typed`, newest first; to be held against it."""
    return _under(session, grams.by_word(typed), limit)


def _under(session: Session, wanted: list[grams.Wanted], limit: int) -> list[int]:
    return grams.under(session.store.database.execute_sql, _KEYS, wanted, limit)
