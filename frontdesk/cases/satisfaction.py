"""After a case was closed: is the person satisfied (C8), and did what was done help (C7)?"""

from frontdesk.cases import cases, closing, fields, finding
from frontdesk.cases.cases import TEXT_LIMIT, Case
from frontdesk.errors import InputError, Refused
from frontdesk.session import Session
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Kind, Task
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

EFFECTIVE = "effective"
INEFFECTIVE = "ineffective"


@verb("case.rated", sentence=N_("{case} the person is {case_satisfied}"))
def rate(session: Session, task_id: int, code: str, said: str) -> Done[Task]:
    """How satisfied the person is, by the pack's scale, and their own words (C8).

    Raises InputError naming "satisfied" where the scale has no such code.
    """
    task, case = _of_case(task_id, "satisfaction")
    rules = cases.forms(tasks.rules(session, task.pack))
    if code not in rules.satisfied:
        raise InputError("satisfied", _("How satisfied is the person?"), _("Choose one."))
    words = fields.whole("said", said, TEXT_LIMIT)
    tasks.conclude(task, code, words, session.now())
    cases.event(session, case, "satisfied", code_to=code, text=words)
    finding.index(session, case)
    return Done(task, case, cases.logged(session, case, satisfied=code))


@verb("case.checked", sentence=N_("{case} what was done: {case_effect}"))
def check_effect(session: Session, task_id: int, effective: bool, said: str) -> Done[Task]:
    """Whether what was done helped; where it did not, the case is open again (C7).

    However long ago it was closed: the check was due by then. Raises InputError naming "said"
    without a word on what was found.
    """
    task, case = _of_case(task_id, "effect")
    words = fields.whole("said", said, TEXT_LIMIT)
    if not words:
        raise InputError("said", _("Write down what was found."))
    outcome = EFFECTIVE if effective else INEFFECTIVE
    tasks.conclude(task, outcome, words, session.now())
    cases.event(session, case, "checked", code_to=outcome, text=words)
    if not effective and case.closed_at is not None:
        closing.open_again(session, case, words)
    finding.index(session, case)
    facts = cases.logged(session, case, effect=outcome, reopened=case.reopened)
    return Done(task, case, facts)


def _of_case(task_id: int, kind: Kind) -> tuple[Task, Case]:
    """The open task and its case; raises Refused when it is of another kind."""
    task = tasks.open_task(task_id)
    if task.kind != kind:
        raise Refused(_("That is not what is owed here."))
    return task, cases.case_by_id(task.about_id)
