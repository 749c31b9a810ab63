"""The clocks of a case as pure rules (C2, C4, C10): by when, why, and how far along.

Facts, the kind and severity, and the calendar in force go in. No clock, no query; instants and
spans are milliseconds. Raises ValueError where a calendar has not the working days asked for.
"""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from typing import Literal, cast

import msgspec

from frontdesk.calendar import (
    Calendar,
    Counted,
    Pauses,
    Stretch,
    counted,
    days_end,
    local_day,
    reach,
    running,
    stretches,
    working,
)
from frontdesk.clock import DAY, Millis
from frontdesk.packs.cases import CaseKind, Rung, Severity

LineKind = Literal["received", "clock", "reopened", "days", "paused", "resolve", "holidays"]
State = Literal["ahead", "soon", "due", "standing", "done"]


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which the resolve clock stands, for a `reason` of the pack; open: still."""

    reason: str
    began_at: Millis
    ended_at: Millis | None = None


class ClockFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the clocks need to know of one case.

    `received_at` is when the person said it. With `reopened_at`, the last time it was opened again,
    the days to resolve it begin anew from there; to acknowledge it was asked once.
    """

    received_at: Millis
    joint: bool = False
    pauses: tuple[Pause, ...] = ()
    acknowledged_at: Millis | None = None
    closed_at: Millis | None = None
    reopened_at: Millis | None = None


class Clocks(msgspec.Struct, frozen=True, kw_only=True):
    """By when a case is to be acknowledged and resolved.

    `acknowledge_at` is None where nobody asks for it. The working days to resolve it, `days`, run
    from `resolve_from`; they are `budget` of working time, used up at `resolve_at`. That is None
    where no days are set, and while a pause stands: `standing_since` is then its beginning and
    `left` the working time left. Amber are `soon` and `soon_days` before each.
    """

    acknowledge_at: Millis | None = None
    soon: Millis
    days: int | None = None
    resolve_from: Millis
    budget: Millis = 0
    resolve_at: Millis | None = None
    standing_since: Millis | None = None
    left: Millis = 0
    soon_days: Millis


class TraceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One step of how the times were worked out, in the order that they are read.

    received, reopened: `at` that instant. clock: `span` later it is to be acknowledged, `at` that
    instant. days: local days `first` to `last`, counted as `numbers`, or `why` not (a code of
    `calendar.Why`), a holiday with its name in `names`. paused: from `at` to `until` (None: still)
    for the reason `why`, in which `span` of working time was lost. resolve: by `at`, or None while
    the clock stands, with `span` of working time left. holidays: `names` of all met on the way.
    """

    kind: LineKind
    at: Millis | None = None
    until: Millis | None = None
    span: Millis = 0
    first: date | None = None
    last: date | None = None
    numbers: tuple[int, ...] = ()
    why: str = ""
    names: tuple[str, ...] = ()


class DayPart(msgspec.Struct, frozen=True, kw_only=True):
    """A working day in the bar of the resolve clock: one segment of it.

    `windows` is its working time as instants. `share` of it is over, and in `stood` of it the
    clock stood. `number` counts the days as the trace does, None for one that pauses added.
    `today`: it is the day of the present, or of the closing.
    """

    day: date
    number: int | None
    windows: tuple[tuple[Millis, Millis], ...]
    share: float
    stood: float
    today: bool


class LongClock(msgspec.Struct, frozen=True, kw_only=True):
    """How one clock stands: its countdown, its bar and what is written under it.

    `left` runs to `due_at` by the wall clock and is below 0 when late; when done it is what was
    left then, when standing the working time left. The bar is filled up to `share`, amber from
    `soon_share` on, both 0 to 1. Under it stand the instants `marks` (begin, middle, end), or it
    is drawn day by day in `parts`.
    """

    state: State
    begins_at: Millis
    due_at: Millis | None
    done_at: Millis | None
    left: Millis
    share: float
    soon_share: float
    marks: tuple[Millis, ...] = ()
    parts: tuple[DayPart, ...] = ()


def clocks(
    facts: ClockFacts,
    kind: CaseKind,
    severity: Severity,
    calendar: Calendar,
    zone: tzinfo | None,
) -> Clocks:
    """By when a case of this kind and severity is to be acknowledged and resolved (C4)."""
    start = _start(facts)
    found = Clocks(
        acknowledge_at=_plus(facts.received_at, severity.acknowledge),
        soon=kind.soon,
        days=_days_given(facts, severity),
        resolve_from=start,
        soon_days=kind.soon_days,
    )
    if found.days is None:
        return found
    budget = working(calendar, start, days_end(calendar, start, found.days, zone), zone)
    pauses = _pauses(facts)
    due_at = reach(calendar, start, budget, zone, pauses)
    found = msgspec.structs.replace(found, budget=budget, resolve_at=due_at)
    if due_at is not None:
        return found
    since = min(began_at for began_at, ended_at in pauses if ended_at is None)
    left = budget - working(calendar, start, since, zone, pauses)
    return msgspec.structs.replace(found, standing_since=since, left=left)


def rung_until(rung: Rung, rung_at: Millis) -> Millis:
    """Until when a case that came to `rung` at `rung_at` may stand there, by the clock (C3)."""
    return rung_at + rung.within


def _start(facts: ClockFacts) -> Millis:
    return facts.received_at if facts.reopened_at is None else facts.reopened_at


def _plus(at: Millis, span: Millis | None) -> Millis | None:
    return None if span is None else at + span


def _days_given(facts: ClockFacts, severity: Severity) -> int | None:
    if facts.joint and severity.joint is not None:
        return severity.joint
    return severity.resolve


def _pauses(facts: ClockFacts) -> Pauses:
    """The pauses as the calendar takes them; a closed case pauses no longer."""
    return tuple(
        (pause.began_at, facts.closed_at if pause.ended_at is None else pause.ended_at)
        for pause in facts.pauses
    )


def trace(
    facts: ClockFacts,
    kind: CaseKind,
    severity: Severity,
    calendar: Calendar,
    zone: tzinfo | None,
) -> tuple[TraceLine, ...]:
    """How the times were worked out, step by step, for whoever doubts them (C4)."""
    return tuple(_trace(facts, clocks(facts, kind, severity, calendar, zone), calendar, zone))


def _trace(
    facts: ClockFacts, found: Clocks, calendar: Calendar, zone: tzinfo | None
) -> Iterator[TraceLine]:
    received = facts.received_at
    yield TraceLine(kind="received", at=received)
    if found.acknowledge_at is not None:
        span = found.acknowledge_at - received
        yield TraceLine(kind="clock", span=span, at=found.acknowledge_at)
    if found.days is None:
        return
    if facts.reopened_at is not None:
        yield TraceLine(kind="reopened", at=facts.reopened_at)
    days = counted(calendar, found.resolve_from, found.days, zone)
    yield from merged(days)
    yield from _paused(facts, found, calendar, zone)
    yield TraceLine(kind="resolve", at=found.resolve_at, span=found.left)
    yield TraceLine(kind="holidays", names=tuple(dict.fromkeys(d.name for d in days if d.name)))


def merged(days: tuple[Counted, ...]) -> Iterator[TraceLine]:
    """`days` as lines: alike ones in a row are one, the first and last working day stand alone."""
    run: list[Counted] = []
    for day in days:
        if run and not _alike(run[-1], day, last=days[-1]):
            yield _line(run)
            run = []
        run.append(day)
    yield _line(run)


def _alike(before: Counted, day: Counted, last: Counted) -> bool:
    if before.number == 1 or (day is last and day.number is not None):
        return False
    return (before.why, before.name) == (day.why, day.name)


def _line(run: list[Counted]) -> TraceLine:
    return TraceLine(
        kind="days",
        first=run[0].day,
        last=run[-1].day,
        numbers=tuple(day.number for day in run if day.number is not None),
        why=run[0].why,
        names=(run[0].name,) if run[0].name else (),
    )


def _paused(
    facts: ClockFacts, found: Clocks, calendar: Calendar, zone: tzinfo | None
) -> Iterator[TraceLine]:
    """The pauses that moved the day; where two overlap, the time is lost to the earlier one."""
    taken: Pauses = ()
    for pause, (began_at, ended_at) in sorted(
        zip(facts.pauses, _pauses(facts), strict=True), key=lambda one: one[1][0]
    ):
        begins = max(began_at, found.resolve_from)
        if found.resolve_at is not None and begins >= found.resolve_at:
            continue
        if ended_at is not None and ended_at <= begins:
            continue
        lost = 0 if ended_at is None else working(calendar, begins, ended_at, zone, taken)
        yield TraceLine(kind="paused", at=began_at, until=ended_at, why=pause.reason, span=lost)
        taken = (*taken, (began_at, ended_at))


def acknowledge_clock(facts: ClockFacts, found: Clocks, now: Millis) -> LongClock | None:
    """The clock to acknowledge, with three marks under its bar; None where there is none."""
    due_at, begins_at = found.acknowledge_at, facts.received_at
    if due_at is None:
        return None
    done_at = facts.acknowledged_at
    until = now if done_at is None else done_at
    whole = due_at - begins_at
    return LongClock(
        state=_state(due_at, found.soon, done_at, now),
        begins_at=begins_at,
        due_at=due_at,
        done_at=done_at,
        left=due_at - until,
        share=_share(until - begins_at, whole),
        soon_share=_share(whole - found.soon, whole),
        marks=(begins_at, begins_at + whole // 2, due_at),
    )


def resolve_clock(
    facts: ClockFacts, found: Clocks, calendar: Calendar, zone: tzinfo | None, now: Millis
) -> LongClock | None:
    """The clock to resolve, day by day; None where no days are set.

    While it stands, the days of its bar are those it would have if it went on at `now`.
    """
    if found.days is None:
        return None
    done_at, due_at = facts.closed_at, found.resolve_at
    until = now if done_at is None else done_at
    pauses = tuple((a, until if b is None else b) for a, b in _pauses(facts))
    # No pause is open in these, so that it comes to an end.
    ends_at = cast("Millis", reach(calendar, found.resolve_from, found.budget, zone, pauses))

    def share_at(at: Millis) -> float:
        return _share(working(calendar, found.resolve_from, at, zone, pauses), found.budget)

    return LongClock(
        state="standing" if due_at is None else _state(due_at, found.soon_days, done_at, now),
        begins_at=found.resolve_from,
        due_at=due_at,
        done_at=done_at,
        left=found.left if due_at is None else due_at - until,
        share=share_at(min(until, ends_at)),
        soon_share=share_at(ends_at - found.soon_days),
        parts=tuple(_parts(found, calendar, zone, pauses, ends_at, until)),
    )


def _parts(
    found: Clocks,
    calendar: Calendar,
    zone: tzinfo | None,
    pauses: Pauses,
    ends_at: Millis,
    until: Millis,
) -> Iterator[DayPart]:
    """The working days after that of the start, up to the one on which the clock ends."""
    days: dict[date, list[Stretch]] = {}
    first = local_day(calendar, found.resolve_from, zone)
    last, today = (local_day(calendar, at, zone) for at in (ends_at - 1, until))
    # The last day may go on after the clock has come to its end.
    for stretch in stretches(calendar, found.resolve_from, zone, ends_at + 2 * DAY):
        if first < stretch.day <= last:
            days.setdefault(stretch.day, []).append(stretch)
    for number, day in enumerate(sorted(days), 1):
        whole = _length(days[day])
        over = _length(Stretch(one.begins, min(one.ends, until), day) for one in days[day])
        yield DayPart(
            day=day,
            number=number if number <= (found.days or 0) else None,
            windows=_windows(days[day]),
            share=_share(over, whole),
            stood=_share(whole - _length(running(days[day], pauses)), whole),
            today=day == today,
        )


def _windows(found: list[Stretch]) -> tuple[tuple[Millis, Millis], ...]:
    """Stretches that touch are one window to whoever works in it."""
    windows: list[tuple[Millis, Millis]] = []
    for one in found:
        if windows and windows[-1][1] == one.begins:
            windows[-1] = (windows[-1][0], one.ends)
        else:
            windows.append((one.begins, one.ends))
    return tuple(windows)


def _length(found: Iterable[Stretch]) -> Millis:
    return sum(max(0, one.ends - one.begins) for one in found)


def _share(part: Millis, whole: Millis) -> float:
    return min(1.0, max(0.0, part / whole)) if whole > 0 else 1.0


def _state(due_at: Millis, window: Millis, done_at: Millis | None, now: Millis) -> State:
    if done_at is not None:
        return "done"
    if now >= due_at:
        return "due"
    return "soon" if now >= due_at - window else "ahead"
