"""Figures of waiting as pure functions (requirement W6): shares with their n, never flattering.

A step counts once it was owed: done in time, done late, or missed because the person left or was
seen after it fell due. Those still waiting count where "now" is meant, leavers stay in the
denominator, inexact times are left out. What is undefined is None and shown as "–".
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, TypeVar

import msgspec

from frontdesk.clock import Millis

Result = Literal["in_time", "late", "missed"]
K = TypeVar("K", bound=Hashable)
P90 = 0.9


class StepFact(msgspec.Struct, frozen=True, kw_only=True):
    """One turn of a step that was owed; `done_at` is None while nobody did it.

    `closed_at` is when the wait ended (seen, left), None while it runs. `hour` is the hour of the
    day in which it fell due.
    """

    step: str
    due_at: Millis
    grace: Millis
    done_at: Millis | None
    closed_at: Millis | None
    department: int | None
    staff: int | None
    hour: int
    exact: bool = True


class WaitFact(msgspec.Struct, frozen=True, kw_only=True):
    """One wait for the figures; `ended_at` is None while it runs."""

    began_at: Millis
    ended_at: Millis | None
    priority: str
    left: bool
    exact: bool = True


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """So many of so many: `part` of `whole`, and how many were left out as inexact."""

    part: int
    whole: int
    excluded: int = 0

    @property
    def ratio(self) -> float | None:
        """Part by whole, or None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None

    def say(self) -> str:
        """As a whole percentage, or – where undefined."""
        ratio = self.ratio
        return "–" if ratio is None else f"{math.floor(ratio * 100 + 0.5)} %"


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Median and 90th percentile in milliseconds over `n` waits; None where n is 0."""

    median: Millis | None
    p90: Millis | None
    n: int
    excluded: int = 0


def result(fact: StepFact, now: Millis) -> Result | None:
    """How a step went, or None while it is not decided: not due yet, or cut short before."""
    limit = fact.due_at + fact.grace
    if fact.done_at is not None:
        return "in_time" if fact.done_at <= limit else "late"
    if fact.closed_at is not None:
        return "missed" if fact.closed_at > limit else None
    return "missed" if now > limit else None


def in_time(facts: Iterable[StepFact], now: Millis) -> Share:
    """The share of owed steps that were done in time; late and missed stay in the whole."""
    part = whole = excluded = 0
    for fact in facts:
        if not fact.exact:
            excluded += 1
            continue
        went = result(fact, now)
        if went is not None:
            whole += 1
            part += went == "in_time"
    return Share(part=part, whole=whole, excluded=excluded)


def in_time_by(
    facts: Iterable[StepFact], now: Millis, key: Callable[[StepFact], K]
) -> dict[K, Share]:
    """The share in time for each step, department, hour or person."""
    groups: dict[K, list[StepFact]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return {name: in_time(group, now) for name, group in groups.items()}


def spread(facts: Iterable[WaitFact], now: Millis | None = None) -> Spread:
    """Median and 90th percentile of waits. With `now`, those still waiting count as of now.

    Leavers count with the time they waited: leaving does not make a wait shorter.
    """
    spans: list[Millis] = []
    excluded = 0
    for fact in facts:
        end = fact.ended_at if fact.ended_at is not None else now
        if not fact.exact:
            excluded += 1
        elif end is not None:
            spans.append(end - fact.began_at)
    return Spread(
        median=round(statistics.median(spans)) if spans else None,
        p90=percentile(spans, P90),
        n=len(spans),
        excluded=excluded,
    )


def spread_by_priority(facts: Iterable[WaitFact], now: Millis | None = None) -> dict[str, Spread]:
    """The spread of each priority."""
    groups: dict[str, list[WaitFact]] = defaultdict(list)
    for fact in facts:
        groups[fact.priority].append(fact)
    return {name: spread(group, now) for name, group in groups.items()}


def leavers(facts: Iterable[WaitFact]) -> Share:
    """How many left without being seen, of all waits that ended."""
    ended = [fact for fact in facts if fact.ended_at is not None]
    return Share(part=sum(fact.left for fact in ended), whole=len(ended))


def percentile(spans: Sequence[Millis], share: float) -> Millis | None:
    """The nearest-rank percentile: the smallest value that `share` of all do not exceed."""
    if not spans:
        return None
    rank = max(1, math.ceil(share * len(spans)))
    return sorted(spans)[rank - 1]
