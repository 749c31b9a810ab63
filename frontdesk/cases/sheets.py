"""A case asks a department, or somebody owes an apology: a task with its own deadline (C5)."""

from typing import Literal, NamedTuple

from frontdesk.cases import cases, fields, finding
from frontdesk.cases.cases import Case, CaseSheet
from frontdesk.clock import Millis
from frontdesk.desk.directory import Department
from frontdesk.errors import InputError, Refused
from frontdesk.session import Session
from frontdesk.tasks import answers, tasks
from frontdesk.tasks.tasks import NAME_LIMIT, TEXT_LIMIT, Owed, Task
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

What = Literal["sheet", "apology"]

IN_TIME = "in_time"
LATE = "late"
# So many departments are several.
_SEVERAL = 2


class Sheet(NamedTuple):
    """What is asked of whom: `place` a code of the directory, `by` an instant, None by the rules.

    An apology is owed by the named `party` at that place.
    """

    place: str
    ask: str
    by: Millis | None = None
    party: str = ""
    what: What = "sheet"


def place_of(code: str) -> Department:
    """The department or other place of the directory; raises InputError when there is none."""
    found = Department.read("code = ? AND active = 1", code)
    if not found:
        raise InputError("place", _("Which department?"), _("Choose one."))
    return found[0]


@verb("case.sheet", sentence=N_("{case} {sheet} to be answered by {place} {sheet_joint}"))
def send_sheet(session: Session, case_id: int, sheet: Sheet) -> Done[Task]:
    """Ask a department, or note that a named party owes an apology, by a time of its own (C5).

    The second department makes several that take part, which moves the day to resolve by. Raises
    InputError naming "place", "ask", "by" or "party", AlreadyDone when the case is closed.
    """
    case = cases.open_case_by_id(case_id)
    place = place_of(sheet.place)
    asked = fields.whole("ask", sheet.ask, TEXT_LIMIT)
    party = fields.whole("party", sheet.party, NAME_LIMIT)
    if sheet.what == "apology" and not party:
        raise InputError("party", _("Who owes the apology?"))
    if not asked:
        raise InputError("ask", _("Write down what is asked of them."))
    task = tasks.add(session, _owed(session, case, sheet, asked))
    joins = sheet.what == "sheet" and _joins(session, case, place.code)
    CaseSheet.create(
        case=case.id, task=task.id, what=sheet.what, place=place.code, party=party or None,
        joint=joins,
    )  # fmt: skip
    cases.event(session, case, "sheet", code_from=sheet.what, code_to=place.code, text=asked)
    if joins:
        case.joint = True
        cases.event(session, case, "joint", code_to=cases.YES)
    case.save()
    finding.index(session, case)
    facts = cases.logged(session, case, sheet=sheet.what, place=place.code, joint=joins)
    return Done(task, case, facts)


def _owed(session: Session, case: Case, sheet: Sheet, asked: str) -> Owed:
    pack = cases.rules(session, case)
    rules = cases.forms(pack)
    now = session.now()
    by = now + rules.hand_sheet if sheet.by is None else sheet.by
    if by <= now:
        raise InputError("by", _("That time is over."))
    return Owed(
        kind=sheet.what,
        about=case,
        ticket=cases.say_number(pack, case),
        name=case.name or "",
        text=asked,
        phone=case.phone,
        person_id=case.person_id,
        due_at=by,
        window=rules.sheet_window,
    )


def _joins(session: Session, case: Case, place: str) -> bool:
    """Whether several departments take part from now on, where that gives the case more days."""
    if case.joint or cases.kind_of(session, case).severity(case.severity).joint is None:
        return False
    sent = {one.place for one in CaseSheet.read("case_id = ? AND what = 'sheet'", case.id)}
    return len(sent | {place}) >= _SEVERAL and place not in sent


@verb("case.sheet_done", sentence=N_("{case} {sheet} of {place} answered {sheet_outcome}"))
def answer_sheet(session: Session, task_id: int, answer: str, in_time: bool) -> Done[Task]:
    """What the department answered, or how the apology was made (C5).

    `in_time` says whether it came by its time: what is written down late may have come in time.
    Raises InputError naming "answer".
    """
    task = tasks.open_task(task_id)
    sheet = sheet_of(task)
    case = cases.case_by_id(sheet.case_id)
    said = fields.whole("answer", answer, TEXT_LIMIT)
    answers.check(session.pack, said)
    outcome = IN_TIME if in_time else LATE
    tasks.conclude(task, outcome, said, session.now())
    cases.event(session, case, "sheet_done", code_from=sheet.place, code_to=outcome, text=said)
    finding.index(session, case)
    facts = cases.logged(session, case, sheet=sheet.what, place=sheet.place, sheet_outcome=outcome)
    return Done(task, case, facts)


def sheet_of(task: Task) -> CaseSheet:
    """The sheet or apology that a task is; raises Refused when it is another."""
    found = CaseSheet.read("task_id = ?", task.id)
    if not found:
        raise Refused(_("This is no sheet of a case."))
    return found[0]


def refuse_owed(case: Case) -> None:
    """Raise Refused naming the first sheet or apology of a case that is owed still (C5)."""
    for sheet in CaseSheet.read("case_id = ? ORDER BY id", case.id):
        if tasks.task_by_id(sheet.task_id).done_at is None:
            raise Refused(_owed_still(sheet), _("Write down what came of it first."))


def _owed_still(sheet: CaseSheet) -> str:
    if sheet.what == "apology":
        return _("{party} still owes an apology.").format(party=sheet.party or _("Somebody"))
    found = Department.read("code = ?", sheet.place)
    place = found[0].name if found else sheet.place
    return _("The sheet to {place} is not answered yet.").format(place=place)
