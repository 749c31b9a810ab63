"""What a day gives the figures of the telephone to count, on a real database."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, Jump, Millis
from frontdesk.opening import change_pack, mark_clock
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.phone import answering, calls, figures, measured, recording, talking
from frontdesk.phone.answering import Dialled, Ringing
from frontdesk.phone.calls import Call
from frontdesk.phone.figures import Handling, Mean, Rate
from frontdesk.phone.recording import CallForm, ContactForm
from frontdesk.session import Session
from frontdesk.tasks import tasks

ANN, BOB, CID = "13812342046", "13912340001", "02187654321"
Ring = Callable[..., Call]


@pytest.fixture
def ring(desk) -> Ring:
    """Let it ring for so long, then answer it or lose it (`answered=False`)."""

    def ring(
        session: Session,
        span: Millis,
        number: str = ANN,
        *,
        answered: bool = True,
        how: str = "hook",
    ) -> Call:
        call = answering.ring(session, Ringing(number=number, how=how))  # type: ignore[arg-type]
        desk.clock.advance(span)
        done = answering.answer if answered else answering.caller_gone
        return done(session, call.id)

    return ring


def _close(session: Session, call: Call, outcome: str = "") -> None:
    """Hang up and give the record the pack's first outcome that needs nothing."""
    talking.hang_up(session, call.id, "caller")
    phone = calls.telephone(session.pack)
    plain = next(one.code for one in phone.outcomes if not one.needs)
    recording.record(session, call.id, CallForm(kind=phone.kinds[0].code, outcome=outcome or plain))


def _facts(session: Session) -> list[figures.CallFact]:
    return measured.call_facts(session, session.today(), session.today())


def _rate(part: int, whole: int, excluded: int = 0) -> Rate:
    return Rate(value=part / whole if whole else None, n=whole, excluded=excluded)


def test_a_day_without_calls_has_no_figures(session: Session) -> None:
    day = session.today()
    for read in (
        measured.call_facts, measured.handlings, measured.missed_facts, measured.callback_facts,
        measured.contacts,
    ):  # fmt: skip
        assert read(session, day, day) == []


def test_answered_late_and_lost_calls_are_told_apart(session: Session, ring: Ring) -> None:
    _close(session, ring(session, 4 * SECOND))
    _close(session, ring(session, 17 * SECOND, BOB))
    _close(session, ring(session, 30 * SECOND, CID))
    ring(session, 3 * SECOND, BOB, answered=False)
    ring(session, 40 * SECOND, CID, answered=False)
    found = _facts(session)
    assert figures.service_level(found) == _rate(2, 4, 1)
    assert figures.strict_service_level(found) == _rate(2, 5)
    assert figures.within_rings(found) == _rate(1, 4, 1)
    assert figures.abandonment(found) == _rate(1, 4, 1)
    assert figures.speed_of_answer(found) == Mean(value=17 * SECOND, n=3)


def test_calls_by_hand_and_of_unknown_rings_stand_apart(session: Session, desk, ring: Ring) -> None:
    _close(session, ring(session, 2 * SECOND))
    _close(session, ring(session, 6 * SECOND, BOB, how="hand"))
    _close(session, answering.answer_unknown(session))
    found = _facts(session)
    assert figures.service_level(found) == _rate(1, 1)
    assert figures.service_level(found, "hand") == _rate(1, 1, 1)
    assert figures.speed_of_answer(found, "hand") == Mean(value=6 * SECOND, n=1, excluded=1)


def test_a_ring_that_nobody_ended_is_lost_when_its_time_is_over(session: Session, desk) -> None:
    answering.ring(session, Ringing(number=ANN, how="hook"))
    desk.clock.advance(60 * SECOND)
    assert figures.service_level(_facts(session)) == _rate(0, 0, 1)
    desk.clock.advance(30 * SECOND)
    assert figures.service_level(_facts(session)) == _rate(0, 1)
    day = session.today()
    before = figures.recovery(measured.missed_facts(session, day, day))
    answering.settle(session)
    assert figures.service_level(_facts(session)) == _rate(0, 1)
    after = figures.recovery(measured.missed_facts(session, day, day))
    assert before == after == _rate(0, 1)


def test_a_call_is_judged_by_the_pack_it_began_under(session: Session, desk, ring: Ring) -> None:
    _close(session, ring(session, 25 * SECOND))
    files = to_files(builtin("hospital"))
    files["phone.toml"] = files["phone.toml"].replace(
        b'answer_within = "20s"', b'answer_within = "30s"'
    )
    slower = from_files(files)
    change_pack(session, slower)
    later = replace(session, pack=slower)
    _close(later, ring(later, 25 * SECOND, BOB))
    assert figures.service_level(_facts(later)) == _rate(1, 2)


def test_a_clock_moved_while_it_rang_makes_that_call_inexact(
    session: Session, desk, ring: Ring
) -> None:
    _close(session, ring(session, 4 * SECOND))
    desk.clock.advance(MINUTE)
    call = answering.ring(session, Ringing(number=BOB, how="hook"))
    desk.clock.advance(SECOND)
    desk.clock.set_wall(desk.clock.now() + 5 * SECOND)
    mark_clock(session, session.clock, Jump(5 * SECOND))
    desk.clock.advance(SECOND)
    _close(session, answering.answer(session, call.id))
    assert [fact.exact for fact in _facts(session)] == [True, False]
    assert figures.service_level(_facts(session)) == _rate(1, 1, 1)


def test_handle_time_is_talk_hold_and_the_record_up_to_the_packs_time(
    session: Session, desk, ring: Ring
) -> None:
    phone = calls.telephone(session.pack)
    day = session.today()

    def found() -> list[Handling]:
        return measured.handlings(session, day, day)

    first = ring(session, SECOND)
    desk.clock.advance(2 * MINUTE)
    talking.hold(session, first.id)
    desk.clock.advance(20 * SECOND)
    assert found() == [Handling(talk=2 * MINUTE, hold=20 * SECOND, wrap_up=0, over=False)]
    talking.resume(session, first.id)
    desk.clock.advance(10 * SECOND)
    talking.hang_up(session, first.id, "caller")
    desk.clock.advance(40 * SECOND)
    (one,) = found()
    assert (one.wrap_up, one.over) == (40 * SECOND, False)
    plain = next(one.code for one in phone.outcomes if not one.needs)
    recording.record(session, first.id, CallForm(kind=phone.kinds[0].code, outcome=plain))
    desk.clock.advance(HOUR)
    assert found() == [
        Handling(talk=130 * SECOND, hold=20 * SECOND, wrap_up=40 * SECOND, over=True)
    ]
    second = ring(session, SECOND, BOB)
    desk.clock.advance(MINUTE)
    talking.hang_up(session, second.id, "us")
    desk.clock.advance(3 * HOUR)
    assert found()[1] == Handling(talk=MINUTE, hold=0, wrap_up=phone.wrap_up, over=True)
    ring(session, 9 * SECOND, CID, answered=False)
    assert len(found()) == 2


def test_missed_calls_reached_again_by_us_or_by_them(session: Session, desk, ring: Ring) -> None:
    day = session.today()

    def recovery() -> Rate:
        return figures.recovery(measured.missed_facts(session, day, day))

    ann = ring(session, 30 * SECOND, ANN, answered=False)
    ring(session, 30 * SECOND, ANN, answered=False)
    bob = ring(session, 30 * SECOND, BOB, answered=False)
    ring(session, 30 * SECOND, "", answered=False)
    assert recovery() == _rate(0, 3, 1)
    phone = calls.telephone(session.pack)
    vain = next(one.code for one in phone.tries if not one.reached and not one.ends)
    tasks.attempt(session, ann.task_id, vain)
    assert recovery() == _rate(0, 3, 1)
    # One call-back reaches her for both calls; he was quicker and rang again.
    tasks.attempt(session, ann.task_id, next(one.code for one in phone.tries if one.reached))
    assert recovery() == _rate(2, 3, 1)
    _close(session, ring(session, 2 * SECOND, BOB))
    assert recovery() == _rate(3, 3, 1)
    assert bob.task_id != ann.task_id


def test_a_call_back_that_found_a_wrong_number_recovered_nobody(
    session: Session, ring: Ring
) -> None:
    day = session.today()
    lost = ring(session, 30 * SECOND, ANN, answered=False)
    phone = calls.telephone(session.pack)
    wrong = next(one.code for one in phone.tries if one.ends and not one.reached)
    tasks.attempt(session, lost.task_id, wrong)
    assert figures.recovery(measured.missed_facts(session, day, day)) == _rate(0, 1)
    kept = figures.callbacks_kept(measured.callback_facts(session, day, day), session.now())
    assert kept == _rate(0, 1)


def test_call_backs_kept_late_open_and_overdue(session: Session, desk, ring: Ring) -> None:
    day = session.today()
    phone = calls.telephone(session.pack)
    reached = next(one.code for one in phone.tries if one.reached)

    def kept() -> Rate:
        return figures.callbacks_kept(measured.callback_facts(session, day, day), session.now())

    one, two = (ring(session, 30 * SECOND, number, answered=False) for number in (ANN, BOB))
    assert kept() == _rate(0, 0, 2)
    desk.clock.advance(phone.call_back_within - 30 * SECOND)
    tasks.attempt(session, one.task_id, reached)
    assert kept() == _rate(1, 1, 1)
    desk.clock.advance(30 * SECOND + 1)
    assert kept() == _rate(1, 2)
    tasks.attempt(session, two.task_id, reached)
    assert kept() == _rate(1, 2)


def test_calls_of_ours_are_no_calls_of_theirs(session: Session, desk, ring: Ring) -> None:
    day = session.today()
    lost = ring(session, 30 * SECOND, ANN, answered=False)
    out = answering.dial(session, Dialled(task_id=lost.task_id))
    desk.clock.advance(9 * SECOND)
    answering.connected(session, out.id)
    _close(session, out)
    assert len(_facts(session)) == 1
    assert measured.handlings(session, day, day) == []
    assert figures.recovery(measured.missed_facts(session, day, day)) == _rate(1, 1)
    assert len(measured.contacts(session, day, day)) == 1


def test_what_a_call_settled_shows_in_the_week_after_it(session: Session, desk, ring: Ring) -> None:
    day = session.today()
    phone = calls.telephone(session.pack)

    def settled(first: str = day, last: str = day) -> Rate:
        return figures.first_contact_resolution(
            measured.contacts(session, first, last), session.now()
        )

    for number in (ANN, BOB, CID):
        _close(session, ring(session, 2 * SECOND, number))
    ring(session, 30 * SECOND, "", answered=False)
    assert settled() == _rate(0, 0, 3)
    desk.clock.advance(2 * DAY)
    # She rings again and nobody answers; he writes.
    ring(session, 30 * SECOND, ANN, answered=False)
    written = phone.channels[-1]
    plain = next(one.code for one in phone.outcomes if not one.needs)
    form = CallForm(kind=phone.kinds[0].code, outcome=plain, phone=BOB)
    recording.log_contact(session, ContactForm(channel=written, form=form))
    desk.clock.advance(phone.again_within)
    _close(session, ring(session, 2 * SECOND, CID))
    assert settled() == _rate(1, 3)
    # Of the whole stretch, the last call is too young.
    assert settled(day, session.today()) == _rate(1, 3, 1)


def test_only_the_days_asked_for_count(session: Session, desk, ring: Ring) -> None:
    first = session.today()
    _close(session, ring(session, 2 * SECOND))
    desk.clock.advance(DAY)
    second = session.today()
    _close(session, ring(session, 2 * SECOND, BOB))
    desk.clock.advance(DAY)
    third = session.today()
    assert len(measured.call_facts(session, first, first)) == 1
    assert len(measured.call_facts(session, first, second)) == 2
    assert len(measured.handlings(session, second, third)) == 1
    assert measured.call_facts(session, third, third) == []
