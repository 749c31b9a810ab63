"""Figures of cases as pure functions: each with its n and what it left out, never flattering.

What is undefined is None and shown as "–". A clock that ran out counts whether or not anybody
came since: whoever leaves cases open past their due time does not look better by it. A case that
was withdrawn, joined to another or handed outside counts where its time was over before that, and
is left out where it was not. What cannot be decided yet is left out and counted.

With 20 complaints closed with an answer, 17 of them in time, and 5 open of which 2 are past due:

- resolved in time: in time / (closed with an answer + open past due) = 17 / 22, 3 left out
- resolution rate: closed with an answer / all that were received = 20 / 25
"""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from frontdesk.clock import Millis
from frontdesk.desk.figures import P90, Spread, percentile
from frontdesk.phone.figures import Rate

Ended = Literal["", "answered", "withdrawn", "duplicate", "outside"]
_THOUSAND = 1_000


class CaseFact(msgspec.Struct, frozen=True, kw_only=True):
    """One case as it stands.

    `acknowledge_by` and `resolve_by` are None where the kind has no such clock, or where it stands
    still. `rungs` are the rungs of its ladder from the lowest, `highest` the one it came to by
    now, `first_rung_until` when the time of the lowest was over, None where it did not begin
    there. `reopened_at` is when it was opened anew last; `reopen_within` how long that may be done.
    """

    received_at: Millis
    acknowledged_at: Millis | None = None
    acknowledge_by: Millis | None = None
    closed_at: Millis | None = None
    ended: Ended = ""
    resolve_by: Millis | None = None
    rungs: tuple[str, ...] = ()
    highest: str = ""
    first_rung_until: Millis | None = None
    reopened: int = 0
    reopen_within: Millis = 0

    @property
    def responded_at(self) -> Millis | None:
        """When the person first heard from us: an answer at the closing acknowledges as well."""
        told = self.closed_at if self.ended == "answered" else None
        known = [at for at in (self.acknowledged_at, told) if at is not None]
        return min(known) if known else None


class PerThousand(msgspec.Struct, frozen=True, kw_only=True):
    """So many cases for each 1,000 of `n` contacts; None where n is 0."""

    value: float | None
    cases: int
    n: int

    def say(self) -> str:
        """To one place, or –."""
        return "–" if self.value is None else f"{self.value:.1f}"


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """How many open cases are at least `least` old and younger than `below` (None: any age)."""

    least: Millis
    below: Millis | None
    count: int
    late: int


class Ages(msgspec.Struct, frozen=True, kw_only=True):
    """Open cases by age, `n` of them; cases that are closed are left out."""

    bands: tuple[Band, ...]
    n: int
    excluded: int = 0


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """How many of `n` cases came to each rung as their highest, lowest rung first."""

    rungs: tuple[tuple[str, int], ...]
    n: int
    excluded: int = 0


def _rate(part: int, whole: int, excluded: int) -> Rate:
    return Rate(value=part / whole if whole else None, n=whole, excluded=excluded)


def _decided(cases: Iterable[CaseFact], good: Callable[[CaseFact], bool | None]) -> Rate:
    """The good ones of those decided; `good` is None where it is not, or nothing was owed."""
    part = whole = excluded = 0
    for case in cases:
        found = good(case)
        if found is None:
            excluded += 1
        else:
            whole += 1
            part += found
    return _rate(part, whole, excluded)


def _in_time(
    by: Millis | None, done: Millis | None, left: Millis | None, now: Millis
) -> bool | None:
    """Whether something was done by its time; None while that is open, or nothing is owed.

    `left` is when it was owed no longer.
    """
    if by is None:
        return None
    if done is not None:
        return done <= by
    return False if (now if left is None else left) > by else None


def acknowledged_in_time(cases: Iterable[CaseFact], now: Millis) -> Rate:
    """Acknowledged by the time for it / acknowledged, or not and past it."""
    return _decided(
        cases,
        lambda case: _in_time(case.acknowledge_by, case.responded_at, case.closed_at, now),
    )


def resolved_in_time(cases: Iterable[CaseFact], now: Millis) -> Rate:
    """Closed with an answer by the time for it / closed with an answer, or open past due."""

    def good(case: CaseFact) -> bool | None:
        done = case.closed_at if case.ended == "answered" else None
        return _in_time(case.resolve_by, done, case.closed_at, now)

    return _decided(cases, good)


def resolution_rate(cases: Iterable[CaseFact]) -> Rate:
    """Closed with an answer / all received but those withdrawn or joined to another.

    One handed outside is not resolved by us; one still open is not resolved.
    """

    def good(case: CaseFact) -> bool | None:
        return None if case.ended in ("withdrawn", "duplicate") else case.ended == "answered"

    return _decided(cases, good)


def solved_on_the_spot(cases: Iterable[CaseFact], now: Millis) -> Rate:
    """Closed with an answer on the lowest rung in that rung's own time, for good / all received.

    Too grave for the lowest rung is not solved there. One that is still in that time, or was
    withdrawn, joined to another or handed outside in it, is left out.
    """

    def good(case: CaseFact) -> bool | None:
        until = case.first_rung_until
        if until is None or case.highest != case.rungs[0] or case.reopened:
            return False
        done = case.closed_at if case.ended == "answered" else None
        return _in_time(until, done, case.closed_at, now)

    return _decided(cases, good)


def reopened(cases: Iterable[CaseFact], now: Millis) -> Rate:
    """Opened anew / closed once. The one figure here of which less is better.

    Not opened anew so far, and closed so lately that it may be: left out.
    """

    def found(case: CaseFact) -> bool | None:
        if case.reopened:
            return True
        if case.closed_at is None or now - case.closed_at < case.reopen_within:
            return None
        return False

    return _decided(cases, found)


def first_response(cases: Iterable[CaseFact], now: Millis) -> Spread:
    """How long people waited until they first heard from us: median and 90th percentile.

    Who waits still counts with the time so far. Left out is who withdrew before, and a case that
    was joined to another or handed outside before.
    """
    spans: list[Millis] = []
    excluded = 0
    for case in cases:
        end = case.responded_at
        if end is None and case.closed_at is None:
            end = now
        if end is None:
            excluded += 1
        else:
            spans.append(max(0, end - case.received_at))
    return Spread(
        median=round(statistics.median(spans)) if spans else None,
        p90=percentile(spans, P90),
        n=len(spans),
        excluded=excluded,
    )


def ages(cases: Iterable[CaseFact], edges: Sequence[Millis], now: Millis) -> Ages:
    """Open cases in bands of their age since they were received, parted at `edges`."""
    found = list(cases)
    standing = [case for case in found if case.closed_at is None]
    bounds: list[Millis | None] = [0, *sorted({edge for edge in edges if edge > 0}), None]
    bands = []
    for least, below in pairwise(bounds):
        assert least is not None
        inside = [
            case
            for case in standing
            if (age := max(0, now - case.received_at)) >= least and (below is None or age < below)
        ]
        late = sum(case.resolve_by is not None and now > case.resolve_by for case in inside)
        bands.append(Band(least=least, below=below, count=len(inside), late=late))
    return Ages(bands=tuple(bands), n=len(standing), excluded=len(found) - len(standing))


def rung_reached(cases: Iterable[CaseFact]) -> Reached:
    """How high cases of one ladder came; those whose highest rung it does not have are left out."""
    found = list(cases)
    order = dict.fromkeys(rung for case in found for rung in case.rungs)
    counted = Counter(case.highest for case in found)
    rungs = tuple((rung, counted[rung]) for rung in order)
    n = sum(count for _rung, count in rungs)
    return Reached(rungs=rungs, n=n, excluded=len(found) - n)


def per_thousand(cases: int, contacts: int) -> PerThousand:
    """Cases for each 1,000 contacts of the same days."""
    return PerThousand(
        value=cases * _THOUSAND / contacts if contacts else None, cases=cases, n=contacts
    )
