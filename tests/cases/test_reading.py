"""One case read whole: who held it, what is due and how that was worked out (C1 to C5)."""

from datetime import datetime

import pytest

from frontdesk.cases import closing, deadlines, due, handling, opening, passing, sheets
from frontdesk.cases.case_file import CaseFile, RungLine
from frontdesk.cases.cases import Case, kind_of
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.reading import read_case
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import DAY, HOUR, MINUTE, instant
from frontdesk.desk import people
from frontdesk.desk.people import Person, PersonForm
from frontdesk.errors import Refused
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.session import Session
from tests.cases.conftest import COMPLAINT, Acts, Opens
from tests.conftest import MORNING, ZONE

ANSWER = Closing(
    outcome="resolved", answer="We showed her round.", how="phone", accepted=True,
    cause="no notice", fault="ours", lesson="tell people",
)  # fmt: skip


def states(case: CaseFile) -> list[str]:
    return [line.state for line in case.rungs]


def rung(case: CaseFile, code: str) -> RungLine:
    return next(line for line in case.rungs if line.code == code)


def test_a_new_case_as_its_page_shows_it(session: Session, opens: Opens, who) -> None:
    case = opens(about="护士高伟", when="昨天上午", witnesses="张三")
    file = read_case(session, case.id)
    assert (file.number, file.kind, file.name, file.pinyin) == (
        "C-0001", "complaint", "吕敏", "Lü Min",
    )  # fmt: skip
    assert file.place_name == "Internal medicine"
    assert (file.about, file.happened, file.witnesses) == ("护士高伟", "昨天上午", "张三")
    assert file.facts == "I waited 70 minutes for a result.\nNobody told me."
    assert file.value("wish") == file.wish == "an apology"
    assert file.value("channel") == file.channel == "phone"
    assert file.value("nothing") == ""
    assert (file.severity.code, file.severity.place, file.severity.of) == ("ordinary", 2, 4)
    assert (file.severity.staff, file.severity.why) == ("Wang Fang", "")
    assert (file.owner, file.owner_id, file.opener) == ("Wang Fang", who("Wang Fang"), "Wang Fang")
    assert file.rules.code == "complaint"
    assert file.held.code == "desk"
    assert [event.what for event in file.events] == ["opened"]
    assert [(one.what, one.role, one.seen_at) for one in file.notices] == [
        ("opened", "supervisor", None)
    ]
    assert (file.call, file.visit, file.links, file.sheets, file.files) == ("", "", (), (), ())


def test_a_case_that_is_not_there(session: Session) -> None:
    with pytest.raises(Refused):
        read_case(session, 999)


def test_the_clocks_are_those_of_the_rule(session: Session, opens: Opens) -> None:
    case = opens()
    file = read_case(session, case.id)
    row = Case.get(Case.id == case.id)
    kind = kind_of(session, row)
    assert session.pack.calendar is not None
    wanted = (
        due.facts_of(row), kind, kind.severity("ordinary"), session.pack.calendar, session.zone,
    )  # fmt: skip
    assert file.clocks == deadlines.clocks(*wanted)
    assert file.trace == deadlines.trace(*wanted)
    assert file.clocks.acknowledge_at == MORNING + DAY
    assert file.clocks.resolve_at == instant(datetime(2026, 11, 30, 17, 30, tzinfo=ZONE))
    assert file.next is not None
    assert (file.next.step, file.next.due_at) == ("rung", file.rung_until)


def test_the_ladder_from_rung_to_rung(
    session: Session, acts: Acts, opens: Opens, who, desk
) -> None:
    case = opens()
    agent, supervisor, deputy = acts("agent"), acts("supervisor"), acts("deputy")
    file = read_case(session, case.id)
    assert states(file) == ["held", "ahead", "ahead", "ahead"]
    held = rung(file, "desk")
    assert (held.staff, held.since, held.until) == ("Wang Fang", MORNING, MORNING + 30 * MINUTE)
    # The next one alone has the time when it would come there; of each who alone could take it.
    assert [(line.since, line.staff) for line in file.rungs[1:]] == [
        (MORNING + 30 * MINUTE, "Li Na"), (None, "Feng Lan"), (None, "Lin Guodong"),
    ]  # fmt: skip

    desk.clock.advance(10 * MINUTE)
    passing.pass_up(agent, case.id, "supervisor", who("Li Na"), "serious")
    file = read_case(session, case.id)
    assert states(file) == ["held", "offered", "ahead", "ahead"]
    asked = rung(file, "supervisor")
    assert (asked.staff, asked.since, asked.note) == ("Li Na", MORNING + 10 * MINUTE, "serious")
    assert rung(file, "affairs").since is None
    assert (file.owner, file.offered, file.offered_rung) == ("Wang Fang", "Li Na", "supervisor")
    assert file.next is not None
    assert file.next.step == "accept"

    desk.clock.advance(5 * MINUTE)
    passing.accept(supervisor, case.id)
    desk.clock.advance(HOUR)
    passing.pass_up(supervisor, case.id, "affairs", who("Feng Lan"), "needs the clinic")
    desk.clock.advance(MINUTE)
    passing.accept(deputy, case.id)
    file = read_case(session, case.id)
    assert states(file) == ["passed", "passed", "held", "ahead"]
    desk_line, mine = rung(file, "desk"), rung(file, "supervisor")
    taken = MORNING + 15 * MINUTE
    assert (desk_line.staff, desk_line.since, desk_line.until, desk_line.note) == (
        "Wang Fang", MORNING, taken, "serious",
    )  # fmt: skip
    assert (mine.staff, mine.since, mine.until, mine.note) == (
        "Li Na", taken, taken + HOUR + MINUTE, "needs the clinic",
    )  # fmt: skip
    assert (file.owner, file.owner_since) == ("Feng Lan", taken + HOUR + MINUTE)

    closing.close(deputy, case.id, ANSWER)
    file = read_case(session, case.id)
    assert states(file) == ["passed", "passed", "passed", "ahead"]
    assert rung(file, "affairs").until == file.closed_at
    assert (rung(file, "manager").since, file.rung_until, file.next) == (None, None, None)
    assert (file.answer, file.how, file.accepted, file.answerer) == (
        "We showed her round.", "phone", "yes", "Feng Lan",
    )  # fmt: skip
    assert (file.cause, file.fault, file.lesson) == ("no notice", "ours", "tell people")

    desk.clock.advance(DAY)
    closing.reopen(deputy, case.id, "again")
    file = read_case(session, case.id)
    assert states(file) == ["passed", "passed", "held", "ahead"]
    assert (rung(file, "affairs").since, rung(file, "desk").until) == (desk.clock.now(), taken)
    assert (file.reopened, file.answer, file.closed_at) == (1, "", None)


def test_a_rung_that_nobody_held_was_skipped(
    session: Session, acts: Acts, opens: Opens, who
) -> None:
    case = opens()
    passing.pass_up(acts("agent"), case.id, "affairs", who("Feng Lan"))
    passing.accept(acts("deputy"), case.id)
    assert states(read_case(session, case.id)) == ["passed", "skipped", "held", "ahead"]


def test_handed_on_beside_it_stays_on_its_rung_with_another(
    session: Session, acts: Acts, opens: Opens, who, desk
) -> None:
    case = opens()
    passing.hand_to(acts("agent"), case.id, who("Zhao Min"))
    file = read_case(session, case.id)
    assert (states(file)[0], file.offered, rung(file, "desk").staff) == (
        "held", "Zhao Min", "Wang Fang",
    )  # fmt: skip
    desk.clock.advance(MINUTE)
    passing.accept(acts("Zhao Min"), case.id)
    file = read_case(session, case.id)
    assert (rung(file, "desk").staff, rung(file, "desk").since) == ("Zhao Min", MORNING)
    passing.pass_up(acts("Zhao Min"), case.id, "supervisor", who("Li Na"))
    passing.accept(acts("supervisor"), case.id)
    line = rung(read_case(session, case.id), "desk")
    assert (line.state, line.staff, line.since) == ("passed", "Zhao Min", MORNING)


def test_on_the_top_rung_and_while_it_is_paused_no_rungs_time_runs(
    session: Session, acts: Acts, opens: Opens, who
) -> None:
    case = opens()
    handling.acknowledge(acts("agent"), case.id, "phone")
    handling.pause(acts("agent"), case.id, "papers")
    file = read_case(session, case.id)
    assert (file.rung_until, rung(file, "desk").until, file.next) == (None, None, None)
    assert file.paused is not None
    assert file.paused.reason == "papers"
    assert file.clocks.standing_since == MORNING
    handling.resume(acts("agent"), case.id)
    passing.pass_up(acts("agent"), case.id, "manager", who("Lin Guodong"))
    passing.accept(acts("manager"), case.id)
    file = read_case(session, case.id)
    assert file.paused is None
    assert (file.rung_until, rung(file, "manager").until) == (None, None)
    assert [line.state for line in file.rungs] == ["passed", "skipped", "skipped", "held"]


def test_whoever_graded_it_last_and_why(session: Session, acts: Acts, opens: Opens, desk) -> None:
    case = opens()
    desk.clock.advance(MINUTE)
    handling.set_severity(acts("supervisor"), case.id, "minor", "told in time")
    graded = read_case(session, case.id).severity
    assert (graded.code, graded.place, graded.staff, graded.why, graded.set_at) == (
        "minor", 1, "Li Na", "told in time", MORNING + MINUTE,
    )  # fmt: skip


def test_who_it_is_from_as_the_desk_knows_them_and_the_call_it_came_of(
    session: Session, acts: Acts
) -> None:
    people.take_over(session, [PersonForm("吕敏", "f", "1974", "13712349016")])
    agent = acts("agent")
    call = answering.ring(agent, Ringing(number="13712349016"))
    answering.answer(agent, call.id)
    values = {**COMPLAINT, "person": "", "phone": ""}
    person = Person.select().get()
    form = OpenForm("complaint", values, call_id=call.id, person_id=person.id)
    file = read_case(session, opening.open_case(agent, form).id)
    assert (file.name, file.pinyin, file.sex, file.birth_year) == ("吕敏", "Lü Min", "f", 1974)
    assert (file.phone, file.call, file.call_id) == ("13712349016", "L-0001", call.id)


def test_sheets_links_and_notices_stand_in_it(
    session: Session, acts: Acts, opens: Opens, desk
) -> None:
    case, other = opens(), opens(person="王五")
    agent = acts("agent")
    task = sheets.send_sheet(agent, case.id, Sheet(place="surgery", ask="When was it ready?"))
    sheets.send_sheet(
        agent, case.id, Sheet(place="internal", ask="Say sorry", party="高伟", what="apology")
    )
    sheets.answer_sheet(agent, task.id, "After 20 minutes.", True)
    handling.link(agent, case.id, other.id)
    file = read_case(session, case.id)
    asked, owed = file.sheets
    assert (asked.what, asked.place_name, asked.asked, asked.answer, asked.outcome) == (
        "sheet", "General surgery", "When was it ready?", "After 20 minutes.", "in_time",
    )  # fmt: skip
    assert (owed.what, owed.party, owed.done_at, owed.owner) == (
        "apology", "高伟", None, "Wang Fang",
    )  # fmt: skip
    assert [(one.number, one.name, one.why) for one in file.links] == [("C-0002", "王五", "hand")]
    back = read_case(session, other.id)
    assert [one.case_id for one in back.links] == [case.id]
    handling.see_notice(acts("supervisor"), file.notices[0].id)
    seen = read_case(session, case.id).notices[0]
    assert (seen.staff, seen.seen_at) == ("Li Na", desk.clock.now())
    assert {"sheet", "sheet_done", "linked", "told"} <= {
        event.what for event in read_case(session, case.id).events
    }
