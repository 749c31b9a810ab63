"""What the keys of cases do, on every screen: their form, one case, their lists (C1 to C9).

What handles them is loaded when a key asks for it: no start waits for it.
"""

from typing import Any

from frontdesk.desk.directory import Department
from frontdesk.errors import DeskError, InputError, Refused
from frontdesk.packs.cases import CaseKind
from frontdesk.store import faults
from frontdesk.tasks.due import Due
from frontdesk.words import _, language
from screens.cases.names import CASE, CASE_ACT, CASE_FORM, CASES
from screens.channels import Channels
from screens.parts.context import Do, new_act
from screens.parts.dock import Ask, Group, page_of, paged
from screens.parts.messageline import Said
from screens.parts.parking import Parked
from screens.phone.calls_here import CALL

KIND = "case_kind"
_ACT = "case_"
# What a case owes to others; the rest of what is owed belongs to the telephone.
OWED = ("sheet", "apology", "satisfaction", "effect")


class CaseRoom(Channels):
    """A window in which cases are opened, handled and looked through."""

    # -- the form ----------------------------------------------------------------------------

    def _kinds(self) -> tuple[CaseKind, ...]:
        from frontdesk.cases import cases

        return cases.forms(self.context.pack).kinds

    def do_complaint(self) -> None:
        """F6: the first kind's form, with what is known of the call or visit in hand."""
        self._here()
        kind = self._kinds()[0].code
        if self.page == CASE_FORM:
            if not self.case_form.written:
                self.case_form.take_focus()
                return
            assert self.parking is not None
            self.parking.check_room(CASE_FORM)
            self.case_form.park(still_open=False)
            self.soon.append(self._begin_form(kind, {}, {}, {}))
            self.tell(Said(_("Kept. It comes back after this one.")))
            return
        values, codes, ids = self._before_typing()
        kept = self._kept_form(ids)
        self.go_over(CASE_FORM)
        if kept is not None:
            self.soon.append(self._load_form(kept))
            self.tell(Said(_("Your half-typed form. F6 again begins another.")))
        else:
            self.soon.append(self._begin_form(kind, values, codes, ids))

    def _kept_form(self, ids: dict[str, int | None]) -> Parked | None:
        """The half-typed form about the same call or visit; without one the newest there is."""
        kept = self.parking.all(CASE_FORM) if self.parking is not None else []
        for key in ("call", "visit"):
            if ids.get(key) is not None:
                return next((one for one in kept if one.ids.get(key) == ids[key]), None)
        return kept[-1] if kept else None

    def _before_typing(self) -> tuple[dict[str, str], dict[str, list[str]], dict[str, int | None]]:
        """What is known before a form is begun: of the call in hand, or the selected visitor."""
        page = self._under if self.page == "reading" else self.page
        if page == CALL:
            return self._known_of_call()
        waiter = self.desk_page.selected if page == "desk" else None
        if waiter is None:
            return {}, {}, {}
        place = Department.get_or_none(Department.id == waiter.department_id)
        codes = {"channel": ["walkin"], "place": [place.code] if place is not None else []}
        ids: dict[str, int | None] = {"visit": waiter.visit_id, "person": waiter.person_id}
        return {"person": waiter.name, "phone": waiter.phone}, codes, ids

    def _known_of_call(self) -> tuple[dict[str, str], dict[str, list[str]], dict[str, int | None]]:
        page = self.call_page
        typed, line = page.values, page.line
        values = {"person": typed.get("caller", ""), "facts": typed.get("asked", "")}
        channel = page.channel or (line.channel if line is not None else "")
        ids: dict[str, int | None] = {}
        if line is not None:
            values["phone"] = line.phone
            ids = {"call": line.id, "visit": line.visit_id, "person": line.person_id}
        return values, {"channel": [channel] if channel else []}, ids

    async def _begin_form(
        self,
        kind: str,
        values: dict[str, str],
        codes: dict[str, list[str]],
        ids: dict[str, int | None],
        links: tuple[int, ...] = (),
    ) -> None:
        from screens.cases.case_form import Known

        if self.case_form.built != kind:
            await self.case_form.build(kind)
        at = self._said_at(ids.get("call"))
        self.case_form.begin(kind, Known(values, codes, ids, at, links))
        self.chrome()

    def _said_at(self, call_id: int | None) -> int | None:
        line = self.call_page.line if call_id is not None else None
        return (line.answered_at or line.rang_at) if line is not None else None

    async def _load_form(self, parked: Parked) -> None:
        kind = self.case_form.kind_of(parked)
        if self.case_form.built != kind:
            await self.case_form.build(kind)
        self.case_form.load(parked)
        self.chrome()

    def do_case_same(self) -> None:
        """Ctrl+R: link the case that is likely the same matter."""
        if self.page != CASE_FORM:
            raise Refused(_("There is no form here."))
        self.tell(self.case_form.link_next())

    def finish_form(self) -> None:
        """Ctrl+S: the form becomes a case; its number, owner and clocks stand on its page."""
        from frontdesk.cases import cases, opening

        page = self.case_form
        form = page.ready()
        if form is None:
            return
        session = self.context.desk.with_act(page.parked.act)
        try:
            case = opening.open_case(session, form)
        except InputError as fault:
            page.point_at(fault.field, str(fault))
            return
        except DeskError as fault:
            # What was typed stays on the screen, and in the draft.
            self.refuse(fault)
            return
        page.forget()
        number = cases.say_number(self.context.pack, case)
        self.go_back(CASE_FORM)
        self.changed(self.context.done(_("{case} is opened.").format(case=number)))
        if self.page != CALL:
            self.show_case(case.id)

    # -- one case ----------------------------------------------------------------------------

    def show_case(self, case_id: int) -> None:
        """One case in full; [ and ] go through the list that it was opened from."""
        if self.page == CASE and self.case_page.case_id == case_id:
            # It stands there already, with the list that it was opened from.
            self.case_page.reread()
            return
        listed = self.page == CASES
        among = self.cases_page.ids() if listed else ()
        all_open = listed and self.cases_page.which != "all"
        self.case_page.show_case(case_id, among, all_open=all_open)
        if self.page != CASE:
            self.go_over(CASE)
        self.case_page.draw()
        self.case_page.take_focus()
        self.chrome()

    def do_on_case(self, action: str) -> None:
        """A letter on the page of a case."""
        if action == "case_before":
            self.case_page.step(-1)
        elif action == "case_after":
            self.case_page.step(1)
        elif action == "case_event":
            self.case_page.timeline.action_open()
        else:
            self.act_on_case(action.removeprefix(_ACT))

    def act_on_case(self, act: str) -> None:
        """What can be done about the case on show; raises DeskError with the way out."""
        from frontdesk.cases import reading

        case = self.case_page.case
        if case is None:
            raise Refused(_("No case is selected."))
        self.case_result(self.case_acts.do(act, reading.read_case(self.context.desk, case.id)))

    def case_result(self, result: object) -> None:
        """What came of an act: something to say, to ask, to type, to show."""
        from screens.cases.act_forms import Wanted
        from screens.cases.case_acts import Shown

        if isinstance(result, Said):
            self.changed(result)
        elif isinstance(result, Ask):
            self.dock.ask(result)
        elif isinstance(result, Wanted):
            self.go_over(CASE_ACT)
            self.soon.append(self._open_act(result))
        elif isinstance(result, Shown):
            self.case_page.show_phone(result.phone, result.until)
            self.changed()
        elif isinstance(result, Do):
            self.do_for_case(result)

    async def _open_act(self, wanted: Any) -> None:
        try:
            with faults.as_sentences():
                await self.act_page.open(wanted)
        except DeskError as fault:
            self.go_back(CASE_ACT)
            self.refuse(fault)
        self.chrome()

    def finish_case(self) -> None:
        """Ctrl+S on a page of cases: save, do, resolve."""
        if self.page == CASE_FORM:
            self.finish_form()
        elif self.page == CASE_ACT:
            self.finish_act()
        elif self.page == CASE:
            self.act_on_case("close")
        else:
            raise Refused(_("There is nothing to finish here."))

    def finish_act(self) -> None:
        """Ctrl+S in the form of an act."""
        try:
            result = self.case_acts.finish(self.act_page)
        except DeskError as fault:
            self.refuse(fault)
            return
        if result is not None:
            self.go_back(CASE_ACT)
            self.case_result(result)

    def do_due_case(self, due: Due) -> None:
        """F4 on what is owed about a case."""
        shown = self.case_page.case_id if self.page == CASE else None
        self.case_result(self.case_acts.do_due(due, shown))

    def is_of_case(self, due: Due) -> bool:
        """Whether F4 would do something about a case."""
        return due.subject == "case" or due.step in OWED

    # -- lists -------------------------------------------------------------------------------

    def show_cases(self, which: str = "due") -> None:
        """The lists of cases."""
        self._kinds()
        self.here.park(still_open=False)
        self.show_page(CASES)
        self.cases_page.reload()
        self.cases_page.show_list(which)
        self.cases_page.take_focus()
        self.chrome()

    def do_for_case(self, event: Do) -> None:
        """What a page of cases asks of the app."""
        if event.action == "case_open" and event.about is not None:
            self.show_case(event.about)
        elif event.action == "case_event" and event.about is not None:
            self.read(self.case_page.read_event(event.about))
        elif event.action == "case_begin":
            self.dock.ask(self._ask_kind())
        elif event.action == "case_improve" and event.about is not None:
            self._improve(event.about)
        elif event.action == "case_dial" and event.about is not None:
            self._dial_person(event.about)

    def _dial_person(self, case_id: int) -> None:
        from frontdesk.cases import reading

        self.dial(number=reading.read_case(self.context.desk, case_id).phone)

    def _ask_kind(self, page: int = 0) -> Ask:
        words = [
            (one.code, self.context.pack.say(f"case.kind.{one.code}.name", language()))
            for one in self._kinds()
        ]
        group = Group("one", "", paged(words, page))
        return Ask(KIND, _("Which form?"), (group,), _("Write it"), _("Not now"), "", new_act())

    def case_answered(self, ask: Ask, picks: dict[str, str]) -> bool:
        """A dock of this wing was answered; whether it was one."""
        from screens.cases.case_asks import ASKS

        if ask.code == KIND:
            page = page_of(picks["one"])
            if page is not None:
                self.dock.ask(self._ask_kind(page))
            else:
                self.go_over(CASE_FORM)
                self.soon.append(self._begin_form(picks["one"], {}, {}, {}))
            return True
        if ask.code not in ASKS:
            return False
        self.case_result(self.case_acts.answered(ask, picks))
        return True

    def _improve(self, case_id: int) -> None:
        """An improvement over the pattern that a case belongs to, or over this one alone (C7)."""
        from frontdesk.cases import cases, patterns

        session = self.context.desk
        case = cases.case_by_id(case_id)
        pattern = patterns.patterns(session, case)
        kind = cases.forms(self.context.pack).again.kind
        links = pattern.ids if pattern is not None else (case_id,)
        codes = {"place": [case.place]} if case.place else {}
        self.go_over(CASE_FORM)
        self.soon.append(self._begin_form(kind, {}, codes, {}, tuple(links)))

    # -- coming back -------------------------------------------------------------------------

    def come_back(self) -> None:
        """What was half typed about a case when the program ended (house, "Keys")."""
        super().come_back()
        if self.parking is None or self.context.pack.cases is None or self.page == CALL:
            return
        form = next((one for one in reversed(self.parking.all(CASE_FORM)) if one.open), None)
        act = next((one for one in reversed(self.parking.all(CASE_ACT)) if one.open), None)
        if form is not None:
            self.go_over(CASE_FORM)
            self.soon.append(self._load_form(form))
        elif act is not None:
            self.soon.append(self._resume_act(act))

    async def _resume_act(self, parked: Parked) -> None:
        case_id = parked.ids.get("case")
        if case_id is None:
            return
        try:
            with faults.as_sentences():
                self.show_case(case_id)
                self.go_over(CASE_ACT)
                await self.act_page.resume(parked)
        except DeskError as fault:
            self.go_back(CASE_ACT)
            self.refuse(fault)
        self.chrome()

    def leave_case_page(self) -> None:
        """Esc on a page of cases: one layer back, what is typed is kept."""
        if self.page == CASES:
            if not self.cases_page.back():
                self.return_to("desk")
            return
        said = ""
        if self.page == CASE_FORM:
            written = self.case_form.written
            self.case_form.park(still_open=False)
            said = _("The form is kept. F6 brings it back.") if written else ""
        elif self.page == CASE_ACT and self.act_page.wanted is not None:
            said = _("Kept. The same key brings it back.") if self.act_page.begun else ""
            self.act_page.park(still_open=False)
        self.go_back(self.page)
        if said:
            self.tell(Said(said))

    def drop_case_form(self) -> None:
        """A half-typed form about a case is thrown away."""
        (self.case_form if self.page == CASE_FORM else self.act_page).forget()
        self.go_back(self.page)
        self.changed(Said(_("The form was thrown away.")))
