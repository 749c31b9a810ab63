"""The same again and again (C7): so many cases of one kind at one place within the pack's time."""

import sys
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from frontdesk.cases import cases
from frontdesk.cases.cases import Case
from frontdesk.clock import Millis
from frontdesk.packs.cases import Again
from frontdesk.session import Session
from frontdesk.tasks import tasks

_NEAR = """
SELECT c.id, c.received_at, c.outcome, c.pack FROM desk_case c
WHERE c.place = ? AND c.kind = ? AND c.received_at BETWEEN ? AND ? ORDER BY c.received_at, c.id
"""
# An improvement stands over a pattern when any of its cases is linked to it.
_IMPROVED = """
SELECT 1 FROM case_link l JOIN desk_case i ON i.id IN (l.case_id, l.other_id)
WHERE (l.case_id IN ({marks}) OR l.other_id IN ({marks})) AND i.kind = ? AND i.closed_at IS NULL
LIMIT 1
"""


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """`count` cases of a `kind` at a `place`, the first of them said at `since`.

    `ids` are theirs, the earliest first; `improve` is the kind of case to open over them.
    """

    place: str
    kind: str
    count: int
    since: Millis
    ids: tuple[int, ...]
    improve: str


def patterns(session: Session, case: Case) -> Pattern | None:
    """The pattern that a case belongs to, by the pack of today; None where it is alone.

    None too while an improvement that is linked to any of them is open, and for what an
    improvement is itself. What was closed as the same as another is counted once.
    """
    again = cases.forms(session.pack).again
    if not case.place or case.kind == again.kind:
        return None
    rows = session.store.database.execute_sql(
        _NEAR,
        (case.place, case.kind, case.received_at - again.within, case.received_at + again.within),
    ).fetchall()
    alike = [
        (row[1], row[0])
        for row in rows
        if row[0] == case.id or not _repeats(session, case.kind, row[2], row[3])
    ]
    found = densest(alike, (case.received_at, case.id), again)
    if len(found) < again.count or _improved(session, found, again.kind):
        return None
    return Pattern(
        place=case.place,
        kind=case.kind,
        count=len(found),
        since=found[0][0],
        ids=tuple(one for _at, one in found),
        improve=again.kind,
    )


def densest(
    alike: Sequence[tuple[Millis, int]], one: tuple[Millis, int], again: Again
) -> Sequence[tuple[Millis, int]]:
    """The most of `alike`, in order of time, that lie within the pack's time and `one` among them.

    Of several as many, the latest.
    """
    at = alike.index(one)
    best: Sequence[tuple[Millis, int]] = ()
    for first in range(at + 1):
        last = bisect_right(alike, (alike[first][0] + again.within, sys.maxsize))
        if at < last and last - first >= len(best):
            best = alike[first:last]
    return best


def _repeats(session: Session, kind: str, outcome: str, digest: str) -> bool:
    """Whether a case was closed as the same as another, by the pack that it began under."""
    rules = cases.kind_in(tasks.rules(session, digest), kind)
    return rules is not None and any(
        one.code == outcome and "other" in one.needs for one in rules.outcomes
    )


def _improved(session: Session, found: Sequence[tuple[Millis, int]], kind: str) -> bool:
    marks = ", ".join(str(int(one)) for _at, one in found)
    statement = _IMPROVED.format(marks=marks)
    return session.store.database.execute_sql(statement, (kind,)).fetchone() is not None
