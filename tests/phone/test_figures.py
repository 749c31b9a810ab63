"""Figures of the telephone, worked out by hand: never flattering, undefined is –."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import DAY, HOUR, MINUTE, SECOND, Millis
from frontdesk.phone.figures import (
    CallBackFact,
    CallFact,
    Contact,
    Handling,
    Mean,
    MissedFact,
    Rate,
    abandonment,
    callbacks_kept,
    first_contact_resolution,
    handle_time,
    recovery,
    service_level,
    speed_of_answer,
    strict_service_level,
    within_rings,
)

LEVELS = (service_level, strict_service_level, within_rings)
SERVED = (*LEVELS, speed_of_answer)
NOW = 100 * DAY
WEEK = 7 * DAY


def call(
    answered: float | None = None,
    gone: float | None = None,
    *,
    how: str = "hook",
    rang: float | None = 0,
    exact: bool = True,
) -> CallFact:
    """A call in seconds after the beginning; T is 20 s, short 5 s, three rings end at 15 s."""
    return CallFact(
        how=how,  # type: ignore[arg-type]
        rang_at=_ms(rang), answered_at=_ms(answered), gone_at=_ms(gone),
        within=20 * SECOND, short=5 * SECOND, rings=15 * SECOND, exact=exact,
    )  # fmt: skip


def _ms(seconds: float | None) -> Millis | None:
    return None if seconds is None else round(seconds * SECOND)


def rate(part: int, whole: int, excluded: int = 0) -> Rate:
    return Rate(value=part / whole if whole else None, n=whole, excluded=excluded)


def test_the_check_case() -> None:
    calls = (
        [call(12)] * 860 + [call(31)] * 140
        + [call(gone=4)] * 10 + [call(gone=18)] * 10 + [call(gone=50)] * 40
    )  # fmt: skip
    assert service_level(calls) == rate(860, 1040, 20)
    assert service_level(calls).say() == "82.7 %"
    assert strict_service_level(calls) == rate(860, 1060)
    assert strict_service_level(calls).say() == "81.1 %"
    assert abandonment(calls) == rate(50, 1050, 10)
    assert abandonment(calls).say() == "4.8 %"
    # In three rings: 860 answered; 10 of the abandoned were gone by then.
    assert within_rings(calls) == rate(860, 1050, 10)
    assert speed_of_answer(calls) == Mean(value=(860 * 12 + 140 * 31) * SECOND // 1000, n=1000)


@pytest.mark.parametrize(
    ("fact", "normal", "strict", "rings"),
    [
        (call(0), (1, 1), (1, 1), (1, 1)),
        (call(14.999), (1, 1), (1, 1), (1, 1)),
        # At 15 s the fourth ring sounds.
        (call(15), (1, 1), (1, 1), (0, 1)),
        (call(20), (1, 1), (1, 1), (0, 1)),
        (call(20.001), (0, 1), (0, 1), (0, 1)),
        (call(gone=14.999), (0, 0), (0, 1), (0, 0)),
        (call(gone=15), (0, 0), (0, 1), (0, 1)),
        (call(gone=20), (0, 0), (0, 1), (0, 1)),
        (call(gone=20.001), (0, 1), (0, 1), (0, 1)),
        (call(rang=10, answered=30), (1, 1), (1, 1), (0, 1)),
    ],
)
def test_where_the_limits_lie(
    fact: CallFact, normal: tuple[int, int], strict: tuple[int, int], rings: tuple[int, int]
) -> None:
    for figure, (part, whole) in zip(LEVELS, (normal, strict, rings), strict=True):
        assert figure([fact]) == rate(part, whole, 1 - whole), figure


@pytest.mark.parametrize(
    ("gone", "counted"), [(0, False), (4.999, False), (5, False), (5.001, True), (90, True)]
)
def test_who_gives_up_at_once_is_not_counted_as_lost(gone: float, counted: bool) -> None:
    found = abandonment([call(gone=gone), call(1)])
    assert found == (rate(1, 2) if counted else rate(0, 1, 1))


def test_each_call_is_judged_by_the_rules_it_began_under() -> None:
    old = CallFact(how="hook", rang_at=0, answered_at=25_000, within=30_000, short=0, rings=9_000)
    assert service_level([old, call(25)]) == rate(1, 2)


def test_calls_by_hand_stand_apart_with_their_own_n() -> None:
    calls = [call(2), call(30), call(1, how="hand"), call(gone=60, how="hand"), call(9, how="hand")]
    assert service_level(calls) == rate(1, 2)
    assert service_level(calls, "hand") == rate(2, 3)
    assert within_rings(calls, "hand") == rate(2, 3)
    assert speed_of_answer(calls) == Mean(value=16_000, n=2)
    assert speed_of_answer(calls, "hand") == Mean(value=5_000, n=2)
    assert abandonment(calls, "hand") == rate(1, 3)


def test_what_is_not_known_is_left_out_and_counted() -> None:
    calls = [
        call(2),
        call(1, exact=False),
        call(),
        call(5, rang=None, how="unknown"),
        call(5, rang=None, how="hand"),
    ]
    for figure in LEVELS:
        assert figure(calls) == rate(1, 1, 2)
        assert figure(calls, "hand") == rate(0, 0, 2)
    assert speed_of_answer(calls) == Mean(value=2_000, n=1, excluded=2)
    assert speed_of_answer(calls, "hand") == Mean(value=None, n=0, excluded=2)


def test_a_clock_that_ran_backwards_is_no_negative_wait() -> None:
    assert speed_of_answer([call(rang=9, answered=3)]).value == 0


def test_nothing_is_undefined_not_nought() -> None:
    for figure in LEVELS:
        assert figure([]) == Rate(value=None, n=0)
    assert speed_of_answer([]) == Mean(value=None, n=0)
    assert abandonment([]).say() == "–"
    assert handle_time([]).value is None
    assert recovery([]).value is None
    assert callbacks_kept([], NOW).value is None
    assert first_contact_resolution([], NOW).value is None


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 3, "0.0 %"), (1, 3, "33.3 %"), (1, 2, "50.0 %"), (3, 3, "100.0 %"),
        (99_999, 100_000, "99.9 %"), (1, 100_000, "0.1 %"), (0, 0, "–"), (1, 8, "12.5 %"),
    ],
)  # fmt: skip
def test_only_all_reads_a_hundred_and_only_none_reads_nought(
    part: int, whole: int, said: str
) -> None:
    assert rate(part, whole).say() == said


def test_handle_time_is_talk_hold_and_wrap_up() -> None:
    found = handle_time(
        [
            Handling(talk=2 * MINUTE, hold=30 * SECOND, wrap_up=30 * SECOND),
            Handling(talk=MINUTE, hold=0, wrap_up=0),
            Handling(talk=HOUR, hold=0, wrap_up=0, over=False),
            Handling(talk=HOUR, hold=0, wrap_up=0, exact=False),
        ]
    )
    assert found == Mean(value=2 * MINUTE, n=2, excluded=2)


def test_recovery_counts_missed_calls_that_have_a_number() -> None:
    known = [MissedFact(has_number=True, reached=reached) for reached in (True, True, False)]
    withheld = [MissedFact(has_number=False, reached=reached) for reached in (True, False)]
    assert recovery(known + withheld) == rate(2, 3, 2)
    assert recovery(withheld) == rate(0, 0, 2)


@pytest.mark.parametrize(
    ("fact", "part", "whole"),
    [
        (CallBackFact(due_at=NOW, reached_at=NOW, closed=True), 1, 1),
        (CallBackFact(due_at=NOW - 1, reached_at=NOW, closed=True), 0, 1),
        # Still open, and still in time.
        (CallBackFact(due_at=NOW), 0, 0),
        (CallBackFact(due_at=NOW - 1), 0, 1),
        # Given up before its time: nobody was reached.
        (CallBackFact(due_at=NOW + HOUR, closed=True), 0, 1),
        (CallBackFact(due_at=NOW + HOUR, reached_at=NOW - HOUR, closed=True), 1, 1),
        (CallBackFact(due_at=None, reached_at=NOW, closed=True), 0, 0),
    ],
)
def test_when_a_call_back_was_kept(fact: CallBackFact, part: int, whole: int) -> None:
    assert callbacks_kept([fact], NOW) == rate(part, whole, 1 - whole)


def contact(
    day: float, number: str | None = "a", person: int | None = None, *, dealt_with: bool = True
) -> Contact:
    return Contact(
        at=round(day * DAY), within=WEEK, number=number, person=person, dealt_with=dealt_with
    )


@pytest.mark.parametrize(
    ("contacts", "part", "whole", "excluded"),
    [
        ([contact(1)], 1, 1, 0),
        ([contact(1), contact(3)], 1, 2, 0),
        # Three times: only the last one settled it.
        ([contact(5), contact(1), contact(3)], 1, 3, 0),
        ([contact(1), contact(8)], 1, 2, 0),
        ([contact(1), contact(8.001)], 2, 2, 0),
        ([contact(1, "a"), contact(2, "b")], 2, 2, 0),
        # The same person from another telephone.
        ([contact(1, "a", 7), contact(2, "b", 7)], 1, 2, 0),
        # The same telephone, another person: no better than it looks.
        ([contact(1, "a", 7), contact(2, "a", 8)], 1, 2, 0),
        # They rang again and nobody answered: not settled, and no contact to judge.
        ([contact(1), contact(2, dealt_with=False)], 0, 1, 0),
        ([contact(1, None, None), contact(2, None, None)], 0, 0, 2),
        ([contact(93)], 1, 1, 0),
        ([contact(93.001)], 0, 0, 1),
        # Too young to judge, old enough to tell on the one before.
        ([contact(92), contact(98)], 0, 1, 1),
    ],
)
def test_what_was_settled_at_the_first_contact(
    contacts: list[Contact], part: int, whole: int, excluded: int
) -> None:
    assert first_contact_resolution(contacts, NOW) == rate(part, whole, excluded)
    assert first_contact_resolution(contacts[::-1], NOW) == rate(part, whole, excluded)


SPANS = st.integers(0, 200 * SECOND)
CALLS = st.lists(
    st.builds(
        CallFact,
        how=st.sampled_from(["hook", "hand", "unknown"]),
        rang_at=st.none() | st.just(0),
        answered_at=st.none() | SPANS,
        gone_at=st.none() | SPANS,
        within=st.just(20 * SECOND),
        short=st.just(5 * SECOND),
        rings=st.just(15 * SECOND),
        exact=st.booleans(),
    )
)


@given(CALLS, st.sampled_from(["hook", "hand"]))
def test_what_holds_of_any_calls(calls: list[CallFact], told: str) -> None:
    mine = [one for one in calls if (one.how == "hook") == (told == "hook")]
    for figure in (*LEVELS, abandonment):
        found = figure(calls, told)  # type: ignore[arg-type]
        assert found.value is None or 0 <= found.value <= 1
        assert (found.value is None) == (found.n == 0)
        assert found.n + found.excluded == len(mine)
    normal, strict = service_level(mine, told), strict_service_level(mine, told)  # type: ignore[arg-type]
    assert (strict.value or 0) <= (normal.value or 0)


@given(CALLS)
def test_if_every_caller_gives_up_nothing_flatters(calls: list[CallFact]) -> None:
    lost = [
        CallFact(
            how="hand" if one.how == "unknown" else one.how, rang_at=one.rang_at,
            gone_at=one.gone_at, within=one.within, short=one.short, rings=one.rings,
            exact=one.exact,
        )
        for one in calls
    ]  # fmt: skip
    for told in ("hook", "hand"):
        for level in LEVELS:
            assert level(lost, told).value in (None, 0.0)  # type: ignore[arg-type]
        assert speed_of_answer(lost, told).value is None  # type: ignore[arg-type]
    missed = [MissedFact(has_number=one.exact, reached=False) for one in lost]
    assert recovery(missed).value in (None, 0.0)
    owed = [CallBackFact(due_at=one.gone_at) for one in lost]
    assert callbacks_kept(owed, NOW).value in (None, 0.0)
    came = [contact(day, dealt_with=False) for day in range(len(lost))]
    assert first_contact_resolution(came, NOW).value is None


@given(
    st.lists(
        st.builds(
            Contact,
            at=st.integers(0, 40).map(lambda day: day * DAY),
            within=st.just(WEEK),
            number=st.none() | st.sampled_from("ab"),
            person=st.none() | st.integers(1, 2),
            dealt_with=st.booleans(),
        ),
        max_size=12,
    )
)
def test_first_contact_resolution_as_one_would_count_by_hand(contacts: list[Contact]) -> None:
    now = 45 * DAY
    ordered = sorted(contacts, key=lambda one: one.at)
    part = whole = 0
    for at, one in enumerate(ordered):
        if not one.dealt_with or now - one.at < WEEK or (one.number is None and one.person is None):
            continue
        whole += 1
        part += not any(
            later.at - one.at <= WEEK
            and (
                (one.number is not None and later.number == one.number)
                or (one.person is not None and later.person == one.person)
            )
            for later in ordered[at + 1 :]
        )
    found = first_contact_resolution(contacts, now)
    assert (found.n, found.value) == (whole, part / whole if whole else None)
