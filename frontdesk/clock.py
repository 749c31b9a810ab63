"""The desk's clock: UTC instants, elapsed time that survives suspend and a changed clock.

Instants and spans are whole milliseconds. Stored in UTC, shown in the desk's zone.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

Millis = int

SECOND: Millis = 1_000
MINUTE: Millis = 60 * SECOND
HOUR: Millis = 60 * MINUTE
DAY: Millis = 24 * HOUR


class Clock(Protocol):
    """What tells the time: the machine's clock, or a test's."""

    def now(self) -> Millis:
        """The present, in milliseconds since the epoch, UTC."""
        ...

    def running(self) -> Millis:
        """A count that only goes forward, through suspend where the system has one."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> Millis:
        """The present, in milliseconds since the epoch, UTC."""
        return time.time_ns() // 1_000_000

    def running(self) -> Millis:
        """Milliseconds that go on through suspend where the system can tell them."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        if boot is not None:
            return int(time.clock_gettime_ns(boot) // 1_000_000)
        return time.monotonic_ns() // 1_000_000


@dataclass
class OffsetClock:
    """Another clock, shifted: practice opens on a morning whatever the hour is."""

    base: Clock
    offset: Millis = 0

    def now(self) -> Millis:
        """The present as shifted."""
        return self.base.now() + self.offset

    def running(self) -> Millis:
        """The base clock's running count."""
        return self.base.running()


@dataclass
class FixedClock:
    """A clock that moves only when told: for tests and for writing a believable morning."""

    at: Millis
    run: Millis = 0

    def now(self) -> Millis:
        """The instant it stands at."""
        return self.at

    def running(self) -> Millis:
        """What it has run, as told."""
        return self.run

    def advance(self, span: Millis) -> None:
        """Let `span` pass, on both counts."""
        self.at += span
        self.run += span

    def set_wall(self, at: Millis) -> None:
        """Move the wall clock as a person would: the running count does not notice."""
        self.at = at


@dataclass(frozen=True)
class Jump:
    """The wall clock moved against the running count by `by` (negative: set back)."""

    by: Millis


@dataclass
class Tick:
    """Compares the wall clock with the running one, once a second.

    A step back or a leap forward of more than `tolerance` is reported once, as a `Jump`.
    """

    clock: Clock
    tolerance: Millis = 2 * SECOND
    _wall: Millis = 0
    _run: Millis = 0

    def __post_init__(self) -> None:
        self._wall = self.clock.now()
        self._run = self.clock.running()

    def check(self) -> Jump | None:
        """What moved since the last check, or None."""
        wall, run = self.clock.now(), self.clock.running()
        drift = (wall - self._wall) - (run - self._run)
        self._wall, self._run = wall, run
        return Jump(drift) if abs(drift) > self.tolerance else None


def local(at: Millis, zone: tzinfo | None = None) -> datetime:
    """`at` in the desk's zone (the machine's when None)."""
    moment = datetime.fromtimestamp(at / 1000, tz=UTC)
    return moment.astimezone(zone)


def instant(moment: datetime) -> Millis:
    """The milliseconds of an aware `moment`."""
    return round(moment.timestamp() * 1000)


def business_day(at: Millis, begins: Millis, zone: tzinfo | None = None) -> str:
    """The day, as 2026-11-23, that `at` belongs to when days begin `begins` after midnight."""
    moment = local(at, zone)
    hours, rest = divmod(begins, HOUR)
    start = moment.replace(hour=hours, minute=rest // MINUTE, second=0, microsecond=0)
    day = moment.date() if moment >= start else moment.date() - timedelta(days=1)
    return day.isoformat()
