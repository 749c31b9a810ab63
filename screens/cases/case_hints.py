"""What can be done about a case now, and which of it is its own next step (C3 to C8; X2)."""

from typing import Final

from frontdesk.cases import cases, ladder
from frontdesk.cases.case_file import CaseFile, NoticeLine
from frontdesk.cases.cases import Case
from frontdesk.packs.cases import Ladder, Rung
from frontdesk.session import LEADING_ROLES, Session
from frontdesk.staff.staff import Presence
from frontdesk.tasks.tasks import Task
from frontdesk.words import _, language
from screens.parts.act_hints import ActHint

OWN: Final = "own"
ACKNOWLEDGE: Final = "acknowledge"
PROPOSE: Final = "propose"
REPLY: Final = "reply"
PASS: Final = "up"
HAND: Final = "hand"
ACCEPT: Final = "take"
DECLINE: Final = "leave"
NOTE: Final = "note"
SEVERITY: Final = "severity"
JOINT: Final = "joint"
PAUSE: Final = "wait"
SHEET: Final = "sheet"
APOLOGY: Final = "apology"
ANSWER: Final = "answer"
LINK: Final = "link"
ATTACH: Final = "attach"
FILE: Final = "file"
PRINT: Final = "print"
REOPEN: Final = "again"
OWED: Final = "asked"
IMPROVE: Final = "improvement"
PHONE: Final = "phone"
CALL: Final = "call"
CORRECT: Final = "correct"
SEEN: Final = "seen"
CLOSE: Final = "close"
RATE: Final = "rate"
EFFECT: Final = "effect"

KEYS: Final = {
    "1": OWN, "k": ACKNOWLEDGE, "p": PROPOSE, "r": REPLY, "u": PASS, "f5": PASS, "h": HAND,
    "y": ACCEPT, "x": DECLINE, "n": NOTE, "s": SEVERITY, "j": JOINT, "w": PAUSE, "d": SHEET,
    "o": APOLOGY, "a": ANSWER, "l": LINK, "f": ATTACH, "e": FILE, "b": PRINT, "t": REOPEN,
    "m": OWED, "i": IMPROVE, "v": PHONE, "c": CALL, "z": CORRECT, "ctrl+s": CLOSE,
}  # fmt: skip
"""The act of every key on the page of a case."""

PASS_KEY, CLOSE_KEY = "F5", "Ctrl+S"


def owed_after(case: CaseFile) -> Task | None:
    """What is owed about the case since it was closed: is the person satisfied, did it help?"""
    found = Task.read(
        "about = ? AND about_id = ? AND done_at IS NULL AND kind IN ('satisfaction', 'effect')"
        " ORDER BY due_at LIMIT 1",
        Case.table_name(),
        case.id,
    )
    return found[0] if found else None


def to_see(case: CaseFile, session: Session) -> NoticeLine | None:
    """The first notice about the case that whoever looks is to see (C1)."""
    return next(
        (one for one in case.notices if one.seen_at is None and one.role == session.role), None
    )


def own_step(case: CaseFile, session: Session) -> str:
    """What is to be done next about the case by whoever looks at it; "" where nothing is."""
    if case.closed_at is None and case.offered_id == session.staff_id:
        return ACCEPT
    if to_see(case, session) is not None:
        return SEEN
    if case.closed_at is not None:
        owed = owed_after(case)
        return {"satisfaction": RATE, "effect": EFFECT}[owed.kind] if owed is not None else ""
    if must_pass(case) is not None and may_move(case, session):
        return PASS
    step = case.next.step if case.next is not None else ""
    if step == "rung" and may_move(case, session):
        return PASS
    if case.acknowledged_at is None and case.rules.severity(case.severity.code).acknowledge:
        return ACKNOWLEDGE
    return PAUSE if case.paused is not None else CLOSE


def hints(case: CaseFile, session: Session) -> list[ActHint]:
    """What can be done about the case now, its own next step first; most wanted ones before."""
    own = own_step(case, session)
    found = [ActHint("1", _own_word(own, case))] if own else []
    found += _closed(case, session) if case.closed_at is not None else _open(case, session)
    # The step itself need not be said twice.
    twice = {PASS: PASS_KEY, CLOSE: CLOSE_KEY, ACKNOWLEDGE: "k", PAUSE: "w"}.get(own, "")
    return [one for one in found if one.key != twice]


def _open(case: CaseFile, session: Session) -> list[ActHint]:
    """The acts on a case that is open."""
    mine = may_move(case, session)
    offered = case.offered_id == session.staff_id
    asked = any(one.done_at is None for one in case.sheets)
    found = [ActHint("y", _("Take it over")), ActHint("x", _("Not take it over"))] * offered
    above = ladder.next_rung(ladder_of(case), case.rung)
    if above is not None:
        word = _("Pass up to {rung}").format(rung=rung_word(case, above.code))
        found.append(ActHint(PASS_KEY, word, mine))
    if case.acknowledged_at is None:
        found.append(ActHint("k", _("Acknowledge")))
    if asked:
        found.append(ActHint("a", _("Write down an answer")))
    found += [
        ActHint(CLOSE_KEY, _("Resolve"), not asked and (mine or not _here(case))),
        ActHint("n", _("Note")),
        ActHint("p", _("Propose")),
        ActHint("r", _("The person's reply"), proposed(case)),
        ActHint("d", _("Sheet to a department")),
        ActHint("o", _("Apology that is owed")),
        ActHint("h", _("Hand to a colleague"), mine),
        ActHint("w", _("Go on") if case.paused is not None else _("Pause")),
        ActHint("s", _("Severity"), may_grade(case, session)),
    ]
    if any(one.joint is not None for one in case.rules.severities):
        found.append(ActHint("j", _("Several departments")))
    return found + _always(case)


def _closed(case: CaseFile, session: Session) -> list[ActHint]:
    """The acts on a case that is closed."""
    return [
        ActHint("t", _("Open it again"), may_reopen(case, session)),
        ActHint("n", _("Note")),
        *_always(case),
    ]


def _always(case: CaseFile) -> list[ActHint]:
    """The acts on any case."""
    found = []
    if case.phone:
        found += [ActHint("c", _("Call")), ActHint("v", _("Show phone"))]
    found += [ActHint("b", _("Print")), ActHint("f", _("Attach a file"))]
    if case.files:
        found.append(ActHint("e", _("Open a file")))
    return [
        *found,
        ActHint("l", _("Link to another")),
        ActHint("i", _("Open an improvement")),
        ActHint("z", _("Correct the form")),
    ]


def _own_word(own: str, case: CaseFile) -> str:
    above = must_pass(case) or ladder.next_rung(ladder_of(case), case.rung)
    return {
        ACCEPT: _("Take it over, or not"),
        SEEN: _("Seen"),
        PASS: _("Pass up to {rung}").format(rung=rung_word(case, above.code if above else "")),
        ACKNOWLEDGE: _("Acknowledge: call, then say how"),
        PAUSE: _("Go on"),
        CLOSE: _("Resolve"),
        RATE: _("Ask whether they are satisfied"),
        EFFECT: _("Look whether it helped"),
    }[own]


def rung_word(case: CaseFile, rung: str) -> str:
    """What a rung is called: Medical affairs."""
    return case.pack.say(f"case.rung.{rung}.name", language()) if rung else ""


def proposed(case: CaseFile) -> bool:
    """Whether something was proposed to the person."""
    return any(one.what == "proposed" for one in case.events)


def may_grade(case: CaseFile, session: Session) -> bool:
    """Whether whoever looks may grade it anew: for a while anyone, then leading roles (C2)."""
    within = cases.forms(case.pack).severity_within
    return session.role in LEADING_ROLES or session.now() - case.opened_at <= within


def may_reopen(case: CaseFile, session: Session) -> bool:
    """Whether it was closed so lately that it can be opened again."""
    if case.closed_at is None:
        return False
    return session.now() - case.closed_at <= cases.forms(case.pack).reopen_within


def may_move(case: CaseFile, session: Session) -> bool:
    """Whether whoever looks may offer it to another (C3)."""
    return ladder.may_move(case.owner_id, session.staff_id, session.role)


def must_pass(case: CaseFile) -> Rung | None:
    """The rung to which an open case has to be passed up, as grave as it is (C2)."""
    starts = case.rules.severity(case.severity.code).starts
    return ladder.must_pass(ladder_of(case), case.offered_rung or case.rung, starts)


def _here(case: CaseFile) -> bool:
    return bool(Presence.read("staff_id = ? AND ended_at IS NULL LIMIT 1", case.owner_id))


def ladder_of(case: CaseFile) -> Ladder:
    """Its ladder, as the pack had it when the case began."""
    return cases.forms(case.pack).ladder(case.rules.ladder)
