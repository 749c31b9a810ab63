"""The same again and again at one place is a pattern, until somebody works on it (C7)."""

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.cases import closing, handling, opening
from frontdesk.cases.cases import Case
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.patterns import densest, patterns
from frontdesk.clock import DAY, MINUTE
from frontdesk.packs.cases import Again
from frontdesk.packs.load import builtin
from frontdesk.session import Session
from tests.cases.conftest import Acts, Opens


def again() -> Again:
    found = builtin("hospital").cases
    assert found is not None
    return found.again


def improve(session: Session) -> Case:
    """An improvement with what its form asks for."""
    kind = again().kind
    values = {}
    assert session.pack.cases is not None
    for spec in session.pack.cases.kind(kind).fields:
        if spec.required:
            values[spec.name] = {
                "choice": spec.choices[0] if spec.choices else "",
                "severity": session.pack.cases.kind(kind).severities[0].code,
                "staff": "1",
                "date": "2027-01-04",
                "case_channel": "phone",
                "place": "internal",
            }.get(spec.kind, "why")
    return opening.open_case(session, OpenForm(kind, values))


def test_so_many_alike_within_the_time_are_a_pattern(session: Session, opens: Opens, desk) -> None:
    rule = again()
    made = []
    for _number in range(rule.count - 1):
        made.append(opens())
        desk.clock.advance(DAY)
    opens(place="surgery")
    assert patterns(session, made[-1]) is None
    made.append(opens())
    ids = tuple(case.id for case in made)
    for case in made:
        found = patterns(session, case)
        assert found is not None
        assert (found.place, found.kind, found.count) == ("internal", "complaint", rule.count)
        assert (found.ids, found.improve) == (ids, rule.kind)
        assert found.since == made[0].received_at


def test_what_lies_further_apart_is_none(session: Session, opens: Opens, desk) -> None:
    rule = again()
    first = opens()
    desk.clock.advance(rule.within + MINUTE)
    later = [opens() for _number in range(rule.count - 1)]
    assert patterns(session, first) is None
    assert patterns(session, later[0]) is None
    last = opens()
    found = patterns(session, last)
    assert found is not None
    assert first.id not in found.ids
    assert patterns(session, first) is None


def test_an_open_improvement_that_is_linked_to_one_of_them_is_enough(
    session: Session, acts: Acts, opens: Opens
) -> None:
    made = [opens() for _number in range(again().count)]
    supervisor = acts("supervisor")
    work = improve(supervisor)
    assert patterns(session, made[0]) is not None
    handling.link(supervisor, work.id, made[1].id)
    assert [patterns(session, case) for case in made] == [None] * len(made)
    session.store.database.execute_sql(
        "UPDATE desk_case SET closed_at = opened_at, outcome = 'done', how = 'phone' WHERE id = ?",
        (work.id,),
    )
    assert patterns(session, made[0]) is not None


def test_another_open_case_that_is_linked_is_no_improvement(
    session: Session, acts: Acts, opens: Opens
) -> None:
    made = [opens() for _number in range(again().count)]
    handling.link(acts("agent"), made[0].id, made[1].id)
    assert patterns(session, made[0]) is not None


def test_an_improvement_is_no_pattern_of_its_own(session: Session, acts: Acts) -> None:
    made = [improve(acts("supervisor")) for _number in range(again().count)]
    session.store.database.execute_sql("UPDATE desk_case SET place = 'internal'")
    assert patterns(session, Case.get(Case.id == made[0].id)) is None


def test_without_a_place_there_is_no_pattern(session: Session, opens: Opens) -> None:
    made = [opens(place="") for _number in range(again().count)]
    assert patterns(session, made[0]) is None


def test_what_repeats_another_counts_once(session: Session, acts: Acts, opens: Opens) -> None:
    made = [opens() for _number in range(again().count)]
    closing.close(
        acts("agent"),
        made[1].id,
        Closing(outcome="duplicate", answer="It goes on.", how="phone", other_id=made[0].id),
    )
    assert patterns(session, made[0]) is None


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(0, 30), st.data())
def test_the_densest_run_is_the_most_there_is(
    days: list[int], within: int, data: st.DataObject
) -> None:
    alike = sorted((day, number) for number, day in enumerate(days))
    one = data.draw(st.sampled_from(alike))
    rule = Again(count=2, within=within, kind="improvement")
    found = densest(alike, one, rule)
    assert one in found
    assert found[-1][0] - found[0][0] <= within
    every = [
        [other for other in alike if begins <= other[0] <= begins + within] for begins in range(61)
    ]
    assert len(found) == max(len(run) for run in every if one in run)
