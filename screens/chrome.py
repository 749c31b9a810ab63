"""What stands around every page: top line, strip, key line; and the small questions of the app."""

from datetime import tzinfo

import msgspec

from frontdesk.clock import Millis, local
from frontdesk.desk import tickets, visits
from frontdesk.desk.directory import Department, Doctor
from frontdesk.desk.steps import StepState
from frontdesk.desk.visits import Registration
from frontdesk.desk.waiting import Waiter
from frontdesk.packs.structs import Pack
from frontdesk.tasks.due import Due
from frontdesk.words import N_, _, language
from screens import actions
from screens.desk.rows import step_word
from screens.parts import cells
from screens.parts.alertstrip import Alert, Counter, Phone, subject
from screens.parts.context import Context, day_text
from screens.parts.dock import Ask, Group
from screens.parts.keyline import SHORT_WORD, Slot
from screens.parts.messageline import Said
from screens.parts.topline import Top
from screens.phone.calls_here import CallsHere

SUBJECT_ROOM = 16
VISIT = "visit"
# The room of a slot's word never changes, so that no slot ever moves.
ROOMS = {1: 4, 2: 8, 3: 7, 4: 14, 5: 12, 6: 9, 7: 5, 8: 6, 9: 9}


def top(context: Context) -> Top:
    """Row 0: the desk, who is at it, the day and the clock."""
    now = context.now()
    zone = context.session.zone if context.session is not None else None
    post = context.say(f"post.{context.desk.post}") if context.session is not None else ""
    return Top(
        desk=context.desk_name or _("Frontdesk"),
        about=(context.staff_name, post, context.seat) if context.staff_name else (),
        day=day_text(now, zone),
        clock=_clock(now, zone),
        mark=_("practice") if context.practice else "",
    )


def _clock(now: Millis, zone: tzinfo | None) -> str:
    moment = local(now, zone)
    return f"{moment.hour}:{moment.minute:02d}:{moment.second:02d}"


class Hand(msgspec.Struct, frozen=True):
    """What the keys of the telephone will do now: words for F3 and, while there is a call, F5."""

    word: str = ""
    short: str = ""
    passes: bool = False


def telephone(calls: CallsHere, now: Millis, *, on_page: bool) -> Hand:
    """F3 and F5 by the state of the telephone (house, "Keys")."""
    ringing, on = calls.ringing(now) is not None, calls.talking(now) is not None
    if ringing and on:
        return Hand(_("Hold, take"), _("Take"), passes=True)
    if ringing:
        return Hand(_("Answer"), _("Take"), passes=True)
    if on:
        return Hand(_("Hang up"), _("Hang"), passes=on_page)
    if calls.dialled(now) is not None:
        return Hand(_("Answered"), _("Done"))
    return Hand()


# What is owed beside the waits: the words ahead of time, and when it is due.
_BESIDE = {
    "answer": (N_("Answer"), N_("ANSWER")),
    "outcome": (N_("Say how it ended"), N_("SAY HOW IT ENDED")),
    "callback": (N_("Call back"), N_("CALL BACK")),
    "promise": (N_("Keep promise"), N_("KEEP PROMISE")),
    "question": (N_("Find an answer"), N_("FIND AN ANSWER")),
    "acknowledge": (N_("Acknowledge"), N_("ACKNOWLEDGE")),
    "resolve": (N_("Resolve"), N_("RESOLVE")),
    "rung": (N_("Settle or up"), N_("SETTLE OR PASS UP")),
    "accept": (N_("Take over"), N_("TAKE OVER")),
    "notice": (N_("See notice"), N_("SEE NOTICE")),
    "sheet": (N_("Get sheet back"), N_("GET SHEET BACK")),
    "apology": (N_("See to apology"), N_("SEE TO APOLOGY")),
    "satisfaction": (N_("Ask if content"), N_("ASK IF CONTENT")),
    "effect": (N_("Check effect"), N_("CHECK EFFECT")),
}
_PROMISED = ("promise", "question")


def beside_word(due: Due, now: Millis) -> str:
    """What is owed to somebody who does not stand in the house, in capitals when it is due."""
    ahead, capitals = _BESIDE[due.step]
    return _(capitals) if due.state(now) == "due" else _(ahead)


class Count(msgspec.Struct, frozen=True):
    """How many of a sort are owed, and whether one is past due."""

    many: int = 0
    late: bool = False


class Owed(msgspec.Struct, frozen=True):
    """What the strip counts beside those who wait; None where the pack has no such wing."""

    callbacks: Count | None = None
    promises: Count | None = None
    cases: Count | None = None

    @classmethod
    def of(cls, dues: list[Due], now: Millis, pack: Pack) -> "Owed":
        """Counted among what is due next; a case counts once its window is open."""
        back = [one for one in dues if one.subject == "task" and one.step == "callback"]
        word = [one for one in dues if one.subject == "task" and one.step in _PROMISED]
        due = [
            one
            for one in dues
            if one.step not in ("callback", *_PROMISED)
            and one.subject in ("case", "task")
            and one.state(now) != "ahead"
        ]
        has_phone, has_cases = pack.phone is not None, pack.cases is not None
        return cls(
            _count(back, len(back), now) if has_phone else None,
            _count(word, len(word), now) if has_phone else None,
            _count(due, len({one.ticket for one in due}), now) if has_cases else None,
        )


NOTHING = Owed()


def _count(dues: list[Due], many: int, now: Millis) -> Count:
    return Count(many, any(one.state(now) == "due" for one in dues))


def alert(
    context: Context,
    due: Due | None,
    waiters: list[Waiter],
    watched: int,
    *,
    late: bool,
    phone: Phone | None = None,
    owed: Owed = NOTHING,
) -> Alert:
    """Row 1: the one step due next in the whole desk, and the counters."""
    warning = next(iter(context.warnings.values()), "")
    if context.session is None or not context.staff_name:
        return Alert(warning=warning)
    if not warning and not context.settings.sheet_confirmed and not context.practice:
        warning = _("Recovery sheet not printed: F8")
    counters = [Counter(_("waiting"), _("wait"), str(watched), late)]
    for word, short, count in (
        (_("call back"), _("to call"), owed.callbacks),
        (_("promises"), _("owed"), owed.promises),
        (_("cases due"), _("cases"), owed.cases),
    ):
        if count is not None:
            counters.append(Counter(word, short, str(count.many), count.late))
    if due is None:
        return Alert(counters=counters, warning=warning, phone=phone)
    now = context.now()
    return Alert(
        state=due.state(now),
        subject=subject(due.ticket, due.name, SUBJECT_ROOM),
        step=_owed_step(context, due, waiters, now),
        left=due.due_at - now,
        counters=counters,
        phone=phone,
        warning=warning,
    )


def _owed_step(context: Context, due: Due, waiters: list[Waiter], now: Millis) -> str:
    """What is owed, in the words of the pack that the wait began under."""
    if due.subject != VISIT:
        return beside_word(due, now)
    waiter = next((one for one in waiters if one.visit_id == due.subject_id), None)
    state = StepState(
        step=due.step, turn=due.turn, state=due.state(now), due_at=due.due_at, window=due.window
    )
    return step_word(waiter.pack if waiter is not None else context.pack, state)


def slots(
    context: Context,
    due: Due | None,
    owed: Waiter | None,
    waiter: Waiter | None,
    hand: Hand,
    passes_up: bool | None = None,
) -> list[Slot]:
    """The key line: nine places; a wing that is not built yet leaves its place empty.

    `owed` is whom `due` is owed to, `waiter` who is selected, `hand` what the telephone's keys do.
    On the page of a case `passes_up` says whether there is a rung above.
    """
    here = bool(context.staff_name)
    made: list[Slot] = []
    for number in range(1, 10):
        action = next((one for one in actions.ACTIONS if one.slot == number), None)
        if action is None:
            made.append(Slot("", "", "", room=ROOMS[number] + 2))
            continue
        word, short = _(action.word), _(action.short)
        able = here or action.id == "help"
        if action.id == "next" and here:
            able = due is not None
            if due is not None and due.subject != VISIT:
                word = _(_BESIDE[due.step][0])
            elif due is not None:
                word = _next_word(owed.pack if owed is not None else context.pack, due)
        if action.id == "phone" and here:
            able = context.pack.phone is not None
            word, short = hand.word or word, hand.short or short
        if action.id == "complaint" and here:
            able = context.pack.cases is not None
        if action.id == "pass_on" and here and passes_up is not None:
            word, short, able = _("Pass up"), _("Up"), passes_up
        elif action.id == "pass_on" and here and hand.passes:
            word, short = _("Pass call"), _("Pass")
        elif action.id == "pass_on" and here:
            able = waiter is not None and bool(context.pack.stage(waiter.stage).next)
            if able and waiter is not None:
                following = context.pack.stage(waiter.stage).next[0]
                word = context.say(f"stage.{following}.do")
        if cells.width(word) <= SHORT_WORD:
            short = word
        key = actions.shown(context.keys[action.id][0])
        made.append(Slot(key, word, short, able, ROOMS[number]))
    return made


def _next_word(pack: Pack, due: Due) -> str:
    """What F4 will do, in the words of the pack that the wait began under."""
    base = "emergency" if due.rank == "emergency" else f"step.{due.step}"
    return pack.say(f"{base}.do", language())


def register(context: Context, wanted: Registration, act: str) -> tuple[int, Said]:
    """Register, and what is said of it."""
    visit = visits.register(context.desk.with_act(act), wanted)
    ticket = tickets.say(context.pack, visit.series, visit.number)
    name = visit.person.name if visit.person is not None else ""
    place = Department.get_or_none(Department.id == visit.department_id)
    doctor = Doctor.get_or_none(Doctor.id == visit.doctor_id)
    where = " ".join(
        part
        for part in (
            place.short if place is not None else "",
            doctor.name if doctor is not None else "",
            doctor.room if doctor is not None else "",
        )
        if part
    )
    told = _("{ticket} {name} registered, {where}").format(ticket=ticket, name=name, where=where)
    return int(visit.id), context.done(told)


def keep_note(context: Context, visit_id: int, text: str, act: str) -> Said:
    """Write a note down."""
    visits.add_note(context.desk.with_act(act), visit_id, text)
    return context.done(_("The note is kept."))


def ask_quit() -> Ask:
    """Close the desk? Esc stays."""
    return Ask(
        "quit",
        _("Close the desk?"),
        (Group("sure", "", (("yes", _("close it")),)),),
        _("Close"),
        _("Stay"),
        _("Half-typed forms are kept."),
    )


def ask_drop() -> Ask:
    """Throw the form away? There is no way back."""
    return Ask(
        "drop",
        _("Throw this form away?"),
        (Group("sure", "", (("yes", _("throw it away")),)),),
        _("Throw away"),
        _("Keep it"),
    )


def ask_go() -> Ask:
    """Where to."""
    places = (
        ("desk", _("desk")),
        ("card", _("emergency card")),
        ("sheet", _("recovery sheet")),
        ("language", "English / 中文"),
        ("theme", _("theme")),
        ("sound", _("sound on or off")),
        ("calls", _("telephone")),
        ("cases", _("cases")),
    )
    return Ask("go", _("Go to"), (Group("where", "", places),), _("Go"), _("Stay here"))
