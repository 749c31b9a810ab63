"""One case read whole, for its page and its paper (C1 to C5)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from frontdesk.cases import cases, deadlines, due, lists, rungs
from frontdesk.cases.case_file import (
    CaseFile,
    EventLine,
    FileLine,
    Graded,
    LinkLine,
    NoticeLine,
    PauseLine,
    SheetLine,
)
from frontdesk.cases.cases import Case
from frontdesk.cases.deadlines import ClockFacts, Clocks, TraceLine
from frontdesk.cases.rungs import Colleague
from frontdesk.cases.steps import Step, steps
from frontdesk.clock import Millis
from frontdesk.desk import names, tickets
from frontdesk.desk.directory import Department
from frontdesk.errors import Refused
from frontdesk.packs.cases import CaseKind
from frontdesk.phone import calls
from frontdesk.session import Session
from frontdesk.words import _

_STAFF = "SELECT id, coalesce(name, ''), role, active FROM staff"
_EVENTS = """
SELECT id, at, what, staff_id, code_from, code_to, to_id, text FROM case_event
WHERE case_id = ? ORDER BY id
"""
_SHEETS = """
SELECT s.id, s.task_id, s.what, s.place, s.party, s.joint, t.text, t.created_at, t.due_at,
       t.owner_id, t.done_at, t.outcome, t.answer
FROM case_sheet s JOIN task t ON t.id = s.task_id WHERE s.case_id = ? ORDER BY s.id
"""
_NOTICES = """
SELECT id, what, role, created_at, seen_at, seen_by FROM case_notice WHERE case_id = ? ORDER BY id
"""
_FILES = "SELECT id, digest, name, size, at, staff_id FROM case_file WHERE case_id = ? ORDER BY id"
_PAUSES = "SELECT reason, began_at, ended_at FROM case_pause WHERE case_id = ? ORDER BY id"
_LINKS = """
SELECT other_id, why FROM case_link WHERE case_id = :case
UNION SELECT case_id, why FROM case_link WHERE other_id = :case
"""
_PERSON = "SELECT name, pinyin, sex, birth_year, phone FROM person WHERE id = ?"
_VISIT = "SELECT series, number FROM visit WHERE id = ?"
_CALL = "SELECT number FROM call WHERE id = ?"


class _Person(NamedTuple):
    """Who a case is from, as the desk knows them; empty where it does not."""

    name: str = ""
    pinyin: str = ""
    sex: str = ""
    birth_year: int | None = None
    phone: str = ""


class _Worked(NamedTuple):
    """The times of a case as they were worked out."""

    clocks: Clocks
    trace: tuple[TraceLine, ...]
    next: Step | None


def read_case(session: Session, case_id: int) -> CaseFile:
    """Everything about a case; raises Refused when there is none."""
    case = cases.case_by_id(case_id)
    pack, kind = cases.rules(session, case), cases.kind_of(session, case)
    staff = _staff(session)
    facts = due.facts_of(case)
    events = _events(session, case, staff)
    worked = _worked(session, case, kind, facts)
    person = _person(session, case.person_id)
    places = {one.code: one.name for one in Department.select()}
    ladder = cases.ladder_of(session, case)
    paused = any(pause.ended_at is None for pause in facts.pauses)
    name = case.name or person.name

    def named(staff_id: int | None) -> str:
        found = staff.get(staff_id) if staff_id is not None else None
        return found.name if found is not None else ""

    return CaseFile(
        id=case.id, number=cases.say_number(pack, case), day=case.day, kind=case.kind,
        channel=case.channel, pack=pack, opened_at=case.opened_at, received_at=case.received_at,
        opener_id=case.opener_id, opener=named(case.opener_id), person_id=case.person_id,
        name=name, pinyin=person.pinyin if name == person.name else names.pinyin(name),
        sex=person.sex, birth_year=person.birth_year, phone=case.phone or person.phone,
        place=case.place, place_name=places.get(case.place, case.place), about=case.about or "",
        happened=case.happened or "", witnesses=case.witnesses or "", facts=case.facts or "",
        wish=case.wish or "", values=cases.values_of(case),
        severity=_graded(case, kind, events, staff), joint=bool(case.joint), rung=case.rung,
        rung_at=case.rung_at, rung_until=rungs.until(ladder, case, paused=paused),
        owner_id=case.owner_id, owner=named(case.owner_id), owner_since=_owned_since(case, events),
        offered_id=case.offered_id, offered=named(case.offered_id),
        offered_rung=case.offered_rung, acknowledged_at=case.acknowledged_at,
        acknowledged_how=case.acknowledged_how, clocks=worked.clocks, trace=worked.trace,
        next=worked.next, closed_at=case.closed_at, outcome=case.outcome,
        answer=case.answer or "", how=case.how, accepted=case.accepted,
        answered_by=case.answered_by_id, answerer=named(case.answered_by_id),
        cause=case.cause or "", fault=case.fault, lesson=case.lesson or "",
        outside=case.outside or "", reopened=case.reopened, call_id=case.call_id,
        call=_call(session, case.call_id), visit_id=case.visit_id,
        visit=_visit(session, case.visit_id), task_id=case.task_id,
        rungs=rungs.lines(ladder, case, events, staff, paused=paused), events=events,
        pauses=_pauses(session, case), sheets=_sheets(session, case, places, staff),
        notices=_notices(session, case, staff), files=_files(session, case, staff),
        links=_links(session, case),
    )  # fmt: skip


def _rows(session: Session, statement: str, *values: object) -> list[Any]:
    return list(session.store.database.execute_sql(statement, values).fetchall())


def _staff(session: Session) -> dict[int, Colleague]:
    return {
        row[0]: Colleague(row[0], row[1], row[2], bool(row[3])) for row in _rows(session, _STAFF)
    }


def _said(staff: Mapping[int, Colleague], staff_id: int | None) -> str:
    found = staff.get(staff_id) if staff_id is not None else None
    return found.name if found is not None else ""


def _events(session: Session, case: Case, staff: Mapping[int, Colleague]) -> tuple[EventLine, ...]:
    return tuple(
        EventLine(
            id=row[0], at=row[1], what=row[2], staff_id=row[3], staff=_said(staff, row[3]),
            code_from=row[4], code_to=row[5], to_id=row[6], to=_said(staff, row[6]),
            text=row[7] or "",
        )
        for row in _rows(session, _EVENTS, case.id)
    )  # fmt: skip


def _graded(
    case: Case, kind: CaseKind, events: tuple[EventLine, ...], staff: Mapping[int, Colleague]
) -> Graded:
    """How grave it is, and who said so: whoever graded it last, else whoever opened it."""
    codes = [one.code for one in kind.severities]
    last = next((one for one in reversed(events) if one.what == "severity"), None)
    set_by = case.opener_id if last is None else last.staff_id
    return Graded(
        code=case.severity,
        place=codes.index(case.severity) + 1,
        of=len(codes),
        set_by=set_by,
        staff=_said(staff, set_by),
        set_at=case.opened_at if last is None else last.at,
        why="" if last is None else last.text,
    )


def _owned_since(case: Case, events: tuple[EventLine, ...]) -> Millis:
    taken = (one.at for one in reversed(events) if one.what == "accepted")
    return next(taken, case.opened_at)


def _worked(session: Session, case: Case, kind: CaseKind, facts: ClockFacts) -> _Worked:
    calendar = cases.calendar_of(session, case)
    if calendar is None:
        raise Refused(_("The pack of this case has no calendar."))
    severity = kind.severity(case.severity)
    found = deadlines.clocks(facts, kind, severity, calendar, session.zone)
    trace = deadlines.trace(facts, kind, severity, calendar, session.zone)
    if case.closed_at is not None:
        return _Worked(found, trace, None)
    owed = steps(
        facts, kind, severity, cases.ladder_of(session, case), case.rung, case.rung_at,
        found.resolve_at, offered=case.offered_id is not None,
    )  # fmt: skip
    return _Worked(found, trace, owed[0] if owed else None)


def _person(session: Session, person_id: int | None) -> _Person:
    found = _rows(session, _PERSON, person_id) if person_id is not None else []
    if not found:
        return _Person()
    name, pinyin, sex, birth_year, phone = found[0]
    return _Person(name or "", pinyin or "", sex or "", birth_year, phone or "")


def _call(session: Session, call_id: int | None) -> str:
    found = _rows(session, _CALL, call_id) if call_id is not None else []
    return calls.say_number(found[0][0]) if found else ""


def _visit(session: Session, visit_id: int | None) -> str:
    found = _rows(session, _VISIT, visit_id) if visit_id is not None else []
    return tickets.say(session.pack, *found[0]) if found else ""


def _pauses(session: Session, case: Case) -> tuple[PauseLine, ...]:
    return tuple(
        PauseLine(reason=row[0], began_at=row[1], ended_at=row[2])
        for row in _rows(session, _PAUSES, case.id)
    )


def _sheets(
    session: Session, case: Case, places: Mapping[str, str], staff: Mapping[int, Colleague]
) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(
            id=row[0], task_id=row[1], what=row[2], place=row[3],
            place_name=places.get(row[3], row[3]), party=row[4] or "", joint=bool(row[5]),
            asked=row[6] or "", created_at=row[7], due_at=row[8], owner_id=row[9],
            owner=_said(staff, row[9]), done_at=row[10], outcome=row[11], answer=row[12] or "",
        )
        for row in _rows(session, _SHEETS, case.id)
    )  # fmt: skip


def _notices(
    session: Session, case: Case, staff: Mapping[int, Colleague]
) -> tuple[NoticeLine, ...]:
    return tuple(
        NoticeLine(
            id=row[0], what=row[1], role=row[2], created_at=row[3], seen_at=row[4],
            seen_by=row[5], staff=_said(staff, row[5]),
        )
        for row in _rows(session, _NOTICES, case.id)
    )  # fmt: skip


def _files(session: Session, case: Case, staff: Mapping[int, Colleague]) -> tuple[FileLine, ...]:
    return tuple(
        FileLine(
            id=row[0], digest=row[1], name=row[2] or "", size=row[3], at=row[4], staff_id=row[5],
            staff=_said(staff, row[5]),
        )
        for row in _rows(session, _FILES, case.id)
    )  # fmt: skip


def _links(session: Session, case: Case) -> tuple[LinkLine, ...]:
    linked = session.store.database.execute_sql(_LINKS, {"case": case.id}).fetchall()
    why = {row[0]: row[1] for row in linked}
    return tuple(
        LinkLine(
            case_id=line.id, number=line.number, kind=line.kind, name=line.name, why=why[line.id],
            opened_at=line.opened_at, closed_at=line.closed_at, outcome=line.outcome,
        )
        for line in lists.by_id(session, list(why))
    )  # fmt: skip
