"""The telephone's clocks as pure rules (P1, P5, P6): rings, hold, wrap-up, and where a call stands.

Facts and the pack in force when the call began go in. No clock, no query; spans are milliseconds.
"""

from typing import Literal

import msgspec

from frontdesk.clock import Millis
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Cadence

Direction = Literal["in", "out", "none"]
State = Literal["ringing", "talking", "held", "wrapup", "missed", "done", "passed"]


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch on hold; without an end it goes on."""

    began_at: Millis
    ended_at: Millis | None = None


class CallFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules need to know of one call; `passed`: it was handed to a colleague."""

    direction: Direction = "in"
    rang_at: Millis | None = None
    answered_at: Millis | None = None
    ended_at: Millis | None = None
    missed_at: Millis | None = None
    closed_at: Millis | None = None
    passed: bool = False
    on_hold: bool = False


def rings_sounded(cadence: Cadence, elapsed: Millis) -> int:
    """Which ring is under way, from 1 at the very beginning."""
    return max(0, elapsed) // cadence.ring + 1


def sounding(cadence: Cadence, elapsed: Millis) -> bool:
    """Whether the tone is on, or the pause after it."""
    into = max(0, elapsed) % cadence.ring
    for on, off in zip(cadence.on, cadence.off, strict=True):
        if into < on:
            return True
        into -= on + off
        if into < 0:
            return False
    return False


def answer_by(cadence: Cadence) -> Millis:
    """How long after the first ring the last ring in time is over."""
    return cadence.target_rings * cadence.ring


def left(cadence: Cadence, elapsed: Millis) -> Millis:
    """How long is left to answer in time; 0 when it is late."""
    return max(0, answer_by(cadence) - max(0, elapsed))


def late(cadence: Cadence, elapsed: Millis) -> Millis:
    """By how much it is late; 0 while it is in time."""
    return max(0, elapsed - answer_by(cadence))


def gives_up_at(call: CallFacts, phone: Phone) -> Millis | None:
    """When a ring that nobody answers or ends is over by itself; None when it does not ring."""
    over = (call.answered_at, call.missed_at, call.ended_at)
    if call.rang_at is None or any(at is not None for at in over):
        return None
    return call.rang_at + phone.give_up


def settled(call: CallFacts, phone: Phone, now: Millis) -> CallFacts:
    """The call as it stands at `now`, before the machine wrote down that it was given up (P6)."""
    given_up = gives_up_at(call, phone)
    if given_up is None or now < given_up:
        return call
    if call.direction == "out":
        return msgspec.structs.replace(call, ended_at=given_up, closed_at=given_up)
    return msgspec.structs.replace(call, missed_at=given_up)


def state(call: CallFacts, phone: Phone, now: Millis) -> State:
    """Where a call stands; the wrap-up of one without an outcome ends with the pack's time."""
    call = settled(call, phone, now)
    if call.missed_at is not None:
        return "missed"
    if call.ended_at is not None:
        return _ended(call, call.ended_at, phone, now)
    if call.answered_at is not None:
        return "held" if call.on_hold else "talking"
    return "ringing" if call.rang_at is not None else "done"


def _ended(call: CallFacts, ended_at: Millis, phone: Phone, now: Millis) -> State:
    if call.passed:
        return "passed"
    wrapping = call.closed_at is None and call.answered_at is not None
    return "wrapup" if wrapping and now < ended_at + phone.wrap_up else "done"


def rang(call: CallFacts, now: Millis) -> Millis | None:
    """How long it rang, or rings; None when the rings are not known."""
    if call.rang_at is None:
        return None
    return max(0, _first(call.answered_at, call.missed_at, call.ended_at, now) - call.rang_at)


def held(holds: tuple[Hold, ...], now: Millis) -> Millis:
    """How long the caller was on hold altogether."""
    return sum(max(0, _first(hold.ended_at, now) - hold.began_at) for hold in holds)


def talked(call: CallFacts, holds: tuple[Hold, ...], now: Millis) -> Millis:
    """How long was talked, without the time on hold."""
    if call.answered_at is None:
        return 0
    until = _first(call.ended_at, now)
    return max(0, until - call.answered_at - held(holds, until))


def wrapped(call: CallFacts, now: Millis) -> Millis:
    """How long the record took after the end of the call."""
    if call.ended_at is None or call.answered_at is None:
        return 0
    return max(0, _first(call.closed_at, now) - call.ended_at)


def _first(*times: Millis | None) -> Millis:
    return next(at for at in times if at is not None)
