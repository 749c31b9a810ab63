"""The page of one case: opened from a list, gone through with [ and ] (C1 to C4)."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events

from frontdesk.clock import Millis
from frontdesk.errors import Refused
from frontdesk.words import _
from screens.cases import case_view
from screens.cases.case_view import CaseView
from screens.parts.context import Do, Tell
from screens.parts.focus import focus_now
from screens.parts.listpane import ListPane
from screens.parts.messageline import Said

OWN_STEP = "1"


class CasePage(CaseView):
    """A case, and what its page does by itself; what is done about a case is asked of the app."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def show_case(self, case_id: int, among: Sequence[int] = (), *, all_open: bool = True) -> None:
        """Show a case; `among` are those that [ and ] go through, `all_open` as their title says.

        Raises Refused when there is none.
        """
        known = case_view.read(self.context.desk, case_id)
        another = self.case_id != case_id
        self.known, self._hinted = known, self.context.now()
        self._among, self._all_open = tuple(among), all_open
        if another:
            self._shown = None
        self.draw()
        if another:
            self.to_the_end()
            # The head takes another height: the window of the timeline is known only then.
            self.call_after_refresh(self.to_the_end)

    def step(self, by: int) -> None:
        """The next case of those it was opened with, or the one before."""
        case_id = self.case_id
        if case_id is None:
            return
        if case_id not in self._among or len(self._among) == 1:
            self.post_message(Tell(Said(_("There is no other case in this list."))))
            return
        at = self._among.index(case_id) + by
        if not 0 <= at < len(self._among):
            says = _("This is the last one.") if by > 0 else _("This is the first one.")
            self.post_message(Tell(Said(says)))
            return
        try:
            self.show_case(self._among[at], self._among, all_open=self._all_open)
        except Refused as fault:
            self.post_message(Tell(Said(fault.sentence, "refused", more=fault.way_out)))

    def show_phone(self, phone: str, until: Millis) -> None:
        """The number in full for a while."""
        self._shown = (phone, until)
        self.draw()

    def take_focus(self) -> None:
        """The cursor on the timeline."""
        focus_now(self.timeline)

    def on_focus(self, event: events.Focus) -> None:
        """The page hands the focus to its timeline."""
        self.take_focus()

    def come_up(self) -> None:
        """Shown again: it is read again."""
        self.reread()

    def reread(self) -> None:
        """The desk changed: the case is read again.

        The cursor stays on its line; at the end it goes on with the end.
        """
        case_id, pane = self.case_id, self.timeline
        at_end = pane.selected_index == pane.source.count() - 1
        if case_id is None:
            return
        try:
            self.known = case_view.read(self.context.desk, case_id)
        except Refused as fault:
            # What is shown is as it last was.
            self.post_message(Tell(Said(fault.sentence, "refused", more=fault.way_out)))
            return
        self._hinted = self.context.now()
        self.draw()
        if at_end:
            self.to_the_end()

    def on_list_pane_opened(self, event: ListPane.Opened) -> None:
        """Enter: the line of the timeline in full; on what is next, how that is done."""
        event.stop()
        found = self.selected_event
        if found is not None:
            self.post_message(Do("case_event", found))
        else:
            self.post_message(Tell(Said(_("{key} does it.").format(key=OWN_STEP))))
