"""A visitor from F2 to Ctrl+S; what else Ctrl+S finishes is met here too (D1, D12, P7)."""

from frontdesk.errors import DeskError, Refused
from frontdesk.phone import recording
from frontdesk.words import _
from screens import chrome
from screens.answers import Answers
from screens.cases.names import CASE, CASE_ACT, CASE_FORM, CASES
from screens.desk.form_names import FORM
from screens.parts.context import new_act
from screens.parts.messageline import Said
from screens.phone.calls_here import CALL

ON_CASES = (CASES, CASE, CASE_FORM, CASE_ACT)


class Registering(Answers):
    """A window in which visitors are registered."""

    def do_visitor(self) -> None:
        """F2: find or register."""
        self._here()
        assert self.parking is not None
        self.dock.close()
        self.put_note_aside()
        if self.page == CALL:
            self._visitor_of_call()
            return
        if self.page == "register":
            snapshot = self.register_page.snapshot()
            if snapshot.empty:
                self.register_page.take_focus()
                return
            self.parking.check_room(FORM)
            self.register_page.park(still_open=False)
            self.register_page.begin(nested=True)
            self.tell(Said(_("Kept. It comes back after this one.")))
            return
        kept = self.parking.newest(FORM)
        self.here.park(still_open=False)
        self.show_page("register")
        if kept is not None:
            self.register_page.load(kept)
            self.tell(Said(_("Your half-typed form. F2 again begins another.")))
        else:
            self.register_page.begin()
        # The field is there first, to be typed in.
        self.call_after_refresh(self.chrome)

    def _visitor_of_call(self) -> None:
        """F2 on a call: a visit comes of it, with what is known of the caller (P7)."""
        values, line = self.call_page.values, self.call_page.line
        self.call_page.park(still_open=False)
        call_id = self.call_page.call_id
        self.show_page("register")
        kept = self.parking.all(FORM) if self.parking is not None else []
        begun = next((one for one in kept if one.ids.get(CALL) == call_id), None)
        if begun is not None:
            self.register_page.load(begun)
            return
        self.register_page.begin()
        if line is not None and line.person_id is not None:
            self.register_page.take_person(line.person_id)
        else:
            self.register_page.begin_with(
                values.get("caller", ""), line.phone if line is not None else ""
            )
        # Kept with the form, so that no other visitor is ever taken for that one.
        self.register_page.parked.ids[CALL] = call_id
        self.call_after_refresh(self.chrome)

    def do_finish(self) -> None:
        """Ctrl+S: read back, then register."""
        if self.page == "first":
            self.first_page.finish()
            return
        if self.page == CALL and self.call_page.channel:
            self.finish_contact()
            return
        if self.page == CALL:
            self.finish_call()
            return
        if self.page in ON_CASES:
            self.finish_case()
            return
        if self.page != "register":
            raise Refused(_("There is nothing to finish here."))
        wanted = self.register_page.ready()
        if wanted is None:
            return
        parked = self.register_page.parked
        try:
            visit, said = chrome.register(self.context, wanted, parked.act)
        except DeskError as fault:
            # What was typed stays on the screen, and in the draft.
            self.refuse(fault)
            return
        assert self.parking is not None
        self.register_page.forget()
        below = self.parking.newest(FORM)
        if parked.nested and below is not None:
            self.register_page.load(below)
            self.changed(said)
        else:
            self.show_page("desk")
            self.changed(said)
            self.desk_page.select(visit)
            self.desk_page.take_focus()
            self.chrome()
        call_id = parked.ids.get(CALL)
        if call_id is not None:
            # Last of all: where the call cannot be written, the visitor is registered all the same.
            recording.link_visit(self.context.desk.with_act(new_act()), call_id, visit)
            if self.page == "desk":
                self.show_listed_call(call_id)
