"""The ladder's rules hold for every ladder, role and start."""

from hypothesis import assume, given
from hypothesis import strategies as st

from frontdesk.cases import ladder
from frontdesk.packs.cases import Ladder, Rung
from frontdesk.session import LEADING_ROLES, STAFF_ROLES

ROLES = st.sampled_from(STAFF_ROLES)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """A ladder of one to five rungs, each held by some roles."""
    count = draw(st.integers(1, 5))
    rungs = tuple(
        Rung(
            code=f"r{at}",
            roles=tuple(draw(st.lists(ROLES, min_size=1, unique=True))),
            within=1000,
            window=100,
        )
        for at in range(count)
    )
    return Ladder(code="some", rungs=rungs)


@st.composite
def places(draw: st.DrawFn) -> tuple[Ladder, str, str]:
    """A ladder and two of its rungs."""
    found = draw(ladders())
    codes = st.sampled_from([rung.code for rung in found.rungs])
    return found, draw(codes), draw(codes)


def _at(found: Ladder, code: str) -> int:
    return [rung.code for rung in found.rungs].index(code)


@given(places())
def test_up_is_an_order(place: tuple[Ladder, str, str]) -> None:
    found, one, other = place
    assert ladder.is_higher(found, one, other) == (_at(found, one) > _at(found, other))
    assert not ladder.is_higher(found, one, one)
    assert [rung.code for rung in ladder.higher(found, one)] == [
        rung.code for rung in found.rungs if ladder.is_higher(found, rung.code, one)
    ]
    after = ladder.next_rung(found, one)
    assert after == next(iter(ladder.higher(found, one)), None)


@given(places())
def test_it_must_be_passed_up_to_where_it_starts_and_never_down(
    place: tuple[Ladder, str, str],
) -> None:
    found, rung, starts = place
    must = ladder.must_pass(found, rung, starts)
    assert (must is None) == (_at(found, starts) <= _at(found, rung))
    assert must is None or must.code == starts
    # Once it is there nothing more is owed.
    assert ladder.must_pass(found, starts, starts) is None


@given(places(), ROLES)
def test_who_opens_a_case_may_hold_it(place: tuple[Ladder, str, str], role: str) -> None:
    found, starts, _other = place
    rung = ladder.opening_rung(found, role, starts)  # type: ignore[arg-type]
    holds = [one for one in found.rungs if role in one.roles]
    if rung is None:
        assert not holds
        return
    assert rung in holds
    if role not in LEADING_ROLES:
        assert rung == holds[0]
        return
    # No rung that a leading role may hold lies nearer to the start.
    start = found.rung(starts)
    if start in holds:
        assert rung == start
    reached = [one for one in holds if _at(found, one.code) >= _at(found, starts)]
    assert rung == (reached[0] if reached else holds[-1])


@given(places(), ROLES)
def test_the_lowest_rung_for_a_role_is_never_under_where_it_stands(
    place: tuple[Ladder, str, str], role: str
) -> None:
    found, rung, _other = place
    lowest = ladder.lowest_for(found, rung, role)  # type: ignore[arg-type]
    assume(lowest is not None)
    assert lowest is not None
    assert role in lowest.roles
    assert not ladder.is_higher(found, rung, lowest.code)


@given(st.integers(1, 9), st.one_of(st.none(), st.integers(1, 9)), ROLES)
def test_only_the_owner_and_leading_roles_move_a_case(
    owner: int, staff: int | None, role: str
) -> None:
    assert ladder.may_move(owner, staff, role) == (  # type: ignore[arg-type]
        owner == staff or role in LEADING_ROLES
    )


@given(ROLES, ROLES)
def test_a_notice_is_seen_by_its_role_or_above(role: str, other: str) -> None:
    over = ladder.stands_over(role, other)  # type: ignore[arg-type]
    assert over == (STAFF_ROLES.index(role) >= STAFF_ROLES.index(other))  # type: ignore[arg-type]
    assert not ladder.stands_over("machine", other)
