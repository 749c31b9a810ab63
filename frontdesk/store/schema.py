"""The shape of the database: numbered migrations, a verified copy before each walk up.

The schema itself is compared at every start: a trigger dropped by hand is found before a row is
shown.
"""

import hashlib
from functools import cache

from frontdesk.errors import ForeignData
from frontdesk.settings import Folders
from frontdesk.store import backup, terms
from frontdesk.store.fields import SqlCipherDatabase
from frontdesk.store.terms import check_library as check_library
from frontdesk.words import _


@cache
def migrations() -> tuple[str, ...]:
    """The statements of each step, the first one from nothing to version 1."""
    return tuple(path.read_text("utf-8") for path in terms.scripts())


def statements(script: str) -> list[str]:
    """The statements of a script, trigger bodies whole."""
    found: list[str] = []
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        whole = held.strip()
        if whole.endswith(";") and ("CREATE TRIGGER" not in whole or whole.endswith("END;")):
            found.append(whole.rstrip(";"))
            held = ""
    return found


def lay(database: SqlCipherDatabase, application_id: int, upto: int | None = None) -> None:
    """Lay the schema into an empty database, up to version `upto` (all when None)."""
    steps = migrations()[:upto]
    with database.atomic("IMMEDIATE"):
        for script in steps:
            for statement in statements(script):
                database.execute_sql(statement)
        database.execute_sql(f"PRAGMA application_id = {application_id}")
        database.execute_sql(f"PRAGMA user_version = {len(steps)}")


def laid(database: SqlCipherDatabase) -> bool:
    """Whether a schema was laid before."""
    return _version(database) > 0


def check_ours(database: SqlCipherDatabase, application_id: int) -> None:
    """Refuse a foreign database and a newer one, in words."""
    terms.check_ours(database.execute_sql, application_id)


def walk_up(database: SqlCipherDatabase, place: Folders, key: bytes) -> None:
    """Bring an older database to today's version, after a copy that was verified."""
    steps = migrations()
    if _version(database) == len(steps):
        return
    backup.verified_copy(database, place.data / f"desk.before-{len(steps)}.db", key)
    with database.atomic("IMMEDIATE"):
        # Another window may have walked up meanwhile: what is left to do is asked here.
        for script in steps[_version(database) :]:
            for statement in statements(script):
                database.execute_sql(statement)
        database.execute_sql(f"PRAGMA user_version = {len(steps)}")


def compare(database: SqlCipherDatabase) -> None:
    """Raise ForeignData naming the first table, index or trigger that is not as laid."""
    expected = _laid(_version(database))
    found = _shape(database)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise ForeignData(
                _("The database was changed outside the desk: {name}.").format(name=name[0]),
                _("Stop here and bring back the last backup."),
            )


@cache
def _laid(version: int) -> dict[tuple[str, str], str]:
    """What stands after so many steps: made by one, and not dropped or made anew by a later."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for script in migrations()[:version]:
        for statement in statements(script):
            verb = statement.split(maxsplit=1)[0]
            if verb == "CREATE":
                found[_named(statement)] = (_table_of(statement), _print(statement))
            elif verb == "DROP":
                gone, _kind = _named(statement)
                found = {key: made for key, made in found.items() if made[0] != gone}
    return {key: mark for key, (_table, mark) in found.items()}


def _named(statement: str) -> tuple[str, str]:
    """The name of what a statement makes or drops, and whether a table, an index or a trigger."""
    head = statement.split("(")[0].split(" BEFORE ")[0].split(" ON ")[0].split(" AS ")[0].split()
    return head[-1], head[-2].lower()


def _table_of(statement: str) -> str:
    """The table that a CREATE statement makes or stands on, with which it is dropped."""
    name, kind = _named(statement)
    if kind == "table":
        return name
    return statement.split(" ON ")[1].split()[0]


def _shape(database: SqlCipherDatabase) -> dict[tuple[str, str], str]:
    """All that is laid; views, and whatever hides behind a name of the library's own, as well."""
    rows = database.execute_sql(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))"
    ).fetchall()
    return {(name, kind): _print(sql) for name, kind, sql in rows}


def tables(database: SqlCipherDatabase) -> list[str]:
    """The names of all tables that are laid."""
    return [name for name, kind in _laid(_version(database)) if kind == "table"]


def _print(statement: str) -> str:
    return hashlib.sha256(" ".join(statement.split()).encode()).hexdigest()


def _version(database: SqlCipherDatabase) -> int:
    return terms.version(database.execute_sql)
