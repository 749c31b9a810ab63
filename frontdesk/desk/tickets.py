"""Tickets: unique by business day, series and number, never used again (requirement D2)."""

import re

from frontdesk.packs.structs import Pack
from frontdesk.session import Session

_TICKET = re.compile(r"([A-Za-z]+)\s*([0-9]{1,6})")


def next_number(session: Session, day: str, series: str) -> int:
    """The next free number; the caller holds the transaction that will use it."""
    found = session.store.database.execute_sql(
        "SELECT coalesce(max(number), 0) FROM visit WHERE day = ? AND series = ?", (day, series)
    ).fetchone()
    return int(found[0]) + 1


def say(pack: Pack, series: str, number: int) -> str:
    """A ticket as printed: A012. A series the pack no longer has keeps three digits."""
    digits = next((one.digits for one in pack.series if one.code == series), 3)
    return f"{series}{number:0{digits}d}"


def read(typed: str) -> tuple[str, int] | None:
    """The series and number of a ticket as typed, "a12" or "A012"; None when it is none."""
    found = _TICKET.fullmatch(typed.strip())
    return (found[1].upper(), int(found[2])) if found else None
