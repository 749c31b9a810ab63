"""The questions of the guide desk's docks, made from the pack (W2, W3, W4, D3, D5)."""

from frontdesk.desk.directory import PLACE, Department, Doctor
from frontdesk.desk.steps import ASKED, EXEMPT, HAND_OVER, StepState
from frontdesk.desk.waiting import Doing, Waiter
from frontdesk.packs.structs import Pack, Step
from frontdesk.words import _, language
from screens.parts.dock import Ask, Group, paged
from screens.parts.keys import DIGITS

STEP = "step"
OUTCOME = "outcome"
EXEMPTION = "exempt"
LEAVE = "leave"
MOVE = "move"
DEPARTMENT = "department"
DOCTOR = "doctor"
EMERGENCY = "emergency"
TELL = "tell"
HAND = "hand"
ANYONE = "0"


def about(waiter: Waiter) -> str:
    """`A012 张三`."""
    return f"{waiter.ticket} {waiter.name}".strip()


def check(pack: Pack, waiter: Waiter, step: Step, act: str) -> Ask:
    """The doctor check: reason, minutes, who was told, then Enter; nothing is pre-chosen (W3)."""
    lang = language()
    base = f"step.{step.code}"
    groups = (
        Group(
            "reason",
            pack.say(f"{base}.ask.reason", lang),
            _words(pack, f"{base}.reason", step.reasons),
        ),
        Group(
            "minutes",
            pack.say(f"{base}.ask.minutes", lang),
            tuple((str(one), str(one)) for one in step.minutes),
        ),
        Group("told", pack.say(f"{base}.ask.told", lang), _words(pack, f"{base}.told", step.told)),
    )
    return Ask(
        STEP,
        pack.say(f"{base}.do", lang),
        groups,
        pack.say(f"{base}.done", lang),
        _("Not now"),
        about(waiter),
        act,
    )


def outcome(pack: Pack, waiter: Waiter, step: Step, act: str) -> Ask:
    """What else came of an offer, or why a check is not needed: one digit acts (W2)."""
    lang = language()
    base = f"step.{step.code}"
    if step.form == "offer":
        words = _words(pack, f"{base}.outcome", tuple(one.code for one in step.outcomes))
        group = Group("outcome", _("Outcome"), words)
        code = OUTCOME
    else:
        group = Group(
            "reason",
            pack.say(f"{base}.ask.exempt", lang),
            _words(pack, f"{base}.exempt", step.exempts),
        )
        code = EXEMPTION
    return Ask(
        code, pack.say(f"{base}.do", lang), (group,), _("Note it"), _("Not now"), about(waiter), act
    )


def leaving(pack: Pack, waiter: Waiter) -> str:
    """The stage of those who leave unseen, where the route leads there from here; else nothing."""
    return next((code for code in pack.stage(waiter.stage).next if pack.stage(code).leaves), "")


def leave(pack: Pack, waiter: Waiter, act: str, time: str) -> Ask:
    """Left without being seen: why; there is no way back, so it is asked first."""
    return Ask(
        LEAVE,
        _("{what}?").format(what=pack.say(f"stage.{leaving(pack, waiter)}.do", language())),
        (Group("reason", _("Why"), _words(pack, "leaving", pack.leaving[:DIGITS])),),
        _("Say why and close"),
        _("Keep waiting"),
        _("{who}, here {time}").format(who=about(waiter), time=time),
        act,
    )


def move(pack: Pack, waiter: Waiter, act: str) -> Ask:
    """Where the route may lead from here (D5)."""
    lang = language()
    following = [
        (code, pack.say(f"stage.{code}.do", lang))
        for code in pack.stage(waiter.stage).next
        if not pack.stage(code).leaves
    ]
    return Ask(
        MOVE,
        _("Move on"),
        (Group("stage", _("To"), tuple(following[:DIGITS])),),
        _("Move"),
        _("Stay"),
        about(waiter),
        act,
    )


def department(pack: Pack, waiter: Waiter, act: str, page: int = 0) -> Ask:
    """Another department: its own first, then the others, nine a page (W4)."""
    listed = Department.listed()
    own = [one for one in listed if one.id == waiter.department_id]
    rest = [one for one in listed if one.id != waiter.department_id]
    words = [(str(one.id), one.short) for one in (*own, *rest)]
    return Ask(
        DEPARTMENT,
        _("Change {who}").format(who=pack.say("pack.asked", language())),
        (Group("department", _("Where"), paged(words, page)),),
        _("choose"),
        _("Leave as it is"),
        about(waiter),
        act,
    )


def doctor(pack: Pack, waiter: Waiter, department_id: int, act: str) -> Ask:
    """Which doctor there, or whoever is free first."""
    found = [one for one in Doctor.listed() if one.department_id == department_id]
    words = [(str(one.id), f"{one.name} {one.room}") for one in found[: DIGITS - 1]]
    words.append((ANYONE, _("whoever is free first")))
    return Ask(
        f"{DOCTOR}:{department_id}",
        _("Change {who}").format(who=pack.say("pack.asked", language())),
        (Group("doctor", pack.say("pack.asked", language()), tuple(words)),),
        _("Change"),
        _("Leave as it is"),
        about(waiter),
        act,
    )


def emergency(pack: Pack, waiter: Waiter | None, act: str) -> Ask:
    """Emergency: the selected person by name, someone else, the card (house, F9)."""
    choices = [
        ("selected", about(waiter) if waiter is not None else _("nobody is selected")),
        ("other", _("someone else, no name needed")),
        ("phone", _("on the telephone")),
        ("card", _("the card")),
    ]
    return Ask(
        EMERGENCY,
        pack.say("priority.emergency", language()),
        (Group("who", _("For whom"), tuple(choices)),),
        _("Raise at once"),
        _("No emergency"),
        "",
        act,
    )


def tell(pack: Pack, ticket: str) -> Ask:
    """Whom the guide told, once the emergency stands (D3)."""
    return Ask(
        TELL,
        _("Raised. Who was told?"),
        (Group("told", _("Told"), _words(pack, "emergency.told", pack.emergency.told[:DIGITS])),),
        _("Note it"),
        _("Nobody yet"),
        ticket,
        "",
    )


def hand_over(pack: Pack, waiter: Waiter, act: str) -> Ask:
    """To whom an emergency was handed (D3)."""
    return Ask(
        HAND,
        pack.say("emergency.do", language()),
        (Group("place", _("Where"), _places(pack.emergency.places)),),
        pack.say("emergency.done", language()),
        _("Not yet"),
        about(waiter),
        act,
    )


def _places(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    names = {one.code.removeprefix(PLACE): one.name for one in Department.select()}
    return tuple((code, names.get(code, code)) for code in codes[:DIGITS])


def _words(pack: Pack, base: str, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, pack.say(f"{base}.{code}", language())) for code in codes[:DIGITS])


def doing(step: Step, code: str, picks: dict[str, str]) -> Doing:
    """What the verb is told, from what was chosen."""
    if code == OUTCOME:
        return Doing(outcome=picks["outcome"])
    if code == EXEMPTION:
        return Doing(outcome=EXEMPT, reason=picks["reason"])
    return Doing(
        outcome=ASKED, reason=picks["reason"], minutes=int(picks["minutes"]), told=picks["told"]
    )


def is_hand_over(state: StepState | None) -> bool:
    """Whether the step owed is that of an emergency."""
    return state is not None and state.step == HAND_OVER
