"""Who held a case on which rung, from when till when, told from its timeline (C3): pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from frontdesk.cases import deadlines
from frontdesk.cases.case_file import EventLine, RungLine
from frontdesk.cases.cases import Case
from frontdesk.clock import Millis
from frontdesk.packs.cases import Ladder, Rung


class Colleague(NamedTuple):
    """One of staff as the ladder names them."""

    id: int
    name: str
    role: str
    here: bool


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """A case stood on a rung from `since` to `until` (None: still), with `staff_id` at its end.

    `note` is why it went on.
    """

    rung: str
    staff_id: int | None
    since: Millis
    until: Millis | None = None
    note: str = ""


def stays(case: Case, events: Iterable[EventLine]) -> list[Stay]:
    """Every stretch on a rung, in order; opened again, a case stands anew where it stood."""
    told = list(events)
    first = next((one.code_from for one in told if one.what == "accepted"), case.rung)
    now = Stay(rung=first, staff_id=case.opener_id, since=case.opened_at)
    found: list[Stay] = []
    why = ""
    for event in told:
        if event.what == "passed":
            why = event.text
        elif event.what == "accepted" and event.code_from == event.code_to:
            now = msgspec.structs.replace(now, staff_id=event.staff_id)
        elif event.what == "accepted":
            found.append(msgspec.structs.replace(now, until=event.at, note=why))
            now = Stay(rung=event.code_to, staff_id=event.staff_id, since=event.at)
        elif event.what == "reopened":
            found.append(msgspec.structs.replace(now, until=_closed(told, event.at)))
            now = msgspec.structs.replace(now, since=event.at)
    return [*found, msgspec.structs.replace(now, until=case.closed_at)]


def _closed(events: Sequence[EventLine], before: Millis) -> Millis:
    """When it was closed before it was opened again at `before`."""
    return max(one.at for one in events if one.what == "closed" and one.at <= before)


def until(ladder: Ladder, case: Case, *, paused: bool) -> Millis | None:
    """Until when it may stand where it stands; None where nothing is above, or its clock stands."""
    if case.closed_at is not None or paused or ladder.above(case.rung) is None:
        return None
    return deadlines.rung_until(ladder.rung(case.rung), case.rung_at)


def lines(
    ladder: Ladder,
    case: Case,
    events: Sequence[EventLine],
    staff: Mapping[int, Colleague],
    *,
    paused: bool,
) -> tuple[RungLine, ...]:
    """Each rung of the ladder with who has it, had it or would have it, the lowest first (C3)."""
    last = {stay.rung: stay for stay in stays(case, events)}
    codes = [one.code for one in ladder.rungs]
    at = codes.index(case.rung)
    ends = until(ladder, case, paused=paused)
    found = []
    for place, rung in enumerate(ladder.rungs):
        stay = last.get(rung.code)
        if rung.code == case.rung and case.closed_at is None:
            line = RungLine(
                code=rung.code, place=place + 1, state="held", staff_id=case.owner_id,
                since=case.rung_at, until=ends,
            )  # fmt: skip
        elif rung.code == case.offered_rung:
            line = _offered(rung, place, case, events)
        elif stay is not None:
            line = RungLine(
                code=rung.code, place=place + 1, state="passed", staff_id=stay.staff_id,
                since=stay.since, until=stay.until, note=stay.note,
            )  # fmt: skip
        elif place < at:
            line = RungLine(code=rung.code, place=place + 1, state="skipped")
        else:
            line = RungLine(
                code=rung.code, place=place + 1, state="ahead", staff_id=_only(rung, staff),
                since=ends if place == at + 1 and case.offered_id is None else None,
            )  # fmt: skip
        found.append(_named(line, staff))
    return tuple(found)


def _offered(rung: Rung, place: int, case: Case, events: Sequence[EventLine]) -> RungLine:
    asked = [one for one in events if one.what == "passed" and one.to_id == case.offered_id]
    return RungLine(
        code=rung.code, place=place + 1, state="offered", staff_id=case.offered_id,
        since=asked[-1].at if asked else None, note=asked[-1].text if asked else "",
    )  # fmt: skip


def _only(rung: Rung, staff: Mapping[int, Colleague]) -> int | None:
    """Whoever would take it on a rung, where one alone has its usual role."""
    found = [one.id for one in staff.values() if one.here and one.role == rung.roles[0]]
    return found[0] if len(found) == 1 else None


def _named(line: RungLine, staff: Mapping[int, Colleague]) -> RungLine:
    who = staff.get(line.staff_id) if line.staff_id is not None else None
    return line if who is None else msgspec.structs.replace(line, staff=who.name)
