"""What is done about a case, from a key to a verb: what is said, asked or to be typed (C2 to C9).

Nothing here decides what may be done: each verb refuses in a sentence with a way out.
"""

from collections.abc import Callable

import msgspec

from frontdesk.cases import attachments, handling, paper, passing, plain, reading, sentences
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import YES
from frontdesk.cases.copies import Opener, open_with_system
from frontdesk.clock import SECOND, Millis
from frontdesk.errors import AlreadyDone, InputError, Refused
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.due import Due
from frontdesk.words import _, language
from screens.cases import act_done, case_asks, case_hints
from screens.cases.act_forms import Wanted as Wanted
from screens.cases.act_page import ActPage
from screens.cases.case_asks import ASKS as ASKS
from screens.cases.case_hints import KEYS
from screens.cases.case_hints import hints as hints
from screens.parts.context import Context, Do, new_act
from screens.parts.dock import Ask, page_of
from screens.parts.messageline import Said

SHOW_PHONE: Millis = 10 * SECOND
PAPERS = "papers"
"""The folder, beside the desk's data, into which papers are saved."""

_PREFIX = "case_"


class Shown(msgspec.Struct, frozen=True):
    """The number in full, until then."""

    phone: str
    until: Millis


Result = Said | Ask | Wanted | Shown | Do | None


class CaseActs:
    """The acts on one case; `pending` is the one that a dock asks about."""

    def __init__(self, context: Context, opener: Opener = open_with_system) -> None:
        self.context = context
        self.opener = opener
        self.pending: CaseFile | None = None
        self._to: tuple[str, int] = ("", 0)
        self._acts: dict[str, Callable[[CaseFile], Result]] = {
            case_hints.OWN: self._own,
            case_hints.ACKNOWLEDGE: self._acknowledge,
            case_hints.PROPOSE: self._typed(case_hints.PROPOSE, open_only=True),
            case_hints.REPLY: self._reply,
            case_hints.PASS: self._pass,
            case_hints.HAND: self._hand,
            case_hints.ACCEPT: self._accept,
            case_hints.DECLINE: self._decline,
            case_hints.NOTE: self._typed(case_hints.NOTE),
            case_hints.SEVERITY: self._severity,
            case_hints.JOINT: self._ask(case_asks.joint),
            case_hints.PAUSE: self._pause,
            case_hints.SHEET: self._typed(case_hints.SHEET, open_only=True),
            case_hints.APOLOGY: self._typed(case_hints.APOLOGY, open_only=True),
            case_hints.ANSWER: self._answer,
            case_hints.LINK: self._typed(case_hints.LINK),
            case_hints.ATTACH: self._typed(case_hints.ATTACH),
            case_hints.FILE: self._file,
            case_hints.PRINT: lambda case: case_asks.paper(case, new_act()),
            case_hints.REOPEN: self._reopen,
            case_hints.OWED: self._owed,
            case_hints.IMPROVE: lambda case: Do("case_improve", case.id),
            case_hints.PHONE: self._phone,
            case_hints.CALL: self._call,
            case_hints.CORRECT: self._correct,
            case_hints.SEEN: self._seen,
            case_hints.CLOSE: self._close,
        }

    # -- keys --------------------------------------------------------------------------------

    def do(self, act: str, case: CaseFile) -> Result:
        """What a key, or the act of this code, does; raises DeskError with the way out."""
        code = KEYS.get(act, act).removeprefix(_PREFIX)
        self.pending = case
        return self._acts[code](case)

    def do_due(self, due: Due, shown: int | None = None) -> Result:
        """F4: what the strip names of a case, or of what a case owes; `shown` is on the screen."""
        if due.subject != "case":
            task = tasks.open_task(due.subject_id)
            case = reading.read_case(self.context.desk, task.about_id)
            self.pending = case
            return self._of_task(task.kind, task.id, case)
        case = reading.read_case(self.context.desk, due.subject_id)
        if due.step == "notice":
            # What is to be seen is seen when it stands on the screen.
            return self.do(case_hints.SEEN, case) if shown == case.id else Do("case_open", case.id)
        act = {
            "accept": case_hints.OWN,
            "acknowledge": case_hints.ACKNOWLEDGE,
            "rung": case_hints.PASS,
            "resolve": case_hints.CLOSE,
        }[due.step]
        return self.do(act, case)

    def _of_task(self, kind: str, task_id: int, case: CaseFile) -> Result:
        act = {
            "sheet": case_hints.ANSWER,
            "apology": case_hints.ANSWER,
            "satisfaction": case_hints.RATE,
            "effect": case_hints.EFFECT,
        }.get(kind)
        if act is None:
            raise Refused(_("That is not what is owed here."))
        return Wanted(act=act, case_id=case.id, task_id=task_id)

    def _own(self, case: CaseFile) -> Result:
        own = case_hints.own_step(case, self.context.desk)
        if own == case_hints.ACCEPT:
            return case_asks.take(case, new_act())
        if own in (case_hints.RATE, case_hints.EFFECT):
            return self._owed(case)
        if not own:
            raise Refused(_("Nothing is owed about this case."))
        return self._acts[own](case)

    def _typed(self, act: str, *, open_only: bool = False) -> Callable[[CaseFile], Result]:
        def wanted(case: CaseFile) -> Result:
            if open_only:
                _refuse_closed(case)
            return Wanted(act=act, case_id=case.id)

        return wanted

    def _ask(self, ask: Callable[[CaseFile, str], Ask]) -> Callable[[CaseFile], Result]:
        def asked(case: CaseFile) -> Result:
            _refuse_closed(case)
            return ask(case, new_act())

        return asked

    # -- the ladder --------------------------------------------------------------------------

    def _pass(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        return case_asks.pass_to(case, self.context.desk, new_act())

    def _hand(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        return case_asks.hand(case, self.context.desk, new_act())

    def _accept(self, case: CaseFile) -> Result:
        passing.accept(self._session(new_act()), case.id)
        return self.said(case, _("yours now"))

    def _decline(self, case: CaseFile) -> Result:
        if case.offered_id is None or case.offered_id != self.context.desk.staff_id:
            raise Refused(_("It was not offered to you."), _("Ask whoever has it to offer it."))
        return Wanted(act=case_hints.DECLINE, case_id=case.id)

    def _offer(self, case: CaseFile, why: str, act: str) -> Said:
        rung, staff_id = self._to
        passing.pass_up(self._session(act), case.id, rung, staff_id, why)
        return self.said(case, act_done.offered(case, rung, _name(staff_id)))

    # -- what is done on it ------------------------------------------------------------------

    def _acknowledge(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        if case.acknowledged_at is not None:
            raise AlreadyDone(_("It is acknowledged already."))
        return case_asks.how(case, new_act())

    def _reply(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        if not case_hints.proposed(case):
            raise Refused(_("Nothing was proposed yet."), _("Write down the proposal first: p."))
        return Wanted(act=case_hints.REPLY, case_id=case.id)

    def _severity(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        if not case_hints.may_grade(case, self.context.desk):
            raise Refused(
                _("Only a leading role grades it anew by now."), _("Ask the supervisor on duty.")
            )
        return case_asks.severity(case, new_act())

    def _pause(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        if case.paused is None:
            return case_asks.pause(case, new_act())
        handling.resume(self._session(new_act()), case.id)
        return self.said(case, _("goes on"))

    def _answer(self, case: CaseFile) -> Result:
        open_ones = [one for one in case.sheets if one.done_at is None]
        if not open_ones:
            raise Refused(_("No department owes an answer."), _("A sheet to one: d."))
        if len(open_ones) > 1:
            return case_asks.which_sheet(case, new_act())
        return Wanted(act=case_hints.ANSWER, case_id=case.id, task_id=open_ones[0].task_id)

    def _seen(self, case: CaseFile) -> Result:
        notice = case_hints.to_see(case, self.context.desk)
        if notice is None:
            raise AlreadyDone(_("It was seen already."))
        handling.see_notice(self._session(new_act()), notice.id)
        return self.said(case, _("seen"))

    def _close(self, case: CaseFile) -> Result:
        _refuse_closed(case)
        return Wanted(act=case_hints.CLOSE, case_id=case.id)

    def _reopen(self, case: CaseFile) -> Result:
        if case.closed_at is None:
            raise AlreadyDone(_("This case is open."))
        if not case_hints.may_reopen(case, self.context.desk):
            raise Refused(
                _("It was closed too long ago to be opened again."),
                _("Open a new one and link it to this."),
            )
        return Wanted(act=case_hints.REOPEN, case_id=case.id)

    def _owed(self, case: CaseFile) -> Result:
        task = case_hints.owed_after(case)
        if task is None:
            raise Refused(_("Nothing is to be asked about it afterwards."))
        return self._of_task(task.kind, task.id, case)

    def _correct(self, case: CaseFile, page: int = 0, act: str = "") -> Result:
        labels = [(spec.name, sentences.label(case, spec.name)) for spec in case.rules.ordered()]
        return case_asks.correct(case, labels, act or new_act(), page)

    # -- telephone, files, paper -------------------------------------------------------------

    def _phone(self, case: CaseFile) -> Result:
        if not case.phone:
            raise Refused(_("There is no number."))
        phone = handling.show_phone(self._session(new_act()), case.id)
        return Shown(phone, self.context.now() + SHOW_PHONE)

    def _call(self, case: CaseFile) -> Result:
        if not case.phone:
            raise Refused(_("There is no number."))
        return Do("case_dial", case.id)

    def _file(self, case: CaseFile) -> Result:
        if not case.files:
            raise Refused(_("No file is with this case."), _("Attach one: f."))
        if len(case.files) > 1:
            return case_asks.which_file(case, new_act())
        return self._open_file(case, case.files[0].id)

    def _open_file(self, case: CaseFile, file_id: int) -> Said:
        attachments.open_copy(self.context.desk, file_id, self.opener)
        name = next((one.name for one in case.files if one.id == file_id), "")
        return self.said(case, _("{name} is shown").format(name=name))

    def _paper(self, case: CaseFile, how: str, act: str) -> Said:
        session, folder = self._session(act), self.context.place.data / PAPERS
        if how == case_asks.IN_BROWSER:
            paper.show_page(session, case, language(), self.opener)
            return self.said(case, _("opened in the browser"))
        save = paper.save_page if how == case_asks.AS_PAGE else plain.save_plain
        path = save(session, case, language(), folder)
        return self.said(case, _("saved as {path}").format(path=path))

    # -- docks -------------------------------------------------------------------------------

    def answered(self, ask: Ask, picks: dict[str, str]) -> Result:
        """What a dock's answer does, for an ask of `ASKS`."""
        if self.pending is None:
            raise Refused(_("The question is not open any more."))
        case = reading.read_case(self.context.desk, self.pending.id)
        chosen = picks["one"]
        page = page_of(chosen) if ask.code in case_asks.PAGED else None
        if page is not None:
            return self._turned(case, ask, page)
        if ask.code == case_asks.SHEET:
            return Wanted(act=case_hints.ANSWER, case_id=case.id, task_id=int(chosen))
        if ask.code == case_asks.FILE:
            return self._open_file(case, int(chosen))
        if ask.code == case_asks.SEVERITY:
            codes = {"severity": chosen}
            return Wanted(act=case_hints.SEVERITY, case_id=case.id, codes=codes)
        if ask.code == case_asks.CORRECT:
            field = case_asks.field_taken(chosen)
            return Wanted(act=case_hints.CORRECT, case_id=case.id, field=field)
        if ask.code in (case_asks.PASS_TO, case_asks.PASS_WHY):
            return self._passed(case, ask, chosen)
        return self._done(case, ask, chosen)

    def _turned(self, case: CaseFile, ask: Ask, page: int) -> Result:
        """Another page of choices, for the same act."""
        session = self.context.desk
        if ask.code == case_asks.PASS_TO:
            return case_asks.pass_to(case, session, ask.act, page)
        if ask.code == case_asks.HAND:
            return case_asks.hand(case, session, ask.act, page)
        if ask.code == case_asks.FILE:
            return case_asks.which_file(case, ask.act, page)
        return self._correct(case, page, ask.act)

    def _passed(self, case: CaseFile, ask: Ask, chosen: str) -> Result:
        if ask.code == case_asks.PASS_TO:
            self._to = case_asks.taken_apart(chosen)
            rung, staff_id = self._to
            return case_asks.pass_why(case, rung, _name(staff_id), ask.act)
        if chosen == case_asks.TYPED:
            rung, staff_id = self._to
            return Wanted(act=case_hints.PASS, case_id=case.id, rung=rung, to=staff_id)
        return self._offer(case, case_asks.reasons().get(chosen, ""), ask.act)

    def _done(self, case: CaseFile, ask: Ask, chosen: str) -> Result:
        session = self._session(ask.act)
        if ask.code == case_asks.PRINT:
            return self._paper(case, chosen, ask.act)
        if ask.code == case_asks.ACCEPT:
            return self._accept(case) if chosen == case_asks.TAKE else self._decline(case)
        if ask.code == case_asks.HAND:
            passing.hand_to(session, case.id, int(chosen))
            return self.said(case, _("offered to {who}").format(who=_name(int(chosen))))
        if ask.code == case_asks.ACKNOWLEDGE:
            handling.acknowledge(session, case.id, chosen)
            way = sentences.word(case, "way", chosen)
            return self.said(case, _("acknowledged, {how}").format(how=way))
        if ask.code == case_asks.PAUSE:
            handling.pause(session, case.id, chosen)
            why = sentences.word(case, "pause", chosen)
            return self.said(case, _("paused, {why}").format(why=why))
        handling.set_joint(session, case.id, chosen == YES)
        several = _("several departments take part"), _("one department takes part")
        return self.said(case, several[chosen != YES])

    # -- forms -------------------------------------------------------------------------------

    def finish(self, page: ActPage) -> Result:
        """Ctrl+S in the form: done with what is written there.

        None: something is wrong in it and was pointed at. Raises DeskError; what was typed stays.
        """
        wanted = page.wanted
        if wanted is None or not page.ready():
            return None
        session = self._session(page.parked.act)
        case = reading.read_case(session, wanted.case_id)
        try:
            told = act_done.done(session, case, wanted, page.written())
        except InputError as fault:
            page.point_at(fault.field, str(fault))
            return None
        page.forget()
        case = reading.read_case(session, wanted.case_id)
        if wanted.act == case_hints.SEVERITY and case_hints.must_pass(case) is not None:
            self.pending = case
            return case_asks.pass_to(case, session, new_act())
        return self.said(case, told)

    # -- words -------------------------------------------------------------------------------

    def said(self, case: CaseFile, text: str) -> Said:
        """`✓ 7:47  C-0228 吕敏: acknowledged, by telephone`."""
        return self.context.done(_("{who}: {text}").format(who=case_asks.about(case), text=text))

    def _session(self, act: str) -> Session:
        return self.context.desk.with_act(act)


def _refuse_closed(case: CaseFile) -> None:
    if case.closed_at is not None:
        raise AlreadyDone(_("This case is closed."), way_out=_("Open it again first: t."))


def _name(staff_id: int) -> str:
    found = Staff.read("id = ?", staff_id)
    return str(found[0].name or "–") if found else "–"
