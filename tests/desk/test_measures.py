"""What a day gives the figures to count: what was owed, by whom done, what is inexact."""

from frontdesk.clock import HOUR, MINUTE, Jump
from frontdesk.desk import emergency, figures, measures, visits, waiting
from frontdesk.desk.figures import Share
from frontdesk.desk.steps import ASKED, EXEMPT
from frontdesk.desk.waiting import Doing
from frontdesk.opening import mark_clock
from frontdesk.session import Session

GIVEN = Doing(outcome="given")
ASK = Doing(outcome=ASKED, reason="longer", minutes=10, told="both")


def _share(session: Session, step: str = "water") -> Share:
    facts = measures.step_facts(session, session.today())
    return figures.in_time_by(facts, session.now(), lambda fact: fact.step).get(
        step, Share(part=0, whole=0)
    )


def test_a_day_without_visitors_has_no_figures(session: Session) -> None:
    assert measures.step_facts(session, session.today()) == []
    assert measures.wait_facts(session, session.today()) == []


def test_steps_done_late_and_still_owed_are_told_apart(session: Session, desk, arrive) -> None:
    one, two, three = (arrive(session, name) for name in ("Zhang Wei", "Li Si", "Wang Wu"))
    desk.clock.advance(7 * MINUTE)
    waiting.do_step(session, one.id, "water", 1, GIVEN)
    assert _share(session) == Share(part=1, whole=1)
    desk.clock.advance(1)
    waiting.do_step(session, two.id, "water", 1, GIVEN)
    assert _share(session) == Share(part=1, whole=3)
    visits.move(session, three.id, "left", "too_long")
    assert _share(session) == Share(part=1, whole=3)
    found = measures.step_facts(session, session.today())
    assert {fact.hour for fact in found if fact.step == "water"} == {7}
    assert {fact.staff for fact in found if fact.done_at} == {session.staff_id}
    assert {fact.department for fact in found} == {one.department_id}


def test_who_is_seen_before_the_time_was_owed_nothing(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(6 * MINUTE)
    visits.move(session, visit.id, "doctor")
    desk.clock.advance(HOUR)
    assert _share(session) == Share(part=0, whole=0)


def test_a_fasting_person_is_in_no_share_of_water(session: Session, desk, arrive) -> None:
    arrive(session, needs=("fasting",))
    desk.clock.advance(HOUR)
    assert _share(session) == Share(part=0, whole=0)
    assert _share(session, "check") == Share(part=0, whole=1)


def test_each_promise_kept_or_not_counts(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(15 * MINUTE)
    waiting.do_step(session, visit.id, "check", 1, ASK)
    assert _share(session, "check") == Share(part=1, whole=1)
    desk.clock.advance(13 * MINUTE)
    assert _share(session, "check") == Share(part=1, whole=2)
    waiting.do_step(session, visit.id, "check", 2, Doing(outcome=EXEMPT, reason="results"))
    assert _share(session, "check") == Share(part=1, whole=2)


def test_an_emergency_ends_what_was_owed(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(3 * MINUTE)
    emergency.raise_visit(session, visit.id, ("doctor",))
    desk.clock.advance(HOUR)
    assert _share(session) == Share(part=0, whole=0)


def test_a_try_that_left_the_step_standing_counts_once(make_desk, arrive) -> None:
    from frontdesk.packs.load import builtin, from_files, to_files

    files = to_files(builtin("hospital"))
    rules = files["rules.toml"].decode()
    rules = rules.replace('{ code = "away", again = "5m" }', '{ code = "away", handles = false }')
    files["rules.toml"] = rules.encode()
    desk = make_desk(from_files(files))
    session = desk.as_staff()
    visit = arrive(session)
    desk.clock.advance(6 * MINUTE)
    waiting.do_step(session, visit.id, "water", 1, Doing(outcome="away"))
    desk.clock.advance(14 * MINUTE)
    assert _share(session) == Share(part=0, whole=1)
    waiting.do_step(session, visit.id, "water", 2, GIVEN)
    assert _share(session) == Share(part=0, whole=1)


def test_each_wait_has_its_own_steps_and_spread(session: Session, desk, arrive) -> None:
    visit = arrive(session)
    desk.clock.advance(4 * MINUTE)
    for stage in ("doctor", "examination", "again"):
        visits.move(session, visit.id, stage)
    desk.clock.advance(10 * MINUTE)
    facts = measures.wait_facts(session, session.today())
    assert [(fact.ended_at is None, fact.left, fact.exact) for fact in facts] == [
        (False, False, True),
        (True, False, True),
    ]
    assert figures.spread(facts, session.now()).median == 7 * MINUTE
    assert _share(session) == Share(part=0, whole=1)


def test_a_wait_through_a_moved_clock_is_inexact_and_only_that_one(
    session: Session, desk, arrive
) -> None:
    before = arrive(session, "Zhang Wei")
    desk.clock.advance(MINUTE)
    visits.move(session, before.id, "doctor")
    arrive(session, "Li Si")
    desk.clock.advance(MINUTE)
    desk.clock.set_wall(desk.clock.now() + HOUR)
    mark_clock(session, session.clock, Jump(HOUR))
    desk.clock.advance(MINUTE)
    arrive(session, "Wang Wu")
    facts = measures.wait_facts(session, session.today())
    assert [fact.exact for fact in facts] == [True, False, True]
    assert figures.spread(facts, session.now()).excluded == 1
    assert _share(session) == Share(part=0, whole=0, excluded=1)


def test_a_beginning_typed_in_is_inexact(session: Session, arrive) -> None:
    arrive(session, arrived_at=session.now() - 10 * MINUTE)
    assert [fact.exact for fact in measures.wait_facts(session, session.today())] == [False]


def test_only_the_visits_of_the_day_count(session: Session, desk, arrive) -> None:
    arrive(session)
    day = session.today()
    desk.clock.advance(24 * HOUR)
    assert measures.wait_facts(session, session.today()) == []
    assert len(measures.wait_facts(session, day)) == 1


def test_a_pack_with_other_steps_has_figures_of_its_own(make_desk, other_pack, arrive) -> None:
    desk = make_desk(other_pack)
    session = desk.as_staff()
    arrive(session)
    desk.clock.advance(HOUR)
    found = figures.in_time_by(
        measures.step_facts(session, session.today()), session.now(), lambda fact: fact.step
    )
    assert found == {
        "blanket": Share(part=0, whole=1),
        "check": Share(part=0, whole=1),
        "chair": Share(part=0, whole=1),
    }
