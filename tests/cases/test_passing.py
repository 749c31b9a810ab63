"""Up the ladder and beside: whoever is named has to accept, and nothing changes hands before."""

import pytest

from frontdesk.cases import cases, passing
from frontdesk.cases.cases import Case, CaseEvent
from frontdesk.clock import HOUR, MINUTE
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.session import Session
from frontdesk.store import verify


def _last(case: Case) -> CaseEvent:
    return CaseEvent.read("case_id = ? ORDER BY id DESC LIMIT 1", case.id)[0]


def test_until_it_is_accepted_the_giver_stays_responsible(
    session: Session, desk, acts, opens, who
) -> None:
    case, agent = opens(), acts("agent")
    began = case.rung_at
    desk.clock.advance(20 * MINUTE)
    case = passing.pass_up(agent, case.id, "supervisor", who("Li Na"), "needs the clinic")
    assert (case.owner_id, case.rung, case.rung_at) == (agent.staff_id, "desk", began)
    assert (case.offered_id, case.offered_rung) == (who("Li Na"), "supervisor")
    line = _last(case)
    assert (line.what, line.code_from, line.code_to, line.to_id, line.text) == (
        "passed", "desk", "supervisor", who("Li Na"), "needs the clinic",
    )  # fmt: skip
    desk.clock.advance(20 * MINUTE)
    case = passing.accept(acts("supervisor"), case.id)
    assert (case.owner_id, case.rung, case.rung_at) == (who("Li Na"), "supervisor", session.now())
    assert (case.offered_id, case.offered_rung) == (None, "")
    line = _last(case)
    assert (line.what, line.code_from, line.code_to, line.to_id) == (
        "accepted", "desk", "supervisor", agent.staff_id,
    )  # fmt: skip
    verify.whole(session.store.database)


def test_what_is_declined_stays_where_it_was(session: Session, desk, acts, opens, who) -> None:
    case, agent = opens(), acts("agent")
    passing.pass_up(agent, case.id, "affairs", who("Feng Lan"))
    desk.clock.advance(HOUR)
    with pytest.raises(InputError) as told:
        passing.decline(acts("deputy"), case.id, "\n")
    assert told.value.field == "why"
    with pytest.raises(Refused, match="not offered to you"):
        passing.decline(acts("manager"), case.id, "not mine")
    found = passing.decline(acts("deputy"), case.id, "ask the clinic first")
    assert (found.owner_id, found.rung, found.rung_at) == (case.owner_id, "desk", case.rung_at)
    assert (found.offered_id, found.offered_rung) == (None, "")
    line = _last(case)
    assert (line.what, line.code_from, line.code_to, line.to_id, line.text) == (
        "declined", "desk", "affairs", agent.staff_id, "ask the clinic first",
    )  # fmt: skip
    with pytest.raises(Refused, match="not offered to you"):
        passing.accept(acts("deputy"), case.id)


def test_handing_on_beside_leaves_the_time_of_the_rung(session, desk, acts, opens, who) -> None:
    case, agent = opens(), acts("agent")
    desk.clock.advance(10 * MINUTE)
    passing.hand_to(agent, case.id, who("Zhao Min"))
    found = passing.accept(acts("Zhao Min"), case.id)
    assert (found.owner_id, found.rung, found.rung_at) == (who("Zhao Min"), "desk", case.rung_at)
    with pytest.raises(AlreadyDone, match="yours already"):
        passing.accept(acts("Zhao Min"), case.id)
    with pytest.raises(Refused, match="Zhao Min's already"):
        passing.hand_to(acts("Zhao Min"), case.id, who("Zhao Min"))


def test_only_up_and_only_to_who_may_hold_it(session: Session, acts, opens, who) -> None:
    case, agent = opens(), acts("agent")
    for rung, staff, fault, sentence in (
        ("roof", "Li Na", InputError, "which rung"),
        ("desk", "Li Na", Refused, "not up from here"),
        ("supervisor", "Zhao Min", InputError, "Zhao Min may not hold it there"),
        ("manager", "Li Na", InputError, "Li Na may not hold it there"),
    ):
        with pytest.raises(fault, match=sentence):
            passing.pass_up(agent, case.id, rung, who(staff))
    with pytest.raises(InputError, match="Nobody here"):
        passing.pass_up(agent, case.id, "supervisor", 99)
    passing.pass_up(agent, case.id, "manager", who("Lin Guodong"))
    passing.accept(acts("manager"), case.id)
    with pytest.raises(Refused, match="not up from here"):
        passing.pass_up(acts("manager"), case.id, "affairs", who("Feng Lan"))


def test_only_the_owner_and_leading_roles_offer_it(session: Session, acts, opens, who) -> None:
    case = opens()
    with pytest.raises(NotAllowed, match="Wang Fang's"):
        passing.pass_up(acts("Zhao Min"), case.id, "supervisor", who("Li Na"))
    with pytest.raises(NotAllowed, match="Wang Fang's"):
        passing.hand_to(acts("lead"), case.id, who("Qian Yi"))
    passing.pass_up(acts("deputy"), case.id, "supervisor", who("Li Na"))
    with pytest.raises(AlreadyDone, match="Li Na was asked already"):
        passing.pass_up(acts("agent"), case.id, "supervisor", who("Li Na"))


def test_another_offer_takes_the_place_of_the_first(session: Session, acts, opens, who) -> None:
    case, agent = opens(), acts("agent")
    passing.pass_up(agent, case.id, "affairs", who("Feng Lan"))
    passing.pass_up(agent, case.id, "affairs", who("Lin Guodong"))
    with pytest.raises(Refused, match="not offered to you"):
        passing.accept(acts("deputy"), case.id)
    assert passing.accept(acts("manager"), case.id).rung == "affairs"


def test_the_receivers_of_a_rung_are_those_who_may_hold_it(session, acts, opens, who) -> None:
    case = opens()
    told = [one.name for one in passing.receivers(session, case, "affairs")]
    assert told == ["Feng Lan", "Lin Guodong"]
    assert [one.name for one in passing.receivers(session, case, "manager")] == [
        "Lin Guodong", "Feng Lan",
    ]  # fmt: skip
    assert "Wang Fang" not in [one.name for one in passing.receivers(session, case, "desk")]
    assert cases.ladder_of(session, case).code == "complaint"


def test_a_whole_way_up_the_ladder(session: Session, desk, acts, opens, who) -> None:
    case, giver = opens(), acts("agent")
    for rung, role, name in (
        ("supervisor", "supervisor", "Li Na"),
        ("affairs", "deputy", "Feng Lan"),
        ("manager", "manager", "Lin Guodong"),
    ):
        desk.clock.advance(HOUR)
        passing.pass_up(giver, case.id, rung, who(name))
        giver = acts(role)
        case = passing.accept(giver, case.id)
        assert (case.rung, case.owner_id, case.rung_at) == (rung, who(name), session.now())
    assert case.received_at == case.opened_at < session.now()
    verify.whole(session.store.database)
