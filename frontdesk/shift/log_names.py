"""One entry of the log as read, and the names that sentences about a page of it need (S4)."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from frontdesk import verbs
from frontdesk.clock import Millis
from frontdesk.desk import directory
from frontdesk.desk.directory import PLACE
from frontdesk.packs.structs import Pack
from frontdesk.session import Session
from frontdesk.staff.staff import Seat, Staff
from frontdesk.tasks import tasks
from frontdesk.words import _

PAGE = 500

_VISITS = (
    "SELECT v.id, v.series, v.number, coalesce(p.name, '') FROM visit v"
    " LEFT JOIN person p ON p.id = v.person_id WHERE v.id IN ({marks})"
)
_CALLS = (
    "SELECT c.id, coalesce(c.caller, p.name, '') FROM call c"
    " LEFT JOIN person p ON p.id = c.person_id WHERE c.id IN ({marks})"
)


_CASES = "SELECT c.id, coalesce(c.name, ''), c.pack FROM desk_case c WHERE c.id IN ({marks})"


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `at` in milliseconds UTC; `staff` and `seat` are ids, `pack` a digest."""

    number: int
    at: Millis
    day: str
    kind: str
    staff: int | None
    seat: int | None
    post: str
    about: str
    about_id: int | None
    facts: dict[str, Any]
    pack: str


class _Visit(msgspec.Struct, frozen=True):
    series: str
    number: int
    name: str


class _Call(msgspec.Struct, frozen=True):
    name: str


class _Case(msgspec.Struct, frozen=True):
    name: str
    pack: str


_Named = TypeVar("_Named", _Visit, _Call, _Case)


class LogNames:
    """Names that a page of the log needs: staff and seats once, what it is about page by page."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._database = session.store.database
        self.staff = {one.id: one.name or "–" for one in Staff.select()}
        self.seats = {one.id: one.name for one in Seat.select()}
        self.desk = directory.Names()
        self._places = {one.code: one for one in self.desk.departments.values()}
        self._sentences: dict[str, str] = {}
        self._visits: dict[int, _Visit] = {}
        self._calls: dict[int, _Call] = {}
        self._cases: dict[int, _Case] = {}

    def learn(self, page: Sequence[LogEntry]) -> None:
        """Read what a page is about in one go; what earlier pages were about is let go."""
        self._visits = self._kept(page, "visit", self._visits, _VISITS, _Visit)
        self._calls = self._kept(page, "call", self._calls, _CALLS, _Call)
        self._cases = self._kept(page, "desk_case", self._cases, _CASES, _Case)

    def _kept(
        self,
        page: Sequence[LogEntry],
        about: str,
        known: dict[int, _Named],
        statement: str,
        make: Callable[..., _Named],
    ) -> dict[int, _Named]:
        wanted = {
            entry.about_id for entry in page if entry.about == about and entry.about_id is not None
        }
        kept = {key: one for key, one in known.items() if key in wanted}
        missing = sorted(wanted - kept.keys())
        for first in range(0, len(missing), PAGE):
            part = missing[first : first + PAGE]
            marks = ", ".join("?" * len(part))
            rows = self._database.execute_sql(statement.format(marks=marks), part).fetchall()
            kept.update({row[0]: make(*row[1:]) for row in rows})
        return kept

    def visit(self, entry: LogEntry) -> _Visit | None:
        """The visit that an entry is about, or None."""
        if entry.about != "visit" or entry.about_id is None:
            return None
        if entry.about_id not in self._visits:
            self.learn([entry])
        return self._visits.get(entry.about_id)

    def caller(self, entry: LogEntry) -> str:
        """The name of whoever called, in an entry about a call; nothing otherwise."""
        if entry.about != "call" or entry.about_id is None:
            return ""
        if entry.about_id not in self._calls:
            self.learn([entry])
        found = self._calls.get(entry.about_id)
        return found.name if found is not None else ""

    def _case(self, entry: LogEntry) -> _Case | None:
        if entry.about != "desk_case" or entry.about_id is None:
            return None
        if entry.about_id not in self._cases:
            self.learn([entry])
        return self._cases.get(entry.about_id)

    def complainant(self, entry: LogEntry) -> str:
        """The name of whoever a case came from, in an entry about it; nothing otherwise."""
        found = self._case(entry)
        return found.name if found is not None else ""

    def rules(self, entry: LogEntry) -> Pack | None:
        """The pack that a case began by, in an entry about it; None otherwise."""
        found = self._case(entry)
        return tasks.rules(self._session, found.pack) if found is not None else None

    def who(self, staff: int | None) -> str:
        """The name of whoever acted; the machine has its own word."""
        return _("the program") if staff is None else str(self.staff.get(staff, "–"))

    def seat(self, seat: int | None) -> str:
        """The name of the seat, or nothing."""
        return "" if seat is None else str(self.seats.get(seat, ""))

    def place(self, code: str) -> str:
        """The name of a place of the pack, or its code where the directory lost it."""
        found = self._places.get(f"{PLACE}{code}") or self._places.get(code)
        return found.name if found is not None else code

    def spot(self, code: str) -> str:
        """The name of a department or other place by its code in the directory."""
        found = self._places.get(code)
        return found.name if found is not None else code

    def sentence(self, kind: str) -> str:
        """The English sentence of a kind; of one that this program lost, as the log kept it."""
        declared = verbs.KINDS.get(kind)
        if declared is not None:
            return declared.sentence
        if kind not in self._sentences:
            found = self._database.execute_sql(
                "SELECT sentence FROM kind WHERE code = ?", (kind,)
            ).fetchone()
            self._sentences[kind] = str(found[0]) if found else kind
        return self._sentences[kind]
