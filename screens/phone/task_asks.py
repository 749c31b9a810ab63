"""What is owed, from a key to a verb: the questions of docks, and what is said (P6, D7)."""

from typing import Literal

import msgspec

from frontdesk.errors import Refused
from frontdesk.phone import calls
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.words import _
from screens.parts.context import Context, new_act
from screens.parts.dock import Ask, Group, page_of, paged
from screens.parts.keys import DIGITS
from screens.parts.messageline import Said
from screens.phone.list_rows import Owed

TRIED = "task_tried"
GIVE = "task_give"
DROP = "task_drop"
_TYPED = "typed"

Words = Literal["answered", "kept", "dropped"]


class Typing(msgspec.Struct, frozen=True):
    """Words are wanted: the task ends so, and what is typed says how."""

    owed: Owed
    outcome: Words


def about(owed: Owed) -> str:
    """`L-0012 何静`."""
    return f"{owed.ticket} {owed.name}".strip()


def task_id(owed: Owed) -> int:
    """Its task; raises Refused where nobody can be called or the ring was not written down yet."""
    if owed.chosen.task_id is None:
        raise Refused(_("Nobody can be called back without a number."))
    return owed.chosen.task_id


class Tasks:
    """The acts on one thing owed; each returns what to say, to ask, or to have typed."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.pending: Owed | None = None

    def said(self, owed: Owed, text: str) -> Said:
        """`✓ 7:47  L-0012 何静: tried, busy`."""
        return self.context.done(_("{who}: {text}").format(who=about(owed), text=text))

    # -- questions ---------------------------------------------------------------------------

    def ask_tried(self, owed: Owed) -> Ask:
        """Somebody was called back: what came of it (P6)."""
        if owed.kind != "callback":
            raise Refused(_("Only call-backs are tried."))
        task_id(owed)
        self.pending = owed
        came = calls.telephone(self.context.pack).tries[:DIGITS]
        words = tuple((one.code, self.context.say(f"call.try.{one.code}")) for one in came)
        return Ask(
            TRIED,
            _("What came of it?"),
            (Group("outcome", _("Outcome"), words),),
            _("Note it"),
            _("Not now"),
            about(owed),
            new_act(),
        )

    def ask_give(self, owed: Owed, page: int = 0, act: str = "") -> Ask:
        """To which colleague it is offered: it changes hands when they accept (D7)."""
        task_id(owed)
        me = self.context.desk.staff_id
        others = [one for one in Staff.here() if one.id not in (me, owed.owner_id)]
        if not others:
            raise Refused(_("Nobody else works here."))
        self.pending = owed
        return Ask(
            GIVE,
            _("Who takes it over?"),
            (Group("who", _("Who"), paged([(str(one.id), one.name) for one in others], page)),),
            _("Offer it"),
            _("Keep it"),
            about(owed),
            act or new_act(),
        )

    def ask_drop(self, owed: Owed) -> Ask:
        """Why it is not needed any more; there is no way back, so it is asked first."""
        task_id(owed)
        if owed.kind == "question":
            raise Refused(
                _("A question ends with an answer."), _("Give it to a colleague who knows: g.")
            )
        self.pending = owed
        words = (*reasons().items(), (_TYPED, _("another reason, typed")))
        return Ask(
            DROP,
            _("Not needed any more?"),
            (Group("reason", _("Why"), words),),
            _("Say why and close"),
            _("Keep it open"),
            about(owed),
            new_act(),
        )

    def answered(self, ask: Ask, picks: dict[str, str]) -> Said | Ask | Typing:
        """What a dock's answer does; raises Refused when nothing is asked any more."""
        owed = self.pending
        if owed is None:
            raise Refused(_("The question is not open any more."))
        if ask.code == TRIED:
            return self.tried(owed, picks["outcome"], ask.act)
        if ask.code == GIVE:
            page = page_of(picks["who"])
            if page is not None:
                return self.ask_give(owed, page, ask.act)
            return self.give(owed, int(picks["who"]), ask.act)
        if picks["reason"] == _TYPED:
            return Typing(owed, "dropped")
        return self.finish(owed, "dropped", reasons()[picks["reason"]], ask.act)

    # -- verbs -------------------------------------------------------------------------------

    def tried(self, owed: Owed, code: str, act: str) -> Said:
        """Write an attempt down."""
        tasks.attempt(self.context.desk.with_act(act), task_id(owed), code)
        return self.said(owed, self.context.say(f"call.try.{code}"))

    def give(self, owed: Owed, staff_id: int, act: str) -> Said:
        """Offer it to a colleague."""
        tasks.offer(self.context.desk.with_act(act), task_id(owed), staff_id)
        name = next((one.name for one in Staff.here() if one.id == staff_id), "")
        return self.said(owed, _("offered to {who}").format(who=name))

    def take(self, owed: Owed) -> Said:
        """Take over what was offered."""
        tasks.accept(self.context.desk.with_act(new_act()), task_id(owed))
        return self.said(owed, _("yours now"))

    def decline(self, owed: Owed) -> Said:
        """Not take over what was offered: it stays where it is."""
        tasks.decline(self.context.desk.with_act(new_act()), task_id(owed))
        return self.said(owed, _("not taken over"))

    def finish(self, owed: Owed, outcome: Words, text: str, act: str) -> Said:
        """It is done, with these words; raises InputError when they do not do."""
        tasks.finish(self.context.desk.with_act(act), task_id(owed), outcome, text)
        done = {
            "answered": _("answered"),
            "kept": _("kept"),
            "dropped": _("not needed any more"),
        }[outcome]
        return self.said(owed, done)


def reasons() -> dict[str, str]:
    """Why something is not needed any more; the words are kept with it."""
    return {
        "unwanted": _("not wanted any more"),
        "elsewhere": _("settled another way"),
        "unreachable": _("cannot be reached"),
    }
