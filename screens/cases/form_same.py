"""What is likely the same matter: looked for in the pauses of typing, and linked by a key (C7).

It is looked for in a thread with a connection of its own: no key waits for it.
"""

from functools import partial

from textual.message import Message
from textual.timer import Timer

from frontdesk.cases import likeness
from frontdesk.cases.likeness import Alike, Draft
from frontdesk.errors import DeskError, Refused
from frontdesk.words import _
from screens.cases import form_side
from screens.cases.form_view import LINK, CaseFormView
from screens.parts.context import Context
from screens.parts.messageline import Said

# So long nobody typed: time to look for what is alike.
PAUSE_S = 0.4
# What of a form tells whether it is the same matter.
TELLING = ("facts", "wish", "about", "phone", "place")
# Why cases are linked, among the codes of a form that is put aside.
WHY = "why"


class CaseFormSame(CaseFormView):
    """The form of a case, which looks for what is alike."""

    class Found(Message):
        """What was looked for as the `number`-th."""

        def __init__(self, number: int, alike: list[Alike]) -> None:
            super().__init__()
            self.number, self.alike = number, alike

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pause: Timer | None = None
        self._asked = 0
        self._sought: Draft | None = None

    def catch_up(self) -> None:
        """Take in what was typed last; the page does."""

    def link_next(self) -> Said:
        """Link the next case that is likely the same; after the last one link none."""
        self.catch_up()
        found = self.same()
        if not found:
            raise Refused(_("Nothing alike is shown."))
        ticked = self.linked
        following = next(
            (one for one in found[: form_side.SAME] if one.line.id not in ticked), None
        )
        if following is None:
            for case_id in ticked:
                self.parked.ids.pop(f"{LINK}{case_id}", None)
            said = _("Nothing is linked.")
        else:
            self.parked.ids[f"{LINK}{following.line.id}"] = following.line.id
            if not ticked and following.why:
                self.parked.codes[WHY] = [following.why[0]]
            said = _("{case} will be linked.").format(case=following.line.number)
        by_id = {one.line.id: one.line for one in found}
        self._linked = [by_id[case_id] for case_id in self.linked if case_id in by_id]
        self._keep()
        self._draw_beside()
        return Said(said)

    def _look_later(self) -> None:
        """After a pause of typing; every letter begins the pause anew."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self.look_for_same)

    def look_for_same(self) -> None:
        """Look for what is likely the same, in a thread: a key never waits for it."""
        draft = self._draft()
        if not self.parked.act or draft == self._sought:
            return
        self._sought = draft
        self._asked += 1
        self.run_worker(
            partial(self._seek, self._asked, draft), thread=True, group="alike", exclusive=True,
            exit_on_error=False,
        )  # fmt: skip

    def _draft(self) -> Draft:
        values = self.values
        place = self._spec("place")
        return Draft(
            facts=values.get("facts", ""), wish=values.get("wish", ""),
            place=self._chosen(place) if place is not None else "",
            about=values.get("about", ""), phone=values.get("phone", ""),
            person_id=self.parked.ids.get("person"),
        )  # fmt: skip

    def _seek(self, number: int, draft: Draft) -> None:
        session = self.context.desk
        try:
            with session.store.apart():
                found = likeness.like(session, draft)
        except DeskError:
            # Whatever is the matter with the database is told where something is written.
            return
        self.post_message(self.Found(number, found))

    def on_case_form_same_found(self, event: Found) -> None:
        """What was found, unless something else was asked for since."""
        event.stop()
        if event.number == self._asked and self.parked.act:
            self.alike = event.alike
            self._draw_beside()
