"""Figures of the telephone as pure functions (P1, P6, D7): each with its n, never flattering.

What is undefined is None and shown as "–". Each call is judged by the rules in force when it
began. Figures of ringing count calls told by a hook, since only their first ring is known; calls
told by hand stand apart, with their own n. What cannot be decided is left out and counted.

With 1000 answered, of them 860 within T, and 60 abandoned, of them 20 within T:

- service level: answered within T / (answered + abandoned - abandoned within T) = 860 / 1040
- strict service level: answered within T / (answered + abandoned) = 860 / 1060

Where every caller gives up, no figure of which more is better reads above 0.
"""

import math
from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from frontdesk.clock import Millis

How = Literal["hook", "hand", "unknown"]
Told = Literal["hook", "hand"]
_WHOLE = 100.0
_LEAST = 0.1


class CallFact(msgspec.Struct, frozen=True, kw_only=True):
    """One incoming call.

    `gone_at` is when an unanswered one ended; with neither it still rings. `how` "unknown" was
    answered and its rings are not known. `within`, `short` and `rings` are spans after the first
    ring: T of the service level, up to where giving up is not counted, and when the ring after
    the last good one begins.
    """

    how: How
    rang_at: Millis | None
    answered_at: Millis | None = None
    gone_at: Millis | None = None
    within: Millis
    short: Millis
    rings: Millis
    exact: bool = True


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """The time one answered call took; `over` is False while any of it still runs."""

    talk: Millis
    hold: Millis
    wrap_up: Millis
    over: bool = True
    exact: bool = True


class MissedFact(msgspec.Struct, frozen=True, kw_only=True):
    """One missed call; `reached`: its caller was spoken to since, whoever called whom."""

    has_number: bool
    reached: bool


class CallBackFact(msgspec.Struct, frozen=True, kw_only=True):
    """One call-back owed by `due_at`; closed without `reached_at` it never came about."""

    due_at: Millis | None
    reached_at: Millis | None = None
    closed: bool = False


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One time that somebody turned to us; `dealt_with`: they spoke to us, so it could resolve.

    `within` is how long nothing more may come from them.
    """

    at: Millis
    within: Millis
    number: str | None = None
    person: int | None = None
    dealt_with: bool = True


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a whole of `n`, from 0 to 1; None where n is 0."""

    value: float | None
    n: int
    excluded: int = 0

    def say(self) -> str:
        """As a percentage to one place, or –; only all reads 100, and only none reads 0."""
        if self.value is None:
            return "–"
        shown = math.floor(self.value * 1000 + 0.5) / 10
        if self.value < 1:
            shown = min(shown, _WHOLE - _LEAST)
        if self.value > 0:
            shown = max(shown, _LEAST)
        return f"{shown:.1f} %"


class Mean(msgspec.Struct, frozen=True, kw_only=True):
    """An average over `n`, in milliseconds; None where n is 0."""

    value: Millis | None
    n: int
    excluded: int = 0


def _rate(part: int, whole: int, excluded: int) -> Rate:
    return Rate(value=part / whole if whole else None, n=whole, excluded=excluded)


def _mean(spans: list[Millis], excluded: int) -> Mean:
    return Mean(
        value=math.floor(sum(spans) / len(spans) + 0.5) if spans else None,
        n=len(spans),
        excluded=excluded,
    )


class _Rung(msgspec.Struct, frozen=True):
    """A call of which is known how long it rang, and whether it was answered then."""

    fact: CallFact
    span: Millis
    answered: bool


def _rung(calls: Iterable[CallFact], told: Told) -> tuple[list[_Rung], int]:
    """The calls told so that can be judged, and how many of them cannot."""
    found: list[_Rung] = []
    excluded = 0
    for call in calls:
        if (call.how == "hook") != (told == "hook"):
            continue
        end = call.gone_at if call.answered_at is None else call.answered_at
        if call.how == "unknown" or not call.exact or call.rang_at is None or end is None:
            excluded += 1
        else:
            found.append(_Rung(call, max(0, end - call.rang_at), call.answered_at is not None))
    return found, excluded


def _level(
    calls: Iterable[CallFact], told: Told, early: Callable[[_Rung], bool], *, strict: bool = False
) -> Rate:
    """Answered early by answered and abandoned; who gave up early counts only when strict."""
    rung, excluded = _rung(calls, told)
    whole = [one for one in rung if one.answered or strict or not early(one)]
    part = sum(one.answered and early(one) for one in rung)
    return _rate(part, len(whole), excluded + len(rung) - len(whole))


def _within(one: _Rung) -> bool:
    return one.span <= one.fact.within


def service_level(calls: Iterable[CallFact], told: Told = "hook") -> Rate:
    """Answered within T / (answered + abandoned - abandoned within T)."""
    return _level(calls, told, _within)


def strict_service_level(calls: Iterable[CallFact], told: Told = "hook") -> Rate:
    """Answered within T / (answered + abandoned): whoever gave up counts, however soon."""
    return _level(calls, told, _within, strict=True)


def within_rings(calls: Iterable[CallFact], told: Told = "hook") -> Rate:
    """Answered in the pack's number of rings / (answered + abandoned - abandoned in them)."""
    return _level(calls, told, lambda one: one.span < one.fact.rings)


def speed_of_answer(calls: Iterable[CallFact], told: Told = "hook") -> Mean:
    """How long the answered ones rang, on average."""
    rung, excluded = _rung(calls, told)
    return _mean([one.span for one in rung if one.answered], excluded)


def abandonment(calls: Iterable[CallFact], told: Told = "hook") -> Rate:
    """Abandoned / (answered + abandoned), without those abandoned within the short threshold.

    The one figure of which less is better: where every caller gives up it reads 100 %.
    """
    rung, excluded = _rung(calls, told)
    whole = [one for one in rung if one.answered or one.span > one.fact.short]
    part = sum(not one.answered for one in whole)
    return _rate(part, len(whole), excluded + len(rung) - len(whole))


def handle_time(handlings: Iterable[Handling]) -> Mean:
    """Talk, hold and wrap-up of an answered call together, on average."""
    spans: list[Millis] = []
    excluded = 0
    for one in handlings:
        if one.over and one.exact:
            spans.append(one.talk + one.hold + one.wrap_up)
        else:
            excluded += 1
    return _mean(spans, excluded)


def recovery(missed: Iterable[MissedFact]) -> Rate:
    """Missed calls whose caller was reached since / missed calls with a number."""
    facts = list(missed)
    known = [one for one in facts if one.has_number]
    return _rate(sum(one.reached for one in known), len(known), len(facts) - len(known))


def callbacks_kept(callbacks: Iterable[CallBackFact], now: Millis) -> Rate:
    """Call-backs that reached the person by the promised time / those decided.

    One not reached counts once its time is over, or once nobody tries any more.
    """
    part = whole = excluded = 0
    for one in callbacks:
        if one.due_at is None:
            excluded += 1
        elif one.reached_at is not None:
            whole += 1
            part += one.reached_at <= one.due_at
        elif one.closed or now > one.due_at:
            whole += 1
        else:
            excluded += 1
    return _rate(part, whole, excluded)


def first_contact_resolution(contacts: Iterable[Contact], now: Millis) -> Rate:
    """Contacts after which nothing more came from the same number or person / those old enough.

    One younger than its span is left out, since more may come; so is one from nobody known.
    """
    after: dict[str | int, Millis] = {}
    part = whole = excluded = 0
    ordered = sorted(contacts, key=lambda one: one.at)
    for one in ordered[::-1]:
        who = [key for key in (one.number, one.person) if key is not None]
        if one.dealt_with and (not who or now - one.at < one.within):
            excluded += 1
        elif one.dealt_with:
            whole += 1
            part += all(after.get(key, math.inf) > one.at + one.within for key in who)
        after.update(dict.fromkeys(who, one.at))
    return _rate(part, whole, excluded)
