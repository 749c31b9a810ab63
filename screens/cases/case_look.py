"""How the page of a case is drawn: ink, signs, the present, and times as short as they may be."""

from datetime import UTC, date, datetime, time, tzinfo

import msgspec

from frontdesk.cases.sentences import SpokenNames
from frontdesk.clock import DAY, HOUR, MINUTE, Millis, instant, local
from frontdesk.words import _
from screens.parts.context import day_text, short_day
from screens.parts.glyphs import Glyphs
from screens.parts.ink import Ink

# A day this near is known by its weekday alone.
_NEAR = 6
_NOON = time(12)


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What lines are drawn with, and how instants are said."""

    ink: Ink
    glyphs: Glyphs
    now: Millis
    zone: tzinfo | None
    names: SpokenNames

    def clock(self, at: Millis) -> str:
        """`7:40`."""
        moment = local(at, self.zone)
        return f"{moment.hour}:{moment.minute:02d}"

    def full(self, at: Millis) -> str:
        """`Mon 23 Nov 7:40`; the year too where it is another."""
        day = day_text(at, self.zone)
        if self._year(at) != self._year(self.now):
            day = f"{day} {self._year(at)}"
        return f"{day} {self.clock(at)}"

    def stamp(self, at: Millis) -> str:
        """`7:40` of today, `Sun 9:05` of a day near by, else `15 Nov 9:05`."""
        apart = abs((self.day(at) - self.day(self.now)).days)
        return self.clock(at) if not apart else f"{self._near(at, apart)} {self.clock(at)}"

    def span(self, begins: Millis, ends: Millis) -> str:
        """`Sun 9:05 – 9:35`, the second day only where it is another."""
        same = self.day(begins) == self.day(ends)
        # Of two days both are named, or the first would be taken for the second.
        last = self.clock(ends) if same else self.named(ends)
        first = self.stamp(begins) if same else self.named(begins)
        return f"{first} {self.glyphs.dash} {last}"

    def named(self, at: Millis) -> str:
        """`Mon 7:40`, of today too."""
        apart = abs((self.day(at) - self.day(self.now)).days)
        return f"{self._near(at, apart)} {self.clock(at)}"

    def _near(self, at: Millis, apart: int) -> str:
        if apart <= _NEAR:
            return weekday(self.day(at))
        day = short_day(at, self.zone)
        return day if self._year(at) == self._year(self.now) else f"{day} {self._year(at)}"

    def day(self, at: Millis) -> date:
        """The day of an instant, in the desk's zone."""
        return local(at, self.zone).date()

    def _year(self, at: Millis) -> int:
        return local(at, self.zone).year

    def dots(self, *parts: str) -> str:
        """What is there, parted by dots."""
        return f" {self.glyphs.dot} ".join(part for part in parts if part)

    def text(self, text: str) -> str:
        """What people wrote, on one line and in signs that this terminal can show."""
        return self.glyphs.text(" ".join(text.split()))


def weekday(day: date) -> str:
    """`Mon`."""
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")][day.weekday()]


def day_number(day: date) -> str:
    """`Mon 23`, 周一23."""
    return _("{weekday} {number}").format(weekday=weekday(day), number=day.day)


def month_day(day: date) -> str:
    """`23 Nov`."""
    return short_day(instant(datetime.combine(day, _NOON, UTC)), UTC)


def span_text(span: Millis) -> str:
    """A length of time that a rule sets: `24 h`, `30 min`, `2 d`."""
    if span % DAY == 0 and span > DAY:
        return _("{count} d").format(count=span // DAY)
    if span % HOUR == 0:
        return _("{count} h").format(count=span // HOUR)
    return _("{count} min").format(count=-(-span // MINUTE))


def hours_text(span: Millis) -> str:
    """Working time, which has no days of 24 hours: `26:10`."""
    minutes = max(0, span) // MINUTE
    return f"{minutes // (HOUR // MINUTE)}:{minutes % (HOUR // MINUTE):02d}"
