"""What a pack holds, as typed structs (X4): rules, directory and the words for every code.

Durations are milliseconds, written "5m" in the file. A *code* names a thing in files, log and
database (small letters, digits, _); people only ever see its words. The first of a list is what
the desk proposes. Where one is chosen with a digit, at most nine stand in the list.
"""

from typing import Literal

import msgspec

from frontdesk.calendar import Calendar
from frontdesk.clock import Millis
from frontdesk.hours import Hours
from frontdesk.packs.cases import Cases
from frontdesk.packs.parts import Code as Code
from frontdesk.packs.parts import Count as Count
from frontdesk.packs.parts import Country as Country
from frontdesk.packs.parts import Duration as Duration
from frontdesk.packs.parts import FieldSpec as FieldSpec
from frontdesk.packs.parts import Figure as Figure
from frontdesk.packs.parts import Language as Language
from frontdesk.packs.parts import Letters as Letters
from frontdesk.packs.parts import Role as Role
from frontdesk.packs.parts import TimeOfDay as TimeOfDay
from frontdesk.packs.parts import named
from frontdesk.packs.phone import Phone

Priority = Literal["normal", "priority", "emergency"]

PRIORITIES: tuple[Priority, ...] = ("normal", "priority", "emergency")


class Both(msgspec.Struct, frozen=True, kw_only=True):
    """One text in both languages."""

    en: str
    zh: str

    def say(self, language: str) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """The business day begins at `begins` after midnight: tickets and figures belong to it."""

    begins: TimeOfDay


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an offer. `again`: offer once more after that long.

    With `handles = false` the step stands as due until another outcome comes.
    """

    code: Code
    handles: bool = True
    again: Duration | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something owed to a waiting person `after` the wait began; amber in the `window` before.

    Done within `grace` of falling due it still counts as in time (W6).

    An *offer* is done with one key and ends in one of `outcomes`. An *ask* takes a reason, the
    minutes promised (it falls due again after them) and who was `told`; `exempts` are reasons why
    a person told to wait needs no asking. A person with a need in `unless` never gets the step.
    `repeat` makes it due again that long after it was handled. `stages` are the watched stages it
    applies to, all of them when empty; `mark` draws a tick on the wait bar. (W2, W3)
    """

    code: Code
    after: Duration
    window: Duration
    grace: Duration = 0
    form: Literal["offer", "ask"]
    outcomes: tuple[Outcome, ...] = ()
    reasons: tuple[Code, ...] = ()
    minutes: tuple[Count, ...] = ()
    told: tuple[Code, ...] = ()
    exempts: tuple[Code, ...] = ()
    unless: tuple[Code, ...] = ()
    stages: tuple[Code, ...] = ()
    repeat: Duration | None = None
    mark: bool = True


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """From when a first wait counts, and the steps in the order they fall due (W1)."""

    begins: Literal["arrival", "ticket", "triage"]
    steps: tuple[Step, ...]

    @property
    def last(self) -> Millis:
        """When the last step falls due: the wait bar scales to it."""
        return self.steps[-1].after


class Emergency(msgspec.Struct, frozen=True, kw_only=True):
    """Until with a doctor (a `served` stage) an emergency is watched by `within` alone (D3).

    `told` are whom one tells, `places` where to take the person, `card` the steps of the card.
    """

    within: Duration
    window: Duration
    told: tuple[Code, ...]
    places: tuple[Code, ...]
    card: tuple[Code, ...]


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What a person needs (D4); `prior` puts the person into the priority "priority"."""

    code: Code
    prior: bool = False


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets of one priority: letters and the number of digits, as A012."""

    code: Letters
    priority: Priority
    digits: Count = 3


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """Where a visit stands (D5). The first stage of a pack is where a visit begins.

    `next`: the stages that may follow, its own next step first. `watched`: waiting steps run
    here. `fresh`: entering it begins a new wait. `served`: with the doctor or host. `ends`: the
    visit is over. `leaves`: it ended without being seen, and takes a reason from `leaving`.
    """

    code: Code
    next: tuple[Code, ...] = ()
    watched: bool = False
    fresh: bool = False
    served: bool = False
    ends: bool = False
    leaves: bool = False


class Cadence(msgspec.Struct, frozen=True, kw_only=True):
    """How a telephone rings in a country: tone and pause in turn, and the ring to answer by."""

    on: tuple[Duration, ...]
    off: tuple[Duration, ...]
    target_rings: Count = 3

    @property
    def ring(self) -> Millis:
        """How long one ring is, with its pauses."""
        return sum(self.on) + sum(self.off)


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """When two people are shown as likely one: how far off still counts, and from which score."""

    phone_digits_off: Figure
    birth_years_off: Figure
    score_to_show: Figure


class Department(msgspec.Struct, frozen=True, kw_only=True):
    """A department: `short` is its name in lists, `serves` what one goes there for (D2, D6)."""

    code: Code
    name: Both
    short: Both
    serves: Both
    floor: str
    rooms: str
    phone: str
    hours: Hours


class Reachable(msgspec.Struct, frozen=True, kw_only=True):
    """A person who sees visitors: title, specialty, where and when (D2, D6)."""

    code: Code
    name: str
    title: Both
    specialty: Both
    department: Code
    room: str
    hours: Hours
    phone: str | None = None


class Doctor(Reachable, frozen=True, kw_only=True):
    """A doctor, in a pack that asks the doctor."""


class Host(Reachable, frozen=True, kw_only=True):
    """A host who receives visitors, in a pack that asks the host (D14)."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Anything else one asks the way to: lift, cashier, toilets, a meeting room (D6)."""

    code: Code
    name: Both
    floor: str
    room: str | None = None
    phone: str | None = None
    hours: Hours | None = None


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """The starter directory; a desk keeps its own afterwards."""

    departments: tuple[Department, ...]
    doctors: tuple[Doctor, ...] = ()
    hosts: tuple[Host, ...] = ()
    places: tuple[Place, ...] = ()


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in `rules.toml`."""

    code: Code
    version: Count
    language: Language
    country: Country
    asks: Literal["doctor", "host"]
    hours: Hours
    undo: Duration
    day: Day
    posts: tuple[Code, ...]
    purposes: tuple[Code, ...]
    leaving: tuple[Code, ...]
    waiting: Waiting
    emergency: Emergency
    needs: tuple[Need, ...]
    series: tuple[Series, ...]
    stages: tuple[Stage, ...]
    rings: dict[Country, Cadence]
    likeness: Likeness
    forms: dict[Code, tuple[FieldSpec, ...]]


class Pack(Rules, frozen=True, kw_only=True):
    """A whole pack, checked. `digest` (SHA-256, hex) names this very text of its files.

    A desk without a telephone has a pack without `phone`, one that keeps no cases one without
    `cases`. Whoever keeps cases has a `calendar` too.
    """

    directory: Directory
    words: dict[str, dict[str, str]]
    files: dict[str, bytes]
    digest: str
    phone: Phone | None = None
    cases: Cases | None = None
    calendar: Calendar | None = None

    def __repr__(self) -> str:
        return f"Pack({self.code!r}, version={self.version}, digest={self.digest[:12]!r})"

    def say(self, key: str, language: str) -> str:
        """The words of `key`, as `step.water.do`.

        A key that this pack lacks (a code out of an older version) reads as its code.
        """
        found = self.words.get(language, {}).get(key)
        return key.rpartition(".")[2] if found is None else found

    def fill(self, key: str, language: str, **values: object) -> str:
        """The words of `key` with each {name} replaced; values are data, never templates."""
        # One pass over the template: a value that contains braces stays as it is.
        pieces = self.say(key, language).split("{")
        text = [pieces[0]]
        for piece in pieces[1:]:
            name, _, rest = piece.partition("}")
            text.append(f"{values.get(name, '')}{rest}")
        return "".join(text)

    def say_field(self, kind: str, name: str, part: str, language: str) -> str:
        """The label, help, eg or readback of a field in the form of cases of that `kind` (C9).

        On the paper of one kind the same field may have words of its own: `case.kind.lost.field`.
        """
        key = f"field.{name}.{part}"
        own = f"case.kind.{kind}.{key}"
        return self.say(own if own in self.words.get(language, {}) else key, language)

    def step(self, code: str) -> Step:
        """The waiting step `code`. Raises KeyError."""
        return named(self.waiting.steps, code)

    def stage(self, code: str) -> Stage:
        """The stage `code`. Raises KeyError."""
        return named(self.stages, code)

    def priority(self, needs: tuple[str, ...] | frozenset[str]) -> Priority:
        """The priority that a person with these needs has without an emergency."""
        return "priority" if any(n.prior and n.code in needs for n in self.needs) else "normal"

    def series_of(self, priority: Priority) -> Series:
        """The ticket series of a priority: every pack has exactly one for each."""
        return next(series for series in self.series if series.priority == priority)

    @property
    def asked(self) -> tuple[Reachable, ...]:
        """Whom this desk asks and sends visitors to: its doctors, or its hosts."""
        return self.directory.doctors if self.asks == "doctor" else self.directory.hosts
