"""The shift log read: entries in order, each as a sentence in the reader's language (S4).

The log holds ids, codes and figures; names and words are put in when it is shown.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal, TextIO

import msgspec

from frontdesk import record
from frontdesk.clock import local
from frontdesk.desk import emergency, tickets, waiting
from frontdesk.desk.steps import ASKED, EXEMPT, HAND_OVER
from frontdesk.errors import PackError
from frontdesk.packs.structs import Pack
from frontdesk.phone import hooks, recording
from frontdesk.session import Session
from frontdesk.shift.log_cases import CaseWords
from frontdesk.shift.log_names import PAGE, LogEntry, LogNames
from frontdesk.shift.log_phone import span
from frontdesk.words import _

__all__ = ["PAGE", "LogEntry", "LogNames", "span"]

Format = Literal["csv", "jsonl"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl")
COLUMNS = (
    "no", "time", "day", "kind", "staff", "seat", "post", "about", "about_id", "facts", "sentence",
)  # fmt: skip
# Entries of visits and calls come from these rooms, read so that their kinds are known. What is
# not loaded (cases) is said by the sentence that the log itself keeps of every kind.
_ROOMS = (emergency, waiting, hooks, recording)

_SELECT = (
    "SELECT id, at, day, kind, staff, seat, post, about, about_id, facts, pack FROM entry"
    " WHERE id > ?"
)


def entries(
    session: Session,
    day: str | None = None,
    kind: str | None = None,
    staff: int | None = None,
    after: int = 0,
    limit: int | None = None,
) -> Iterator[LogEntry]:
    """Entries in order, beyond number `after`, at most `limit`; read page by page.

    `day` is a business day as 2026-11-23, `kind` a code, `staff` an id.
    """
    wanted: list[tuple[str, str | int]] = []
    if day is not None:
        wanted.append(("day = ?", day))
    if kind is not None:
        wanted.append(("kind = ?", kind))
    if staff is not None:
        wanted.append(("staff = ?", staff))
    where = "".join(f" AND {condition}" for condition, _value in wanted)
    values = [value for _condition, value in wanted]
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        rows = session.store.database.execute_sql(
            f"{_SELECT}{where} ORDER BY id LIMIT ?", (after, *values, size)
        ).fetchall()
        for row in rows:
            yield _entry(row)
        if len(rows) < size:
            return
        after = rows[-1][0]
        left = None if left is None else left - size


def _entry(row: tuple[Any, ...]) -> LogEntry:
    return LogEntry(
        number=row[0], at=row[1], day=row[2], kind=row[3], staff=row[4], seat=row[5], post=row[6],
        about=row[7], about_id=row[8], facts=msgspec.json.decode(row[9]), pack=row[10],
    )  # fmt: skip


def say(session: Session, entry: LogEntry, names: LogNames) -> str:
    """The entry as one sentence in the language spoken now; what is not known is left out."""
    return fill(_(names.sentence(entry.kind)), _Filler(session, entry, names))


class _Filler(CaseWords):
    """What each placeholder of a sentence stands for in one entry."""

    def __init__(self, session: Session, entry: LogEntry, names: LogNames) -> None:
        self._entry = entry
        self._facts = entry.facts
        self._names = names
        self._pack = _pack_then(session, entry.pack)

    def __call__(self, name: str) -> str:
        found = getattr(self, f"_{name}", None)
        if found is not None:
            return str(found())
        value = self._facts.get(name)
        return "" if value is None else str(value)

    def _ticket(self) -> str:
        visit = self._names.visit(self._entry)
        series = self._code("series") or (visit.series if visit is not None else "")
        number = self._facts.get("number") or (visit.number if visit is not None else 0)
        return tickets.say(self._pack, series, int(number)) if series and number else ""

    def _name(self) -> str:
        visit = self._names.visit(self._entry)
        return visit.name if visit is not None else ""

    def _department(self) -> str:
        return self._names.desk.department(self._facts.get("department"))

    def _doctor(self) -> str:
        return self._names.desk.doctor(self._facts.get("doctor"))

    def _before(self) -> str:
        return self._names.desk.doctor(self._facts.get("before_doctor")) or "–"

    def _stage(self) -> str:
        code = self._code("stage")
        return self._word(f"stage.{code}.done") if code else ""

    def _step(self) -> str:
        code = self._code("step")
        if code == HAND_OVER:
            return self._word("emergency.head")
        return self._word(f"step.{code}.head") if code else ""

    def _outcome(self) -> str:
        code = self._code("outcome")
        if code == ASKED:
            return _("asked:")
        if code == EXEMPT:
            return _("needs no asking:")
        return self._word(f"step.{self._code('step')}.outcome.{code}") if code else ""

    def _reason(self) -> str:
        code = self._code("reason")
        if not code:
            return ""
        step = self._code("step")
        if not step:
            return self._word(f"leaving.{code}")
        group = "exempt" if self._code("outcome") == EXEMPT else "reason"
        return self._word(f"step.{step}.{group}.{code}")

    def _by(self) -> str:
        value = self._facts.get("by")
        return "" if value is None else f"{'–' if value < 0 else '+'}{span(abs(value))}"

    def _told(self) -> str:
        found = self._facts.get("told")
        if isinstance(found, list):
            said = _(", ").join(self._word(f"emergency.told.{code}") for code in found)
            return said or _("nobody")
        return self._word(f"step.{self._code('step')}.told.{found}") if found else ""

    def _place(self) -> str:
        code = self._code("place")
        if not code:
            return ""
        return self._names.spot(code) if self._of_case() else self._names.place(code)

    def _pack_code(self) -> str:
        code = self._code("pack_code")
        return self._word("pack.name") if code == self._pack.code else code

    def _staff_about(self) -> str:
        if self._entry.about != "staff" or self._entry.about_id is None:
            return ""
        return self._names.who(self._entry.about_id)


def _pack_then(session: Session, digest: str) -> Pack:
    """The pack in force when the entry was written, whose words its codes have."""
    if digest == session.pack.digest:
        return session.pack
    try:
        return record.pack_of(digest)
    except PackError:
        return session.pack


def fill(template: str, value: Any) -> str:
    """`template` with each {name} replaced by `value(name)`; an empty one takes its space along.

    One pass: what people wrote is never read as a template.
    """
    pieces = template.split("{")
    text = pieces[0]
    for piece in pieces[1:]:
        name, _brace, rest = piece.partition("}")
        found = value(name)
        text = f"{text}{found}{rest}" if found else f"{text.rstrip(' ')}{rest}"
    return text.strip()


def moment(session: Session, entry: LogEntry) -> datetime:
    """When the entry was written, in the desk's zone."""
    return local(entry.at, session.zone)


def export(session: Session, found: Iterator[LogEntry], form: Format, stream: TextIO) -> int:
    """Write entries to `stream` under COLUMNS; returns how many. CSV cells cannot act (R4)."""
    rows = _rows(session, found)
    if form == "csv":
        # The desk's list of what was just done is made without it.
        from frontdesk.tables import write_csv

        return write_csv(stream, COLUMNS, ([*row[:9], _json(row[9]), row[10]] for row in rows))
    count = 0
    for row in rows:
        stream.write(_json(dict(zip(COLUMNS, row, strict=True))) + "\n")
        count += 1
    return count


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(session: Session, found: Iterator[LogEntry]) -> Iterator[list[Any]]:
    names = LogNames(session)
    for page in _paged(found):
        names.learn(page)
        for entry in page:
            yield [
                entry.number,
                moment(session, entry).isoformat(timespec="milliseconds"),
                entry.day,
                entry.kind,
                names.who(entry.staff),
                names.seat(entry.seat),
                entry.post,
                entry.about,
                entry.about_id,
                entry.facts,
                say(session, entry, names),
            ]


def _paged(found: Iterator[LogEntry]) -> Iterator[list[LogEntry]]:
    page: list[LogEntry] = []
    for entry in found:
        page.append(entry)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page
