"""Who calls during practice, and when: irregular, by the seed, never more than there are lines."""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import SECOND, Millis
from frontdesk.desk import people
from frontdesk.desk.people import PersonForm
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.structs import Pack
from frontdesk.phone import answering, lists, talking
from frontdesk.phone.answering import Ringing
from frontdesk.phone.calls import Call
from frontdesk.phone.lists import CallLine
from frontdesk.practice import calls
from frontdesk.session import Session
from frontdesk.text import is_mobile

PACKS = ("hospital", "office", "hotline")


def _without_telephone() -> Pack:
    files = to_files(builtin("hospital"))
    del files["phone.toml"]
    return from_files(files)


def _rung(session: Session, seed: int = 0) -> Call:
    told = calls.next_ring(session, seed)
    assert told is not None
    return answering.ring(session, told)


@given(st.sampled_from(PACKS), st.integers(0, 2**45))
def test_calls_come_now_and_then(pack: str, last: Millis) -> None:
    rules = builtin(pack)
    assert rules.phone is not None
    every = rules.phone.practice_every
    at = calls.due_at(last, rules)
    assert at == calls.due_at(last, rules)
    assert at is not None
    assert every // 2 < at - last < every * 3 // 2
    first = calls.due_at(last, rules, first=True)
    assert first is not None
    assert 0 < first - last < at - last


def test_they_are_irregular_and_as_often_as_the_pack_says() -> None:
    rules = builtin("hotline")
    assert rules.phone is not None
    at: Millis | None = 1_700_000_000_000
    spans = []
    for _turn in range(400):
        assert at is not None
        following = calls.due_at(at, rules)
        assert following is not None
        spans.append(following - at)
        at = following
    assert len(set(spans)) > 300
    assert sum(spans) / len(spans) == pytest.approx(rules.phone.practice_every, rel=0.05)


def test_without_a_telephone_nobody_calls(make_desk: Callable[..., Any]) -> None:
    pack = _without_telephone()
    assert calls.due_at(0, pack) is None
    desk = make_desk(pack)
    assert calls.next_ring(desk.machine) is None


def _callers(session: Session, count: int, advance: Callable[[Millis], None]) -> Iterator[CallLine]:
    """So many calls, one after the other, each lost before the next."""
    for _turn in range(count):
        call = _rung(session)
        line = lists.one(session, call.id)
        assert line is not None
        yield line
        advance(20 * SECOND)
        answering.caller_gone(session, call.id)
        advance(SECOND)


def test_known_people_often_strangers_inside_and_withheld(desk, session: Session) -> None:
    people.take_over(
        session, [PersonForm(f"P{number}", phone=f"1540000{number:04d}") for number in range(30)]
    )
    found: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for line in _callers(session, 120, desk.clock.advance):
        assert line.how == "hook"
        assert line.line == "1"
        numbers[line.phone] += 1
        if line.withheld:
            found["withheld"] += 1
        elif line.person_id is not None:
            found["known"] += 1
        else:
            found["stranger" if is_mobile(line.phone) else "inside"] += 1
    assert found.most_common(1)[0][0] == "known"
    assert min(found[who] for who in ("withheld", "stranger", "inside")) >= 4
    assert max(count for number, count in numbers.items() if number) > 1


def test_one_seed_brings_the_same_callers(make_desk: Callable[..., Any]) -> None:
    def numbers(seed: int) -> list[str]:
        desk = make_desk()
        session = desk.as_staff()
        found = []
        for _turn in range(8):
            call = _rung(session, seed)
            found.append(call.phone or "")
            answering.caller_gone(session, call.id)
        return found

    first = numbers(5)
    assert numbers(5) == first
    assert numbers(6) != first


def test_nobody_gets_through_while_one_rings_or_no_line_is_free(session: Session) -> None:
    assert session.pack.phone is not None
    talks = []
    for number in range(1, session.pack.phone.lines + 1):
        call = _rung(session)
        assert call.line == str(number)
        assert calls.next_ring(session) is None
        for other in talks:
            talking.hold(session, other)
        answering.answer(session, call.id)
        talks = [call.id]
    assert calls.next_ring(session) is None
    talking.hang_up(session, talks[0])
    told = calls.next_ring(session)
    assert told is not None
    assert told.line == str(session.pack.phone.lines)


def test_a_call_by_hand_takes_a_line(session: Session) -> None:
    assert session.pack.phone is not None
    for _number in range(session.pack.phone.lines):
        assert calls.next_ring(session) is not None
        answering.answer_unknown(session)
    assert calls.next_ring(session) is None


def test_who_talks_does_not_call(desk, session: Session) -> None:
    people.take_over(session, [PersonForm("Ann", phone="15400000001")])
    call = answering.ring(session, Ringing("15400000001", "1", how="hook"))
    answering.answer(session, call.id)
    for seed in range(60):
        told = calls.next_ring(session, seed)
        assert told is not None
        assert told.number != "15400000001"


@given(st.integers(0, 10**6))
def test_internal_numbers_are_none_of_emergency(seed: int) -> None:
    phone = builtin("office").phone
    assert phone is not None
    number = calls.inside(phone, Random(seed))
    assert len(number) == phone.dialling.extension
    assert number[0] not in "019"
