"""The page of the telephone's lists, with what its keys do (P4, P6, D7; house "Keys")."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from frontdesk.clock import SECOND, Millis
from frontdesk.errors import InputError, Refused
from frontdesk.phone import talking
from frontdesk.words import _
from screens.parts.context import Context, Do, new_act
from screens.parts.dock import Ask
from screens.parts.focus import focus_now
from screens.parts.messageline import Said
from screens.parts.parking import Parking
from screens.phone import task_asks
from screens.phone.answer_bar import AnswerBar
from screens.phone.list_heads import MISSED, OPEN, PROMISES, QUESTIONS, TODAY
from screens.phone.list_rows import Owed
from screens.phone.lists_view import ListsView
from screens.phone.task_asks import Tasks, Typing

SHOW_NUMBER: Millis = 10 * SECOND
ASKS = (task_asks.TRIED, task_asks.GIVE, task_asks.DROP)
"""The codes of what this page asks: their answers go to `PhonePage.answered`."""

Result = Said | Ask | None


class PhonePage(ListsView):
    """The lists, what is done with what is selected, and the bar to type an answer in.

    `do_<action>` is what an action of the lists does: it returns what to say or to ask, and posts
    as `Do` what the app is to do. The answer of what was asked comes back through `answered`.
    """

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.acts = Tasks(context)

    def compose(self) -> ComposeResult:
        """The lists, and under them the bar."""
        yield from super().compose()
        yield AnswerBar(self.context)

    @property
    def bar(self) -> AnswerBar:
        """Where words about a task are typed."""
        return self.query_one(AnswerBar)

    @property
    def parking(self) -> Parking | None:
        """Where half-typed words are kept."""
        return self.bar.parking

    @parking.setter
    def parking(self, parking: Parking | None) -> None:
        self.bar.parking = parking

    @property
    def typing(self) -> bool:
        """Whether keys are letters here: no single key acts."""
        return self.bar.display or super().typing

    def dress(self) -> None:
        """Another theme, language or glyph set."""
        super().dress()
        self.bar.dress()

    def take_focus(self) -> None:
        """Back to the list, or to what is being typed."""
        if self.bar.display:
            focus_now(self.bar.field.entry)
        else:
            super().take_focus()

    def show_list(self, which: str) -> None:
        """Another list, the selection where it was there; half-typed words are put aside."""
        self._close_bar(done=False)
        super().show_list(which)

    def begin_find(self) -> None:
        """The field to find in; half-typed words are put aside."""
        self._close_bar(done=False)
        super().begin_find()

    def park(self, *, still_open: bool = True) -> None:
        """Keep what is half typed, to the character: the window may end."""
        self.bar.park(still_open=still_open)

    def come_back(self) -> bool:
        """After a kill: the words that were being typed, in their list; False when none were."""
        found = self.bar.was_open()
        if found is None:
            return False
        self.reload()
        if not self.select_task(found[0]):
            return False
        self._type(Typing(self._wanted(), found[1]))
        return True

    def back(self) -> bool:
        """Esc: what is being typed is put aside, then the field to find in; False: neither was."""
        if self.bar.display:
            self._close_bar(done=False)
            self.take_focus()
            return True
        return super().back()

    def _type(self, typing: Typing) -> None:
        self.query_one("#phone-foot").set_class(True, "-asking")
        self.bar.open(typing)

    def _close_bar(self, *, done: bool) -> None:
        if self.bar.display:
            self.bar.close(done=done)
            self.query_one("#phone-foot").set_class(False, "-asking")

    def _wanted(self) -> Owed:
        owed = self.owed()
        if owed is None:
            raise Refused(
                _("Nothing is owed here."), _("2, 3 and 4 are the lists of what is owed.")
            )
        return owed

    # -- actions: which list -----------------------------------------------------------------

    def do_calls_today(self) -> Result:
        """1: the calls of the day."""
        self.show_list(TODAY)
        return None

    def do_calls_missed(self) -> Result:
        """2: missed, and to call back."""
        self.show_list(MISSED)
        return None

    def do_calls_promises(self) -> Result:
        """3: my promises."""
        self.show_list(PROMISES)
        return None

    def do_calls_questions(self) -> Result:
        """4: open questions."""
        self.show_list(QUESTIONS)
        return None

    def do_calls_open(self) -> Result:
        """5: without outcome."""
        self.show_list(OPEN)
        return None

    def do_calls_find(self) -> Result:
        """Find a call by number, person or word."""
        self.begin_find()
        return None

    # -- actions: on what is selected --------------------------------------------------------

    def do_call_show(self) -> Result:
        """Enter: the call in full."""
        chosen = self.selected
        if chosen is None or chosen.call_id is None:
            raise Refused(_("No call is selected."))
        self.post_message(Do("call_open", chosen.call_id))
        return None

    def do_call_back(self) -> Result:
        """Call whom it is owed to, or who called."""
        owed, chosen = self.owed(), self.selected
        if chosen is None:
            raise Refused(_("No call is selected."))
        if owed is not None and chosen.task_id is not None:
            if not owed.phone:
                raise Refused(_("There is no number."))
            self.post_message(Do("dial", chosen.task_id))
        elif not self.number:
            raise Refused(_("There is no number."))
        else:
            self.post_message(Do("dial_call", chosen.call_id))
        return None

    def do_call_number(self) -> Result:
        """The number in full for ten seconds; the log keeps that it was shown."""
        chosen = self.selected
        if chosen is None or chosen.call_id is None or not self.number:
            raise Refused(_("There is no number."))
        number = talking.show_number(self.context.desk.with_act(new_act()), chosen.call_id)
        self.show_number(chosen.call_id, number, self.context.now() + SHOW_NUMBER)
        return None

    def do_call_tried(self) -> Result:
        """What came of calling back."""
        return self.acts.ask_tried(self._wanted())

    def do_task_finish(self) -> Result:
        """A promise kept, a question answered: how is typed. Of a call-back: what came of it."""
        owed = self._wanted()
        if owed.kind == "callback":
            return self.acts.ask_tried(owed)
        self._type(Typing(owed, "answered" if owed.kind == "question" else "kept"))
        return None

    def do_task_give(self) -> Result:
        """Offer it to a colleague."""
        return self.acts.ask_give(self._wanted())

    def do_task_take(self) -> Result:
        """Take over what is offered."""
        return self.acts.take(self._wanted())

    def do_task_leave(self) -> Result:
        """Not take over what is offered; what is one's own: not needed any more, with why."""
        owed = self._wanted()
        if owed.offered_id is not None and owed.offered_id == self.context.desk.staff_id:
            return self.acts.decline(owed)
        return self.acts.ask_drop(owed)

    def answered(self, ask: Ask, picks: dict[str, str]) -> Result:
        """What the dock's answer does, for an ask of `ASKS`."""
        result = self.acts.answered(ask, picks)
        if isinstance(result, Typing):
            self._type(result)
            return None
        return result

    def do_keep_answer(self) -> Result:
        """Enter in the bar: it is done, with these words; raises InputError, said there too."""
        bar = self.bar
        if bar.typing is None:
            return None
        owed, outcome = bar.typing.owed, bar.typing.outcome
        try:
            said = self.acts.finish(owed, outcome, bar.text, bar.parked.act)
        except InputError as fault:
            bar.complain(str(fault))
            raise
        self._close_bar(done=True)
        self.take_focus()
        return said
