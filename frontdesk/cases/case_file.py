"""A case as its page and its paper show it: one record, read at once (C1 to C5).

Instants are milliseconds UTC. Codes have their words in the pack that the case began by. What
nobody wrote is "", who is not known None; `staff` names beside an id are "" for the machine.
"""

from typing import Literal

import msgspec

from frontdesk.cases.deadlines import Clocks, TraceLine
from frontdesk.cases.steps import Step
from frontdesk.clock import Millis
from frontdesk.packs.cases import CaseKind, Rung
from frontdesk.packs.structs import Pack

RungState = Literal["passed", "skipped", "held", "offered", "ahead"]


class Graded(msgspec.Struct, frozen=True, kw_only=True):
    """How grave the case is: the `place`-th of `of`, 1 the lightest; `why` as it was last set."""

    code: str
    place: int
    of: int
    set_by: int | None
    staff: str
    set_at: Millis
    why: str


class RungLine(msgspec.Struct, frozen=True, kw_only=True):
    """One rung, the lowest first; `place` counts from 1.

    passed: `staff` held it from `since` to `until`, `note` is why it went on. skipped: nobody held
    it. held: since then, and it may stand there until `until` (None where nothing is above, and
    while the clock stands). offered: `staff` was asked at `since` and has not accepted yet. ahead:
    `since` is when it would come there if nothing is done (the next one alone has it), `staff` the
    one who would take it where only one can.
    """

    code: str
    place: int
    state: RungState
    staff_id: int | None = None
    staff: str = ""
    since: Millis | None = None
    until: Millis | None = None
    note: str = ""


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline, oldest first: `what` happened, from which code to which.

    `what` is one of opened, severity, joint, passed, accepted, declined, note, proposed, replied,
    acknowledged, paused, resumed, sheet, sheet_done, told, linked, attached, corrected, redated,
    closed, reopened, reported, satisfied, checked, printed. `to` is the name of `to_id`.
    """

    id: int
    at: Millis
    what: str
    staff_id: int | None = None
    staff: str = ""
    code_from: str = ""
    code_to: str = ""
    to_id: int | None = None
    to: str = ""
    text: str = ""


class PauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which the resolve clock stood; `ended_at` None: it stands still."""

    reason: str
    began_at: Millis
    ended_at: Millis | None


class SheetLine(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet to a department, or an apology that is owed; its task says when and what came (C5).

    `place` is a code of the directory and `place_name` its name; `party` who owes the apology.
    """

    id: int
    task_id: int
    what: Literal["sheet", "apology"]
    place: str
    place_name: str
    party: str
    joint: bool
    asked: str
    created_at: Millis
    due_at: Millis | None
    owner_id: int | None
    owner: str
    done_at: Millis | None
    outcome: str
    answer: str


class NoticeLine(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever has `role` is to see this; `seen_at` None: it stands still (C1)."""

    id: int
    what: Literal["opened", "report", "lesson"]
    role: str
    created_at: Millis
    seen_at: Millis | None
    seen_by: int | None
    staff: str


class FileLine(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of a statement or picture, by the digest of its content; `size` in bytes."""

    id: int
    digest: str
    name: str
    size: int
    at: Millis
    staff_id: int | None
    staff: str


class LinkLine(msgspec.Struct, frozen=True, kw_only=True):
    """Another case that belongs to this one, whichever of the two was linked to the other (C7)."""

    case_id: int
    number: str
    kind: str
    name: str
    why: str
    opened_at: Millis
    closed_at: Millis | None
    outcome: str


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one case.

    `number` is as people say it, C-0228. `values` holds every field of its form as it was typed,
    by name, columns and the kind's own alike; `happened` is when it happened, in their words.
    `owner` answers for it; `offered` was asked to take it at `offered_rung` and has not accepted.
    `call` and `visit` are the tickets of what it came from, `task_id` the question it stands for.
    `next` is what is due first, None when it is closed or its clock stands. `answer` to `outside`
    are what it was closed with.
    """

    id: int
    number: str
    day: str
    kind: str
    channel: str
    pack: Pack
    opened_at: Millis
    received_at: Millis
    opener_id: int | None
    opener: str

    person_id: int | None
    name: str
    pinyin: str
    sex: str
    birth_year: int | None
    phone: str

    place: str
    place_name: str
    about: str
    happened: str
    witnesses: str
    facts: str
    wish: str
    values: dict[str, str]

    severity: Graded
    joint: bool
    rung: str
    rung_at: Millis
    rung_until: Millis | None
    owner_id: int
    owner: str
    owner_since: Millis
    offered_id: int | None
    offered: str
    offered_rung: str

    acknowledged_at: Millis | None
    acknowledged_how: str
    clocks: Clocks
    trace: tuple[TraceLine, ...]
    next: Step | None

    closed_at: Millis | None
    outcome: str
    answer: str
    how: str
    accepted: Literal["", "yes", "no"]
    answered_by: int | None
    answerer: str
    cause: str
    fault: str
    lesson: str
    outside: str
    reopened: int

    call_id: int | None
    call: str
    visit_id: int | None
    visit: str
    task_id: int | None

    rungs: tuple[RungLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    pauses: tuple[PauseLine, ...] = ()
    sheets: tuple[SheetLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    files: tuple[FileLine, ...] = ()
    links: tuple[LinkLine, ...] = ()

    @property
    def rules(self) -> CaseKind:
        """Its kind, as the pack had it when the case began."""
        cases = self.pack.cases
        if cases is None:
            raise KeyError(self.kind)
        return cases.kind(self.kind)

    @property
    def held(self) -> Rung:
        """The rung that it stands at, as the pack had it when the case began."""
        cases = self.pack.cases
        if cases is None:
            raise KeyError(self.rung)
        return cases.ladder(self.rules.ladder).rung(self.rung)

    @property
    def paused(self) -> PauseLine | None:
        """The pause that goes on, or None."""
        return next((one for one in self.pauses if one.ended_at is None), None)

    def value(self, name: str) -> str:
        """What stands in the field `name`; "" when nothing does or there is no such field."""
        return self.values.get(name, "")
