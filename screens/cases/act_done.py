"""What a form about a case does once it is finished: its words to the verb (C2 to C8)."""

from collections.abc import Callable
from typing import NamedTuple

from frontdesk.cases import attachments, closing, handling, passing, satisfaction, sentences, sheets
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import YES
from frontdesk.cases.closing import Closing
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import Millis
from frontdesk.errors import InputError, Refused
from frontdesk.session import Session
from frontdesk.words import _
from screens.cases import act_forms, case_hints
from screens.cases.act_forms import Wanted


class Written(NamedTuple):
    """What stands in a form: texts, what was chosen, ids picked, the instant that was meant."""

    values: dict[str, str]
    codes: dict[str, str]
    ids: dict[str, int | None]
    by: Millis | None = None

    def text(self, name: str) -> str:
        """What is written in a field."""
        return self.values.get(name, "")

    def chosen(self, name: str) -> str:
        """What is chosen in a field; "" for nothing."""
        return self.codes.get(name, "")

    def yes(self, name: str, asks: str) -> bool:
        """Whether yes is chosen; raises InputError while neither is."""
        if not self.chosen(name):
            raise InputError(name, asks, _("Choose one."))
        return self.chosen(name) == YES


def done(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    """Do it, and say what was done; raises InputError naming a field, or another DeskError."""
    return _DOES[wanted.act](session, case, wanted, written)


def offered(case: CaseFile, rung: str, who: str) -> str:
    """What was done when it was passed up: `passed up to General manager, 林国栋 has to accept`."""
    word = case_hints.rung_word(case, rung)
    return _("passed up to {rung}; {who} has to accept").format(rung=word, who=who)


def _note(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    handling.note(session, case.id, written.text("note"))
    return _("noted")


def _propose(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    handling.propose(session, case.id, written.text("proposal"))
    return _("proposed")


def _reply(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    accepted = written.yes("accepted", _("Does the person accept it?"))
    handling.reply(session, case.id, accepted, written.text("reply"))
    return _("accepted by the person") if accepted else _("not accepted by the person")


def _pass(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    if wanted.to is None:
        raise Refused(_("Nobody was named."), _("Pass it up again: u."))
    passing.pass_up(session, case.id, wanted.rung, wanted.to, written.text("why"))
    names = sentences.spoken_names().staff
    return offered(case, wanted.rung, names.get(wanted.to, "–"))


def _decline(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    passing.decline(session, case.id, written.text("why"))
    return _("not taken over")


def _severity(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    chosen = written.chosen("severity")
    handling.set_severity(session, case.id, chosen, written.text("why"))
    return sentences.word(case, f"severity.{case.kind}", chosen)


def _sheet(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    apology = wanted.act == case_hints.APOLOGY
    place = _place(written, act_forms.PLACE)
    sheets.send_sheet(
        session,
        case.id,
        Sheet(
            place=place,
            ask=written.text("ask"),
            by=written.by,
            party=written.text("party") if apology else "",
            what="apology" if apology else "sheet",
        ),
    )
    if apology:
        return _("{who} owes an apology").format(who=written.text("party"))
    return _("sheet sent to {place}").format(place=sentences.spoken_names().places.get(place, ""))


def _answer(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    in_time = written.yes("in_time", _("Did it come in time?"))
    sheets.answer_sheet(session, _task(wanted), written.text("answer"), in_time)
    sheet = act_forms.sheet_of(case, wanted.task_id)
    if sheet is not None and sheet.what == "apology":
        return _("the apology was made")
    return _("answered by {place}").format(place=sheet.place_name if sheet is not None else "")


def _link(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    other = written.ids.get(act_forms.OTHER)
    if other is None:
        raise InputError(act_forms.OTHER, _("Which case is it?"), _("Type its number."))
    handling.link(session, case.id, other)
    return _("linked")


def _attach(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    path = attachments.typed_path(written.text(act_forms.PATH))
    kept = attachments.attach(session, case.id, path)
    return _("{name} is with it").format(name=kept.name)


def _close(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    outcome = written.chosen("outcome")
    needs = act_forms.needed(case, outcome)

    def text(name: str) -> str:
        # What another outcome would have asked for stays in the draft, out of the case.
        return written.text(name) if name in needs else ""

    accepted = written.chosen("accepted") if "accepted" in needs else ""
    closing.close(
        session,
        case.id,
        Closing(
            outcome=outcome,
            answer=text("answer"),
            how=written.chosen("how"),
            accepted=accepted == YES if accepted else None,
            cause=text("cause"),
            fault=written.chosen("fault") if "fault" in needs else "",
            lesson=text("lesson"),
            other_id=written.ids.get(act_forms.OTHER) if act_forms.OTHER in needs else None,
            where=text("where"),
        ),
    )
    return sentences.word(case, "outcome", outcome)


def _reopen(session: Session, case: CaseFile, _wanted: Wanted, written: Written) -> str:
    closing.reopen(session, case.id, written.text("why"))
    return _("open again")


def _rate(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    chosen = written.chosen("satisfied")
    satisfaction.rate(session, _task(wanted), chosen, written.text("said"))
    return sentences.word(case, "satisfied", chosen)


def _effect(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    helped = written.yes("effective", _("Did it help?"))
    satisfaction.check_effect(session, _task(wanted), helped, written.text("said"))
    if helped:
        return _("it helped")
    return _("it did not help") if case.closed_at is None else _("it did not help: open again")


def _correct(session: Session, case: CaseFile, wanted: Wanted, written: Written) -> str:
    name = wanted.field
    kind = case.rules.field(name).kind
    text = written.text(name)
    if kind in ("place", "department"):
        text = _place(written, name) if text.strip() else ""
    elif kind == "staff":
        staff_id = written.ids.get(name)
        if text.strip() and staff_id is None:
            raise InputError(name, _("Which colleague?"), _("Choose one."))
        text = str(staff_id) if text.strip() else ""
    elif name in written.codes:
        text = written.chosen(name)
    handling.correct(session, case.id, name, text)
    return _("{label} corrected").format(label=sentences.label(case, name))


def _place(written: Written, name: str) -> str:
    """The code of the place that was picked; raises InputError where none was."""
    if not written.chosen(name):
        raise InputError(name, _("Which department?"), _("Choose one."))
    return written.chosen(name)


def _task(wanted: Wanted) -> int:
    if wanted.task_id is None:
        raise Refused(_("That is not what is owed here."))
    return wanted.task_id


_DOES: dict[str, Callable[[Session, CaseFile, Wanted, Written], str]] = {
    case_hints.NOTE: _note,
    case_hints.PROPOSE: _propose,
    case_hints.REPLY: _reply,
    case_hints.PASS: _pass,
    case_hints.DECLINE: _decline,
    case_hints.SEVERITY: _severity,
    case_hints.SHEET: _sheet,
    case_hints.APOLOGY: _sheet,
    case_hints.ANSWER: _answer,
    case_hints.LINK: _link,
    case_hints.ATTACH: _attach,
    case_hints.CLOSE: _close,
    case_hints.REOPEN: _reopen,
    case_hints.RATE: _rate,
    case_hints.EFFECT: _effect,
    case_hints.CORRECT: _correct,
}
