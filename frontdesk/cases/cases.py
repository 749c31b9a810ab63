"""Cases as the desk keeps them (C1 to C10): their rows, numbers and the rules they began under.

What happened to a case stands in its events; clocks and deadlines are worked out when read.
"""

from typing import Literal

import msgspec

from frontdesk.calendar import Calendar
from frontdesk.desk.people import Person
from frontdesk.desk.visits import Visit
from frontdesk.errors import AlreadyDone, Refused
from frontdesk.packs.cases import CaseKind, Cases, Ladder
from frontdesk.packs.structs import Pack
from frontdesk.phone.calls import Call
from frontdesk.session import Role, Session
from frontdesk.staff.staff import Staff
from frontdesk.store.fields import Blob, Derived, Flag, Integer, Moment, Ref, Row, Text
from frontdesk.store.ledger import Facts
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task
from frontdesk.words import _

What = Literal[
    "opened", "severity", "joint", "passed", "accepted", "declined", "note", "proposed", "replied",
    "acknowledged", "paused", "resumed", "sheet", "sheet_done", "told", "linked", "attached",
    "corrected", "redated", "closed", "reopened", "reported", "satisfied", "checked", "printed",
]  # fmt: skip
NoticeWhat = Literal["opened", "report", "lesson"]

TEXT_LIMIT = tasks.TEXT_LIMIT
# Fields of a form that a case keeps as text in a column of their own, each with that column.
TEXTS = {
    "person": "name", "phone": "phone", "about": "about", "when": "happened",
    "witnesses": "witnesses", "facts": "facts", "wish": "wish",
}  # fmt: skip
YES = "yes"
NO = "no"
# A case of a kind that the pack of today has lost is still called by its number.
DIGITS = 4


class Case(Row):
    """One numbered form of a kind, by the rules of the `pack` (a digest) that it began under.

    `calendar` is the digest of the pack whose calendar counts its working days.
    `received_at` is when the person said it: from then the clocks run. `happened` is when it
    happened, in the person's words; `fields` holds as JSON what the kind alone asks. While it is
    offered (`offered`, for `offered_rung`) it stays with its owner on its rung.
    """

    series = Text(personal=False)
    number = Integer(personal=False)
    day = Text(personal=False)
    kind = Text(personal=False)
    channel = Text(personal=False)
    opened_at = Moment(personal=False)
    received_at = Moment(personal=False)
    person = Ref(Person, null=True)
    name = Text(personal=True, null=True)
    phone = Text(personal=True, null=True)
    place = Text(personal=False)
    about = Text(personal=True, null=True)
    happened = Text(personal=True, null=True)
    witnesses = Text(personal=True, null=True)
    facts = Text(personal=True, null=True)
    wish = Text(personal=True, null=True)
    fields = Text(personal=True, null=True)
    severity = Text(personal=False)
    joint = Flag(personal=False)
    rung = Text(personal=False)
    rung_at = Moment(personal=False)
    owner = Ref(Staff, backref="own_cases")
    offered = Ref(Staff, null=True, backref="offered_cases")
    offered_rung = Text(personal=False)
    acknowledged_at = Moment(personal=False, null=True)
    acknowledged_how = Text(personal=False)
    closed_at = Moment(personal=False, null=True)
    outcome = Text(personal=False)
    answer = Text(personal=True, null=True)
    how = Text(personal=False)
    accepted = Text(personal=False)
    answered_by = Ref(Staff, null=True, column_name="answered_by", backref="answered_cases")
    cause = Text(personal=True, null=True)
    fault = Text(personal=False)
    lesson = Text(personal=True, null=True)
    outside = Text(personal=True, null=True)
    reopened = Integer(personal=False)
    call = Ref(Call, null=True)
    visit = Ref(Visit, null=True)
    task = Ref(Task, null=True)
    opener = Ref(Staff, backref="opened_cases")
    pack = Text(personal=False)
    calendar = Text(personal=False)
    salt = Blob(personal=False, null=True)

    class Meta:
        # `case` alone is a word of the database's own language.
        table_name = "desk_case"


class CaseEvent(Row):
    """One thing that happened to a case: codes from and to, whom it went to, what was written."""

    case = Ref(Case)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    what = Text(personal=False)
    code_from = Text(personal=False)
    code_to = Text(personal=False)
    to = Ref(Staff, null=True, column_name="to_id", backref="case_events_to")
    text = Text(personal=True, null=True)
    salt = Blob(personal=False, null=True)


class CasePause(Row):
    """A stretch during which the resolve clock stands, for one of the pack's reasons (C4)."""

    case = Ref(Case)
    reason = Text(personal=False)
    began_at = Moment(personal=False)
    ended_at = Moment(personal=False, null=True)


class CaseLink(Row):
    """Another case about the same matter (C7); it counts both ways."""

    case = Ref(Case, backref="links")
    other = Ref(Case, backref="linked_from")
    why = Text(personal=False)


class CaseSheet(Row):
    """A task that a case gave to a department, or an apology that a named party owes (C5)."""

    case = Ref(Case)
    task = Ref(Task, unique=True)
    what = Text(personal=False)
    place = Text(personal=False)
    party = Text(personal=True, null=True)
    joint = Flag(personal=False)
    salt = Blob(personal=False, null=True)


class CaseNotice(Row):
    """What a role must see: it stands until someone of that role, or above, has seen it (C1)."""

    case = Ref(Case)
    what = Text(personal=False)
    role = Text(personal=False)
    created_at = Moment(personal=False)
    seen_at = Moment(personal=False, null=True)
    seen_by = Ref(Staff, null=True, column_name="seen_by", backref="seen_notices")


class CaseFile(Row):
    """An attachment, kept encrypted under the digest (SHA-256, hex) of what is in it (C1)."""

    case = Ref(Case)
    digest = Text(personal=False)
    name = Text(personal=True, null=True)
    size = Integer(personal=False)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    salt = Blob(personal=False, null=True)


class CaseKey(Derived):
    """One way to find a case: a word of it, two signs of one, its number from the end."""

    case = Ref(Case)
    key = Text(personal=True)

    class Meta:
        primary_key = False


def say(series: str, number: int, digits: int = DIGITS) -> str:
    """The number of a case as people call it: C-0228."""
    return f"{series}-{number:0{digits}d}"


def say_number(pack: Pack, case: Case) -> str:
    """The number of `case` in the digits of its kind."""
    kind = kind_in(pack, case.kind)
    return say(case.series, case.number, kind.digits if kind is not None else DIGITS)


def values_of(case: Case) -> dict[str, str]:
    """What the form of a case holds, by the names of its fields; empty ones left out."""
    found = {name: getattr(case, column) or "" for name, column in TEXTS.items()}
    found |= {"channel": case.channel, "place": case.place, "severity": case.severity}
    found["joint"] = YES if case.joint else NO
    if case.fields:
        found |= msgspec.json.decode(case.fields, type=dict[str, str])
    return {name: value for name, value in found.items() if value}


def next_number(session: Session, series: str) -> int:
    """The next number of a series, running on for ever; the caller holds the transaction."""
    found = session.store.database.execute_sql(
        "SELECT coalesce(max(number), 0) FROM desk_case WHERE series = ?", (series,)
    ).fetchone()
    return int(found[0]) + 1


def forms(pack: Pack) -> Cases:
    """The cases of a pack; raises Refused when the desk has none."""
    if pack.cases is None:
        raise Refused(_("This desk's pack has no forms of this sort."))
    return pack.cases


def kind_in(pack: Pack, code: str) -> CaseKind | None:
    """The kind `code` of a pack, or None where it has none."""
    found = pack.cases.kinds if pack.cases is not None else ()
    return next((one for one in found if one.code == code), None)


def rules(session: Session, case: Case) -> Pack:
    """The pack as it stood when the case began."""
    return tasks.rules(session, case.pack)


def calendar_of(session: Session, case: Case) -> Calendar | None:
    """The calendar that counts the working days of a case."""
    return tasks.rules(session, case.calendar).calendar


def kind_of(session: Session, case: Case) -> CaseKind:
    """The kind of a case as its pack had it; raises Refused when that pack has no such kind."""
    found = kind_in(rules(session, case), case.kind)
    if found is None:
        raise Refused(_("The pack of this case does not know its kind any more."))
    return found


def ladder_of(session: Session, case: Case) -> Ladder:
    """The ladder of a case as it stood when the case began."""
    return forms(rules(session, case)).ladder(kind_of(session, case).ladder)


def case_by_id(case_id: int) -> Case:
    """The case; raises Refused when there is none."""
    found = Case.read("id = ?", case_id)
    if not found:
        raise Refused(_("This case is not on the list."))
    return found[0]


def open_case_by_id(case_id: int) -> Case:
    """A case that is open; raises AlreadyDone when it is closed."""
    case = case_by_id(case_id)
    if case.closed_at is not None:
        raise AlreadyDone(_("This case is closed."), way_out=_("Reopen it first."))
    return case


def open_pause(case: Case) -> CasePause | None:
    """The pause that goes on, or None."""
    found = CasePause.read("case_id = ? AND ended_at IS NULL", case.id)
    return found[0] if found else None


def event(
    session: Session,
    case: Case,
    what: What,
    *,
    code_from: str = "",
    code_to: str = "",
    to: int | None = None,
    text: str | None = None,
) -> CaseEvent:
    """Add a line to the timeline of a case; inside a verb. `text` was cleaned before."""
    return CaseEvent.create(
        case=case.id,
        at=session.now(),
        staff=session.staff_id,
        what=what,
        code_from=code_from,
        code_to=code_to,
        to=to,
        text=text or None,
    )


def tell(session: Session, case: Case, what: NoticeWhat, role: Role) -> CaseNotice:
    """A notice to a role, which stands until it is seen; inside a verb (C1)."""
    return CaseNotice.create(
        case=case.id, what=what, role=role, created_at=session.now(), seen_at=None, seen_by=None
    )


def logged(session: Session, case: Case, **more: int | str | bool | None) -> Facts:
    """The facts of an entry about a case: its number, its kind, and `more` codes and figures."""
    return {"case": say_number(rules(session, case), case), "kind": case.kind, **more}
