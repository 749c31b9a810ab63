"""The page of the lists of cases, with what its keys do (C3, C4, C7; house "Keys")."""

from pathlib import Path
from typing import ClassVar

from frontdesk.errors import Refused
from frontdesk.words import _
from screens.cases.case_heads import ACCEPT, ALL, DUE, MINE, OPEN
from screens.cases.cases_view import CasesView
from screens.parts.context import Do


class CasesPage(CasesView):
    """The lists, and what is done from them.

    `do_<action>` is what an action of the lists does; it posts as `Do` what the app is to do.
    """

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def _wanted(self) -> int:
        if self.selected is None:
            raise Refused(_("No case is selected."), _("1 to 5 are the lists."))
        return self.selected

    # -- actions: which list -----------------------------------------------------------------

    def do_cases_due(self) -> None:
        """1: due next."""
        self.show_list(DUE)

    def do_cases_mine(self) -> None:
        """2: mine."""
        self.show_list(MINE)

    def do_cases_open(self) -> None:
        """3: open, the longest open first."""
        self.show_list(OPEN)

    def do_cases_accept(self) -> None:
        """4: offered to me."""
        self.show_list(ACCEPT)

    def do_cases_all(self) -> None:
        """5: all there ever were, the newest first."""
        self.show_list(ALL)

    def do_cases_group(self) -> None:
        """By rung, by place, by kind, and not at all."""
        if self._list == ALL:
            raise Refused(_("All cases stand by number."), _("1 to 4 can be grouped."))
        self.regroup()

    def do_cases_find(self) -> None:
        """Find a case by number, person or word."""
        self.begin_find()

    # -- actions: on what is selected --------------------------------------------------------

    def do_case_show(self) -> None:
        """Enter: the case in full."""
        self.post_message(Do("case_open", self._wanted()))

    def do_case_new(self) -> None:
        """Another case, of whichever kind."""
        self.post_message(Do("case_begin"))

    def do_case_improve(self) -> None:
        """An improvement over the pattern that the case belongs to (C7)."""
        case_id, picture = self._wanted(), self.picture
        if picture is None or picture.pattern is None:
            raise Refused(
                _("It is no pattern so far."),
                _("Open the case: i there opens an improvement over this one alone."),
            )
        self.post_message(Do("case_improve", case_id))
