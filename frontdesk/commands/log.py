"""`frontdesk log` and `frontdesk verify`: the log written out, and proved whole (S4, X6)."""

import re
import sys
from typing import TextIO

from frontdesk.clock import business_day
from frontdesk.commands.making import opened
from frontdesk.commands.progress import ProgressLine
from frontdesk.errors import StorageError, UsageError
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.shift import log
from frontdesk.shift.log import Format
from frontdesk.staff.staff import Staff
from frontdesk.store import keys, schema, verify
from frontdesk.store.database import APPLICATION_ID, connect, noted_head
from frontdesk.store.faults import as_sentences
from frontdesk.store.fields import desk_database
from frontdesk.words import _, n_

TODAY = "today"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def write_out(
    place: Folders,
    *,
    day: str | None,
    kind: str | None,
    staff: str | None,
    form: Format,
    stream: TextIO | None = None,
) -> int:
    """Write the entries asked for to `stream` (standard output when None)."""
    session = opened(place)
    try:
        found = log.entries(
            session, _day(session, day), _kind(session, kind), _staff(staff) if staff else None
        )
        log.export(session, found, form, sys.stdout if stream is None else stream)
    finally:
        session.store.close()
    return 0


def _day(session: Session, typed: str | None) -> str | None:
    if typed == TODAY:
        return business_day(session.now(), session.pack.day.begins, session.zone)
    if typed is not None and not _DAY.fullmatch(typed):
        raise UsageError(
            _("This is no day: {day}.").format(day=typed), _("As 2026-11-23, or today")
        )
    return typed


def _kind(session: Session, typed: str | None) -> str | None:
    if typed is None:
        return None
    rows = session.store.database.execute_sql("SELECT code FROM kind ORDER BY code").fetchall()
    known = [row[0] for row in rows]
    if typed not in known:
        raise UsageError(
            _("The log has no entries of this kind: {kind}.").format(kind=typed),
            _("One of: {names}").format(names=_(", ").join(known)),
        )
    return typed


def _staff(typed: str) -> int:
    found = Staff.get_or_none(Staff.name == typed.strip())
    if found is None:
        names = [one.name for one in Staff.select().order_by(Staff.id) if one.name]
        raise UsageError(
            _("Nobody of staff is called {name}.").format(name=typed),
            _("One of: {names}").format(names=_(", ").join(names)),
        )
    return int(found.id)


def verify_all(place: Folders, *, against: str | None) -> int:
    """Walk schema, chain, seals and rows from the first entry on, then the files of cases.

    Raises ForeignData naming the first bad entry, row or file, before anything is shown.
    """
    noted = verify.parse_head(against) if against is not None else None
    if not place.database.exists():
        raise StorageError(
            _("There is no desk here yet: {path}.").format(path=place.database),
            _("Make one with: frontdesk init"),
        )
    schema.check_library()
    key = keys.read(place.key)
    database = connect(place.database, key)
    try:
        desk_database.initialize(database)
        # Brings the tables of cases: what has no model cannot be judged.
        from frontdesk.cases import cases as _cases  # noqa: F401

        with as_sentences(), ProgressLine(_("Verifying")) as progress:
            schema.check_ours(database, APPLICATION_ID)
            schema.walk_up(database, place, key)
            found = verify.whole(database, progress)
            kept = verify.attached(database, place, key, progress)
        verify.against(database, noted_head(place))
        verify.against(database, noted)
    finally:
        database.close()
    print(
        _("The log is whole: {entries} entries, and {rows} rows as they were written.").format(
            entries=found.entries, rows=found.rows
        )
    )
    if kept:
        print(
            n_(
                "{count} attached file is as it was taken in.",
                "{count} attached files are as they were taken in.",
                kept,
            ).format(count=kept)
        )
    print(_("Head: {head}").format(head=found.head.say()))
    if noted is not None:
        print(_("It leads to the head that was given."))
    return 0
