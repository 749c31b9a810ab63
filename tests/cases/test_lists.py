"""The lists of cases: what stands in them, in which order, page by page (C3, C4)."""

from frontdesk.cases import closing, deadlines, due, handling, lists, passing
from frontdesk.cases.cases import Case, kind_of
from frontdesk.cases.closing import Closing
from frontdesk.cases.lists import CaseLine
from frontdesk.clock import DAY, HOUR, MINUTE
from frontdesk.session import Session
from tests.cases.conftest import Acts, Opens


def ids(lines: list[CaseLine]) -> list[int]:
    return [line.id for line in lines]


def shut(session: Session, case: Case) -> None:
    closing.close(
        session,
        case.id,
        Closing(
            outcome="resolved", answer="We showed her round.", how="phone", accepted=True,
            cause="no notice", fault="ours", lesson="tell people",
        ),
    )  # fmt: skip


def test_a_line_says_all_that_a_list_shows(session: Session, opens: Opens, desk) -> None:
    case = opens()
    line = lists.one(session, case.id)
    assert line is not None
    assert (line.number, line.kind, line.name, line.place) == (
        "C-0001", "complaint", "吕敏", "internal",
    )  # fmt: skip
    assert (line.severity, line.severity_place, line.severities) == ("ordinary", 2, 4)
    assert (line.rung, line.rung_place, line.rungs) == ("desk", 1, 4)
    assert line.said.startswith("I waited")
    assert (line.closed_at, line.outcome, line.offered_id, line.paused) == (None, "", None, False)
    assert line.next is not None
    assert line.next.step == "rung"
    assert line.rules.code == "complaint"
    assert lists.one(session, 999) is None


def test_what_is_due_next_stands_first(session: Session, acts: Acts, opens: Opens, desk) -> None:
    first = opens()
    desk.clock.advance(MINUTE)
    second = opens()
    desk.clock.advance(MINUTE)
    third = opens()
    agent = acts("agent")
    handling.acknowledge(agent, first.id, "phone")
    handling.pause(agent, first.id, "papers")
    # Its clock stands, and so does its rung: nothing is owed.
    assert ids(lists.due_next(session)) == [second.id, third.id, first.id]
    assert lists.due_next(session)[-1].next is None
    assert lists.due_next(session)[-1].paused
    assert ids(lists.open_cases(session)) == [first.id, second.id, third.id]


def test_every_line_says_when_as_the_case_itself_does(
    session: Session, acts: Acts, opens: Opens, desk
) -> None:
    agent = acts("agent")
    cases = [opens(), opens(joint="yes"), opens()]
    handling.pause(agent, cases[2].id, "papers")
    desk.clock.advance(30 * HOUR)
    handling.resume(agent, cases[2].id)
    for case in cases:
        handling.acknowledge(agent, case.id, "phone")
        kept = Case.get(Case.id == case.id)
        kind = kind_of(session, kept)
        assert session.pack.calendar is not None
        clocks = deadlines.clocks(
            due.facts_of(kept), kind, kind.severity(kept.severity), session.pack.calendar,
            session.zone,
        )  # fmt: skip
        session.store.database.execute_sql(
            "UPDATE desk_case SET rung = 'manager' WHERE id = ?", (case.id,)
        )
        line = lists.one(session, case.id)
        assert line is not None
        assert line.next is not None
        assert (line.next.step, line.next.due_at) == ("resolve", clocks.resolve_at)


def test_mine_are_those_i_answer_for_also_while_they_are_offered(
    session: Session, acts: Acts, opens: Opens, who
) -> None:
    agent = acts("agent")
    case = opens()
    assert ids(lists.mine(agent)) == [case.id]
    passing.pass_up(agent, case.id, "supervisor", who("Li Na"))
    supervisor = acts("supervisor")
    assert ids(lists.mine(agent)) == [case.id]
    assert (ids(lists.mine(supervisor)), ids(lists.to_accept(supervisor))) == ([], [case.id])
    assert lists.to_accept(agent) == []
    offered = lists.to_accept(supervisor)[0]
    assert (offered.offered_id, offered.offered_rung) == (who("Li Na"), "supervisor")
    assert offered.next is not None
    assert offered.next.step == "accept"
    passing.accept(supervisor, case.id)
    assert (ids(lists.mine(agent)), lists.to_accept(supervisor)) == ([], [])
    assert ids(lists.mine(supervisor)) == [case.id]


def test_what_is_closed_stands_among_all_alone(session: Session, acts: Acts, opens: Opens) -> None:
    case, other = opens(), opens()
    shut(acts("agent"), case)
    for listed in (lists.due_next, lists.open_cases):
        assert ids(listed(session)) == [other.id]
    assert ids(lists.mine(acts("agent"))) == [other.id]
    line = lists.all_cases(session)[1]
    assert (line.id, line.outcome, line.next) == (case.id, "resolved", None)


def test_opened_again_its_days_count_anew(session: Session, acts: Acts, opens: Opens, desk) -> None:
    case = opens()
    agent = acts("agent")
    shut(agent, case)
    desk.clock.advance(20 * DAY)
    closing.reopen(agent, case.id, "not done")
    line = lists.due_next(session)[0]
    assert (line.reopened, line.id) == (1, case.id)
    assert line.next is not None
    assert line.next.due_at > desk.clock.now()


def test_all_is_read_page_by_page(session: Session, opens: Opens) -> None:
    made = [opens().id for _number in range(5)]
    assert ids(lists.all_cases(session, limit=2)) == made[:2:-1]
    seen, before = [], None
    for _page in range(3):
        page = lists.all_cases(session, before, limit=2)
        seen += ids(page)
        before = page[-1].id
    assert lists.all_cases(session, before) == []
    assert seen == made[::-1]


def test_grouped_by_rung_place_and_kind(session: Session, acts: Acts, opens: Opens, who) -> None:
    agent, supervisor = acts("agent"), acts("supervisor")
    low, high, lost = opens(place="surgery"), opens(place=""), opens(place="surgery")
    passing.pass_up(agent, high.id, "supervisor", who("Li Na"))
    passing.accept(supervisor, high.id)
    lines = lists.open_cases(session)
    by_rung = lists.grouped(lines, "rung")
    assert [(one.key, ids(list(one.lines))) for one in by_rung] == [
        ("supervisor", [high.id]),
        ("desk", [low.id, lost.id]),
    ]
    by_place = lists.grouped(lines, "place")
    assert [(one.key, ids(list(one.lines))) for one in by_place] == [
        ("surgery", [low.id, lost.id]),
        ("", [high.id]),
    ]
    assert [one.key for one in lists.grouped(lines, "kind")] == ["complaint"]
    assert lists.grouped([], "rung") == []


def test_reading_the_lists_never_reads_every_case(session: Session, opens: Opens) -> None:
    for rest in (
        "WHERE c.closed_at IS NULL AND c.owner_id = 1",
        "WHERE c.closed_at IS NULL AND c.offered_id = 1",
        "WHERE c.closed_at IS NULL ORDER BY c.received_at, c.id",
        "WHERE c.id < 5 ORDER BY c.id DESC LIMIT 2",
    ):
        plan = session.store.database.execute_sql(
            f"EXPLAIN QUERY PLAN {lists._COLUMNS} {rest}", {"said": 1}
        ).fetchall()
        first = plan[0][3]
        assert "INDEX" in first or "PRIMARY KEY" in first, plan
