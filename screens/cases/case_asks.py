"""The questions of docks about a case (C2 to C5, C9): nothing is pre-chosen, Esc is harmless."""

from collections.abc import Sequence
from typing import Final

from frontdesk.cases import cases, ladder, passing
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import NO, YES
from frontdesk.errors import Refused
from frontdesk.session import Session
from frontdesk.words import _, language
from screens.cases import act_forms, case_hints
from screens.parts.dock import Ask, Group, paged
from screens.parts.keys import DIGITS

ACKNOWLEDGE: Final = "case_how"
PASS_TO: Final = "case_pass_to"
PASS_WHY: Final = "case_pass_why"
HAND: Final = "case_hand"
ACCEPT: Final = "case_accept"
SEVERITY: Final = "case_severity"
JOINT: Final = "case_joint"
PAUSE: Final = "case_pause"
SHEET: Final = "case_which_sheet"
FILE: Final = "case_which_file"
PRINT: Final = "case_print"
CORRECT: Final = "case_correct"
PAGED: Final = (PASS_TO, HAND, FILE, CORRECT)
"""Questions that may have more than nine answers."""

# For pages of choices and for reasons that are typed.
TYPED, NONE = "typed", "none"
TAKE, LEAVE = "take", "leave"
IN_BROWSER, AS_PAGE, AS_TEXT = "browser", "file", "text"
# Changed by verbs of their own, not corrected.
_BY_VERB = ("severity", "joint", "to")
_APART = "/"

ASKS: Final = (
    ACKNOWLEDGE, PASS_TO, PASS_WHY, HAND, ACCEPT, SEVERITY, JOINT, PAUSE, SHEET, FILE, PRINT,
    CORRECT,
)  # fmt: skip
"""The codes of what is asked here: their answers go to `CaseActs.answered`."""


def about(case: CaseFile) -> str:
    """`C-0228 吕敏`."""
    return f"{case.number} {case.name}".strip()


def _one(
    case: CaseFile,
    code: str,
    title: str,
    label: str,
    words: Sequence[tuple[str, str]],
    does: str,
    stays: str,
    act: str,
    page: int = 0,
) -> Ask:
    """A question of one row: its digit acts at once; more than nine stand on several pages."""
    group = Group("one", label, paged(words, page))
    return Ask(code, title, (group,), does, stays, about(case), act)


def how(case: CaseFile, act: str) -> Ask:
    """The person was told that it is being dealt with: how (C4)."""
    return _one(
        case,
        ACKNOWLEDGE,
        _("Acknowledge: how was the person told?"),
        _("Told how"),
        _words(case, "way", cases.forms(case.pack).ways),
        _("acknowledged"),
        _("Not told yet"),
        act,
    )


def receivers(case: CaseFile, session: Session) -> list[tuple[str, str]]:
    """Whom it can be passed up to, the next rung first: `7/affairs`, with both as words.

    Where the case is so grave that it must go higher at once, that rung stands first.
    """
    row = cases.case_by_id(case.id)
    steps = case_hints.ladder_of(case)
    must = case_hints.must_pass(case)
    rungs = ladder.higher(steps, case.rung)
    if must is not None:
        rungs = tuple(sorted(rungs, key=lambda one: one.code != must.code))
    return [
        (f"{one.id}{_APART}{rung.code}", f"{case_hints.rung_word(case, rung.code)} {one.name}")
        for rung in rungs
        for one in passing.receivers(session, row, rung.code)
    ]


def taken_apart(chosen: str) -> tuple[str, int]:
    """The rung and the colleague that were chosen."""
    staff, _apart, rung = chosen.partition(_APART)
    return rung, int(staff)


def field_taken(chosen: str) -> str:
    """The field that was chosen to be put right."""
    return chosen.removeprefix(_APART)


def pass_to(case: CaseFile, session: Session, act: str, page: int = 0) -> Ask:
    """To which rung, and to whom there; raises Refused at the top, or where nobody is (C3)."""
    if ladder.next_rung(case_hints.ladder_of(case), case.rung) is None:
        raise Refused(_("Nobody stands above this."), _("Hand it to a colleague: h."))
    words = receivers(case, session)
    if not words:
        raise Refused(
            _("Nobody works here who may take it higher."), _("The supervisor adds staff.")
        )
    must = case_hints.must_pass(case)
    title = (
        _("So grave it starts higher: pass it up to whom?")
        if must is not None
        else _("Pass it up to whom?")
    )
    return _one(
        case, PASS_TO, title, _("To"), words, _("choose"), _("It stays here"), act, page
    )  # fmt: skip


def reasons() -> dict[str, str]:
    """Why a case goes up; the words are kept with it."""
    return {
        "beyond": _("beyond what is decided here"),
        "others": _("others are needed for it"),
        "time": _("the time here runs out"),
        "not_accepted": _("the person does not accept it"),
        "asked": _("the person asks for it"),
    }


def pass_why(case: CaseFile, rung: str, name: str, act: str) -> Ask:
    """Why it goes up: one of a few reasons, none, or in words."""
    words = (*reasons().items(), (NONE, _("no reason")), (TYPED, _("in words")))
    title = _("Pass up to {rung}, {who}: why?").format(
        rung=case_hints.rung_word(case, rung), who=name
    )
    return _one(case, PASS_WHY, title, _("Why"), words, _("pass it up"), _("It stays here"), act)


def hand(case: CaseFile, session: Session, act: str, page: int = 0) -> Ask:
    """To which colleague on the same rung it is offered (C3)."""
    found = passing.receivers(session, cases.case_by_id(case.id), case.rung)
    if not found:
        raise Refused(_("Nobody else may hold it on this rung."), _("Pass it up: u."))
    return _one(
        case,
        HAND,
        _("Who takes it over?"),
        _("Who"),
        [(str(one.id), one.name or "–") for one in found],
        _("Offer it"),
        _("Keep it"),
        act,
        page,
    )


def take(case: CaseFile, act: str) -> Ask:
    """It is offered: take it over or not (C3)."""
    rung = case_hints.rung_word(case, case.offered_rung)
    words = ((TAKE, _("take it over")), (LEAVE, _("do not, and say why")))
    return _one(
        case,
        ACCEPT,
        _("{who} offers it to you: {rung}").format(who=case.owner, rung=rung),
        _("Your answer"),
        words,
        _("choose"),
        _("Not now"),
        act,
    )


def severity(case: CaseFile, act: str) -> Ask:
    """How grave it is; why is typed afterwards (C2)."""
    return _one(
        case,
        SEVERITY,
        _("How grave is it?"),
        _("Severity"),
        act_forms.severities(case),
        _("choose, then why"),
        _("As it is"),
        act,
    )


def joint(case: CaseFile, act: str) -> Ask:
    """Whether several departments take part: with the working days that each gives (C4)."""
    rules = case.rules.severity(case.severity.code)
    if rules.joint is None:
        raise Refused(_("This form has one time for one department or several."))
    words = [
        (YES, _("yes: {count} working days").format(count=rules.joint)),
        (NO, _("no: {count} working days").format(count=rules.resolve)),
    ]
    return _one(
        case,
        JOINT,
        _("Do several departments take part?"),
        _("Several"),
        words,
        _("Note it"),
        _("As it is"),
        act,
    )


def pause(case: CaseFile, act: str) -> Ask:
    """Why the clock is to stand: only for what the pack lists (C4)."""
    return _one(
        case,
        PAUSE,
        _("Pause the time to resolve: why?"),
        _("Why"),
        _words(case, "pause", cases.forms(case.pack).pauses),
        _("Pause it"),
        _("It runs on"),
        act,
    )


def which_sheet(case: CaseFile, act: str) -> Ask:
    """Which of several sheets and apologies was answered (C5)."""
    words = [
        (str(one.task_id), f"{one.place_name} {one.party}".strip())
        for one in case.sheets
        if one.done_at is None
    ]
    return _one(
        case, SHEET, _("Which one was answered?"), _("Which one"), words, _("choose"), _("Not yet"),
        act,
    )  # fmt: skip


def which_file(case: CaseFile, act: str, page: int = 0) -> Ask:
    """Which of several files is opened."""
    words = [(str(one.id), one.name or "–") for one in case.files]
    return _one(
        case, FILE, _("Which file?"), _("File"), words, _("Open it"), _("No file"), act, page
    )  # fmt: skip


def paper(case: CaseFile, act: str) -> Ask:
    """As what it is put on paper (C9)."""
    words = (
        (IN_BROWSER, _("show in the browser, to print")),
        (AS_PAGE, _("save the page")),
        (AS_TEXT, _("save as plain text")),
    )
    return _one(
        case, PRINT, _("Put it on paper"), _("As what"), words, _("choose"), _("No paper"), act
    )  # fmt: skip


def correct(case: CaseFile, labels: Sequence[tuple[str, str]], act: str, page: int = 0) -> Ask:
    """Which field of the form is put right (C1)."""
    # A field may be called as a page of choices is.
    words = [(f"{_APART}{name}", label) for name, label in labels if name not in _BY_VERB]
    return _one(
        case, CORRECT, _("What is put right?"), _("Field"), words, _("choose"),
        _("Nothing is wrong"), act, page,
    )  # fmt: skip


def _words(case: CaseFile, section: str, codes: Sequence[str]) -> list[tuple[str, str]]:
    found = codes[:DIGITS]
    return [(code, case.pack.say(f"case.{section}.{code}", language())) for code in found]
