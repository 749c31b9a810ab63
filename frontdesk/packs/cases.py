"""What stands in `cases.toml`: forms with a deadline, complaints first (C1 to C10).

A kind of case is data alone: its number, form, severities, ladder and clocks. A pack without that
file belongs to a desk that keeps no cases; with it goes `calendar.toml`, by which working days are
counted. Every code has words in both languages, as everywhere in a pack.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from frontdesk.packs.parts import Code, Count, Duration, FieldSpec, Figure, Letters, Role, named

Needed = Literal["accepted", "cause", "fault", "lesson", "other", "where"]


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """A rung of a ladder (C3): who may hold a case there, the usual role first.

    It may stand here `within` that time by the clock, amber in the `window` before.
    """

    code: Code
    roles: tuple[Role, ...]
    within: Duration
    window: Duration


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """Rungs from the lowest up; a kind without passing up has a ladder of one (C3)."""

    code: Code
    rungs: tuple[Rung, ...]

    def rung(self, code: str) -> Rung:
        """The rung `code`. Raises KeyError."""
        return named(self.rungs, code)

    def above(self, code: str) -> Rung | None:
        """The rung over `code`, None over the highest. Raises KeyError."""
        at = self.rungs.index(self.rung(code)) + 1
        return self.rungs[at] if at < len(self.rungs) else None


class Severity(msgspec.Struct, frozen=True, kw_only=True):
    """How grave a case is: its mark is its place in the list, the lightest first (C2, C10).

    A new case `starts` at that rung: anything above the lowest must be passed up at once. It is to
    be acknowledged within `acknowledge` by the clock, and resolved within `resolve` working days,
    `joint` of them where several departments take part; None: nothing is owed. (C4)
    """

    code: Code
    starts: Code
    acknowledge: Duration | None = None
    resolve: Count | None = None
    joint: Count | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the form, with its fields in the order of the paper (C1)."""

    code: Code
    fields: tuple[Code, ...]


class CaseOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a case ends, and what is needed besides the answer and how it was given (C4, C6)."""

    code: Code
    needs: tuple[Needed, ...] = ()


class CaseKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of case: number, form, severities, ladder, outcomes (C1, C9).

    `notice`: roles told of each at once. `report`: told to the top of the ladder once closed.
    `signatures` stand at the foot of the paper. `question`: it may stand over an open question, and
    its answer answers that. `ask_after`: so long after closing the person is asked whether they are
    satisfied (C8); `check_after`: and whether it helped is looked at (C7). Amber are `soon` before
    it is to be acknowledged, and `soon_days` before it is to be resolved.
    """

    code: Code
    series: Letters
    digits: Count = 4
    ladder: Code
    severities: tuple[Severity, ...]
    fields: tuple[FieldSpec, ...]
    sections: tuple[Section, ...]
    notice: tuple[Role, ...] = ()
    report: bool = False
    outcomes: tuple[CaseOutcome, ...]
    signatures: tuple[Code, ...] = ()
    question: bool = False
    ask_after: Duration | None = None
    check_after: Duration | None = None
    soon: Duration
    soon_days: Duration

    def severity(self, code: str) -> Severity:
        """The severity `code`. Raises KeyError."""
        return named(self.severities, code)

    def outcome(self, code: str) -> CaseOutcome:
        """The outcome `code`. Raises KeyError."""
        return named(self.outcomes, code)

    def field(self, name: str) -> FieldSpec:
        """The field `name`. Raises KeyError."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def ordered(self) -> Iterator[FieldSpec]:
        """Its fields in the order of the paper, section by section."""
        for section in self.sections:
            for name in section.fields:
                yield self.field(name)


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """So many alike `within` that time are a pattern; it opens a case of that `kind` (C7)."""

    count: Count
    within: Duration
    kind: Code


class CaseLikeness(msgspec.Struct, frozen=True, kw_only=True):
    """When two cases are shown as likely one matter: points for what is alike (C7).

    `person` for the same person or phone, `place` and `about` for the same of these, up to `text`
    for what the person said; another place or another matter takes half of its points. Shown from
    `score_to_show` on, at most `show`, out of those opened `within` that time.
    """

    person: Figure
    place: Figure
    about: Figure
    text: Figure
    score_to_show: Figure
    show: Count
    within: Duration


class Cases(msgspec.Struct, frozen=True, kw_only=True):
    """The forms of a desk; the first kind is the complaint.

    `channels` are how a case came in, `ways` how an answer is given, `pauses` the only reasons for
    which a clock stands, `faults` whose fault it was, `satisfied` a scale, the best first. A case
    is reopened within `reopen_within`; anyone who holds it changes its severity within
    `severity_within`, leading roles alone after that. A file is of at most `file_most` MiB. A
    department answers its sheet within `hand_sheet`, amber in the `sheet_window` before. (C1 to C8)
    """

    ladders: tuple[Ladder, ...]
    kinds: tuple[CaseKind, ...]
    channels: tuple[Code, ...]
    ways: tuple[Code, ...]
    pauses: tuple[Code, ...]
    faults: tuple[Code, ...]
    satisfied: tuple[Code, ...]
    reopen_within: Duration
    severity_within: Duration
    again: Again
    likeness: CaseLikeness
    file_most: Count
    hand_sheet: Duration
    sheet_window: Duration

    def kind(self, code: str) -> CaseKind:
        """The kind `code`. Raises KeyError."""
        return named(self.kinds, code)

    def ladder(self, code: str) -> Ladder:
        """The ladder `code`. Raises KeyError."""
        return named(self.ladders, code)
