"""What stands on the paper of a case, part by part (C9): the page and the plain print draw it.

The form comes first, in the order of the pack; then who held it, by when, what was done, how it
ended, and lines to sign on. What is not known yet is an empty space to write in by hand.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, tzinfo

import msgspec

from frontdesk import words
from frontdesk.cases import sentences
from frontdesk.cases.case_file import CaseFile, RungLine, SheetLine
from frontdesk.cases.deadlines import TraceLine
from frontdesk.cases.sentences import SpokenNames
from frontdesk.clock import MINUTE, Millis, instant, local
from frontdesk.packs.cases import Needed
from frontdesk.record import Desk
from frontdesk.session import Session
from frontdesk.staff.staff import staff_name
from frontdesk.tasks.when import say_clock, say_day
from frontdesk.words import _, n_

NOTHING = "–"
MARK = "▪"
_HOUR_MINUTES = 60
# A value that may be longer than this gets a row of its own.
_LONG = 80
_KIB = 1024
_NOON = time(12)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A label and what stands beside it; `wide`: a row of its own; `tall`: with room to write."""

    label: str
    text: str = ""
    wide: bool = False
    tall: bool = False


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Labels with what stands beside them."""

    title: str
    entries: tuple[Entry, ...]


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A table; `shares` are how wide its columns are, of 100. A cell may have several lines."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """All of it: what is signed (`form`, its last part how it ended), and how it came to that.

    `signs` is who is to sign, with a `date` to fill in; `printed` says when it was and by whom.
    `pages` names {page} and {pages}.
    """

    language: str
    desk: str
    title: str
    number: str
    under: str
    form: tuple[Form | Grid, ...]
    annex: tuple[Form | Grid, ...]
    signs: tuple[str, ...]
    date: str
    printed: str
    pages: str


def paper(session: Session, case: CaseFile, language: str) -> Paper:
    """What stands on the paper of `case`, in `language`, by the desk's clock."""
    before = words.language()
    words.use(language)
    try:
        return _Writer(session, case).paper()
    finally:
        words.use(before)


class _Writer:
    """One case written out in the language spoken now."""

    def __init__(self, session: Session, case: CaseFile) -> None:
        self._session = session
        self._case = case
        self._names: SpokenNames = sentences.spoken_names()

    def paper(self) -> Paper:
        case, session = self._case, self._session
        spoken = words.language()
        return Paper(
            language=spoken,
            desk=Desk.get().name,
            title=case.pack.say(f"case.kind.{case.kind}.form", spoken),
            number=case.number,
            under=self._under(),
            form=tuple(part for part in self._form() if part is not None),
            annex=tuple(part for part in self._annex() if part is not None),
            signs=tuple(sentences.word(case, "sign", one) for one in case.rules.signatures),
            date=_("Date ________________"),
            pages=_("Page {page} of {pages}"),
            printed=_("Printed {at} by {who}").format(
                at=self._stamp(session.now(), year=True), who=staff_name(session.staff_id)
            ),
        )

    def _under(self) -> str:
        case = self._case
        told = _("Received {at}").format(at=self._stamp(case.received_at, year=True))
        taken = _("taken down by {who}").format(who=case.opener or NOTHING)
        came = [_("call {ticket}").format(ticket=case.call)] if case.call else []
        came += [_("visit {ticket}").format(ticket=case.visit)] if case.visit else []
        return " · ".join((told, taken, *came))

    def _form(self) -> Iterator[Form | Grid | None]:
        yield from self._sections()
        yield self._ladder()
        yield self._times()
        yield self._sheets()
        yield self._closing()

    def _annex(self) -> Iterator[Form | Grid | None]:
        yield self._timeline()
        yield self._trace()
        yield self._files()
        yield self._links()

    def _sections(self) -> Iterator[Form]:
        """The form as the pack has it, in its order."""
        case, kind = self._case, self._case.rules
        for section in kind.sections:
            yield Form(
                title=sentences.word(case, "section", section.code),
                entries=tuple(self._entry(name) for name in section.fields),
            )

    def _entry(self, name: str) -> Entry:
        case, spec = self._case, self._case.rules.field(name)
        text = sentences.value(case, spec, case.value(name), self._names)
        if spec.kind == "severity":
            text = self._severity()
        elif spec.kind == "receiver":
            text = text or self._first_receiver()
        elif name in ("person", "phone"):
            # Who is known need not have been typed.
            text = text or (case.name if name == "person" else case.phone)
        note = spec.kind == "note"
        return Entry(
            label=sentences.label(case, name), text=text, wide=note or spec.max > _LONG, tall=note
        )

    def _severity(self) -> str:
        graded = self._case.severity
        word = sentences.word(self._case, f"severity.{self._case.kind}", graded.code)
        if graded.of == 1:
            return word
        return _("{marks} {word} ({place} of {count})").format(
            marks=MARK * graded.place, word=word, place=graded.place, count=graded.of
        )

    def _first_receiver(self) -> str:
        """Whom it was given to when it was opened."""
        for line in self._case.events:
            if line.what == "passed" and line.at == self._case.opened_at:
                return line.to
        return ""

    def _ladder(self) -> Grid | None:
        if len(self._case.rungs) < 2:
            return None
        return Grid(
            title=_("Who held it"),
            heads=("", _("Rung"), _("Name"), _("Since"), _("Until"), _("Why it went on")),
            shares=(5, 17, 12, 26, 26, 14),
            rows=tuple(self._rung(line) for line in self._case.rungs),
        )

    def _rung(self, line: RungLine) -> tuple[str, ...]:
        rung = sentences.word(self._case, f"rung.{line.code}", "name")
        who, since, until, note = line.staff, self._at(line.since), self._at(line.until), line.note
        if line.state == "skipped":
            note = note or _("passed over")
        elif line.state == "offered":
            until, note = "", note or _("asked, not taken over yet")
        elif line.state == "held":
            until = _("may stay till {at}").format(at=until) if until else _("now")
        elif line.state == "ahead":
            who = since = until = note = ""
        return (str(line.place), rung, who, since, until, note)

    def _times(self) -> Form:
        case, found = self._case, self._case.clocks
        entries = []
        if found.acknowledge_at is not None:
            entries.append(Entry(label=_("Acknowledge by"), text=self._at(found.acknowledge_at)))
            entries.append(Entry(label=_("Acknowledged"), text=self._acknowledged()))
        if found.days is not None:
            days = n_("{count} working day", "{count} working days", found.days)
            given = days.format(count=found.days)
            by = self._at(found.resolve_at) or _("the clock stands")
            text = _("{at} ({days})").format(at=by, days=given)
            entries.append(Entry(label=_("Resolve by"), text=text))
            entries.append(Entry(label=_("Closed"), text=self._at(case.closed_at)))
        for pause in case.pauses:
            until = self._at(pause.ended_at) or _("now")
            text = _("{since} – {until}: {reason}").format(
                since=self._at(pause.began_at),
                until=until,
                reason=sentences.word(case, "pause", pause.reason),
            )
            entries.append(Entry(label=_("Clock stood"), text=text, wide=True))
        if not entries:
            entries.append(Entry(label=_("Closed"), text=self._at(case.closed_at)))
        return Form(title=_("Times"), entries=tuple(entries))

    def _acknowledged(self) -> str:
        case = self._case
        if case.acknowledged_at is None:
            return ""
        way = sentences.word(case, "way", case.acknowledged_how)
        return ", ".join(part for part in (self._at(case.acknowledged_at), way) if part)

    def _trace(self) -> Grid | None:
        rows = tuple(row for line in self._case.trace if (row := self._step(line)))
        if not rows:
            return None
        return Grid(
            title=_("How the day to resolve it was counted"),
            heads=(_("Day"), _("What it is"), _("Counted as")),
            shares=(40, 38, 22),
            rows=rows,
        )

    def _step(self, line: TraceLine) -> tuple[str, ...] | None:
        if line.kind == "days" and line.first is not None and line.last is not None:
            first, last = _day(line.first), _day(line.last)
            span = first if line.first == line.last else f"{first} – {last}"
            numbers = " ".join(str(one) for one in line.numbers) or NOTHING
            return (span, self._why(line), numbers)
        if line.kind == "reopened":
            return (self._at(line.at), _("opened again, the days begin anew"), NOTHING)
        if line.kind == "paused":
            reason = sentences.word(self._case, "pause", line.why)
            span = f"{self._at(line.at)} – {self._at(line.until) or _('now')}"
            lost = _("{hours} of working time").format(hours=_hours(line.span))
            return (span, _("the clock stood: {reason}").format(reason=reason), lost)
        return None

    def _why(self, line: TraceLine) -> str:
        names = [self._case.pack.say(f"holiday.{one}", words.language()) for one in line.names]
        if line.why == "holiday" and names:
            return _(", ").join(names)
        return {
            "received": _("the day it was received"),
            "weekend": _("weekend"),
            "holiday": _("holiday"),
            "closed": _("closed"),
            "working": _("working day"),
            "exchanged": _("exchanged working day"),
        }.get(line.why, line.why)

    def _sheets(self) -> Grid | None:
        if not self._case.sheets:
            return None
        return Grid(
            title=_("Asked of departments"),
            heads=(_("Department"), _("What was asked"), _("Answer by"), _("What came of it")),
            shares=(17, 29, 26, 28),
            rows=tuple(self._sheet(line) for line in self._case.sheets),
        )

    def _sheet(self, line: SheetLine) -> tuple[str, ...]:
        place = self._names.places.get(line.place, line.place_name or line.place)
        if line.what == "apology":
            place = "\n".join((place, _("apology by {who}").format(who=line.party or NOTHING)))
        done = self._at(line.done_at)
        return (
            place,
            line.asked,
            self._at(line.due_at),
            "\n".join(filter(None, (done, line.answer))),
        )

    def _timeline(self) -> Grid:
        case = self._case
        rows = []
        for line in case.events:
            said = sentences.event(case, line, self._names)
            text = sentences.written(case, line, self._names)
            # The answer that it is closed with stands below.
            if line.what == "closed" and text == case.answer:
                text = ""
            who = line.staff or staff_name(None)
            rows.append((self._at(line.at), "\n".join(filter(None, (said, text))), who))
        return Grid(
            title=_("What was done"),
            heads=(_("When"), _("What"), _("Who")),
            shares=(26, 58, 16),
            rows=tuple(rows),
        )

    def _closing(self) -> Form:
        case = self._case
        asked: set[Needed] = {need for one in case.rules.outcomes for need in one.needs}
        entries = [
            Entry(label=_("Outcome"), text=sentences.word(case, "outcome", case.outcome)),
            Entry(label=_("How it was given"), text=sentences.word(case, "way", case.how)),
            Entry(label=_("Answer to the person"), text=case.answer, wide=True, tall=True),
            Entry(label=_("Given by"), text=case.answerer),
        ]
        if "accepted" in asked:
            accepted = {"yes": _("yes"), "no": _("no")}.get(case.accepted, "")
            entries.append(Entry(label=_("Accepted by the person"), text=accepted))
        if "cause" in asked:
            entries.append(Entry(label=_("Cause"), text=case.cause, wide=True, tall=True))
        if "fault" in asked:
            fault = sentences.word(case, "fault", case.fault)
            entries.append(Entry(label=_("Whose fault"), text=fault, wide=True))
        if "lesson" in asked:
            entries.append(Entry(label=_("Lesson"), text=case.lesson, wide=True, tall=True))
        if case.outside:
            entries.append(Entry(label=_("Passed to"), text=case.outside, wide=True))
        return Form(title=_("How it ended"), entries=tuple(entries))

    def _files(self) -> Grid | None:
        if not self._case.files:
            return None
        return Grid(
            title=_("Attached"),
            heads=(_("File"), _("Size"), _("When"), _("Who")),
            shares=(42, 14, 27, 17),
            rows=tuple(
                (line.name or NOTHING, _size(line.size), self._at(line.at), line.staff)
                for line in self._case.files
            ),
        )

    def _links(self) -> Grid | None:
        if not self._case.links:
            return None
        return Grid(
            title=_("Belongs together with"),
            heads=(_("Number"), _("Form"), _("Opened"), _("Closed")),
            shares=(16, 28, 28, 28),
            rows=tuple(
                (
                    line.number,
                    self._case.pack.say(f"case.kind.{line.kind}.name", words.language()),
                    self._at(line.opened_at),
                    self._at(line.closed_at) or _("still open"),
                )
                for line in self._case.links
            ),
        )

    def _at(self, at: Millis | None) -> str:
        return "" if at is None else self._stamp(at)

    def _stamp(self, at: Millis, *, year: bool = False) -> str:
        """Day and time; the year too where it is another than that of the case, or wanted."""
        zone = self._session.zone
        own = local(self._case.received_at, zone).year
        day = say_day(at, _LONG_AGO, zone)
        number = local(at, zone).year
        if year or number != own:
            day = _("{day} {year}").format(day=day, year=number)
        return _("{day} {time}").format(day=day, time=say_clock(at, zone))


# No day of a case is today or tomorrow on paper: it is read later.
_LONG_AGO: Millis = 0


def _day(day: date) -> str:
    zone: tzinfo = UTC
    return say_day(instant(datetime.combine(day, _NOON, zone)), _LONG_AGO, zone)


def _hours(span: Millis) -> str:
    hours, minutes = divmod(max(0, span) // MINUTE, _HOUR_MINUTES)
    return f"{hours}:{minutes:02d}"


def _size(size: int) -> str:
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))} KiB"
    return f"{size / _KIB / _KIB:.1f} MiB"
