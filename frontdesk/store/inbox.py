"""What a softphone's or an exchange's hook leaves for the desk: one row, by bare statements (P1).

A hook runs hidden and must return at once, so nothing here loads the models. The commit is the
signal: every running window sees it through the database's version and makes a call of the row;
with no window running it waits for the next start.
"""

import uuid
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from frontdesk.errors import StorageError
from frontdesk.places import Folders
from frontdesk.store import keys, terms
from frontdesk.words import _

# The version of the database that laid the table.
SINCE = 3
NUMBER_LIMIT = 40
LINE_LIMIT = 20


class Heard(NamedTuple):
    """What the hook told: when by this PC's clock, what, which number, on which line."""

    at: int
    event: str
    number: str = ""
    line: str = ""


def leave(place: Folders, heard: Heard) -> None:
    """Keep `heard` for the desk; when it returns, the row is on the disk.

    Raises KeyFault, ForeignData or StorageError, each a sentence.
    """
    terms.check_library()
    try:
        if not place.database.exists() or not place.database.stat().st_size:
            raise terms.none_yet(place.database)
        key = keys.read(place.key)
        raw = dbapi2.connect(
            str(place.database), timeout=terms.BUSY_MS / 1000, isolation_level=None
        )
        try:
            raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            terms.apply_settings(raw.execute)
            terms.check_ours(raw.execute, terms.APPLICATION_ID)
            _write(place, raw, heard)
        finally:
            raw.close()
    except (dbapi2.Error, OSError) as fault:
        # Only a fault may take the time to load what explains it.
        from frontdesk.store import faults

        raise faults.told(fault, keep=_("Take the call down by hand.")) from fault


def _write(place: Folders, raw: Any, heard: Heard) -> None:
    version = terms.version(raw.execute)
    if version and version < SINCE:
        raise StorageError(
            _("This desk has not been started since the program became newer."),
            _("Start it once: frontdesk"),
        )
    raw.execute("BEGIN IMMEDIATE")
    desk = raw.execute("SELECT clock_offset FROM desk").fetchone()
    if desk is None:
        raise terms.none_yet(place.database)
    raw.execute(
        "INSERT INTO hook (act, at, event, number, line) VALUES (?, ?, ?, ?, ?)",
        (
            str(uuid.uuid4()),
            heard.at + desk[0],
            heard.event,
            _bounded(heard.number, NUMBER_LIMIT),
            _bounded(heard.line, LINE_LIMIT),
        ),
    )
    raw.execute("COMMIT")


def _bounded(text: str, limit: int) -> str:
    """As `text.clean`, which is loaded only for what is not plain."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text.strip(" ")
    from frontdesk.text import clean

    return clean(text, limit)
