"""The sentences of cases in the log: number, person and the words of the pack a case began by."""

import pytest
from msgspec.structs import replace

from frontdesk import words
from frontdesk.cases import closing, handling, opening, passing, satisfaction, sheets
from frontdesk.cases.cases import Case, CaseNotice
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import MINUTE
from frontdesk.opening import change_pack
from frontdesk.packs.load import from_files, to_files
from frontdesk.session import Session
from frontdesk.shift import log
from frontdesk.staff import staff
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

COMPLAINT = {
    "person": "吕敏", "channel": "phone", "place": "internal", "facts": "70 minutes",
    "severity": "ordinary",
}  # fmt: skip
RESOLVED = Closing(
    "resolved", "We were wrong.", "phone", True, "Nobody calls.", "partly", "Call the room."
)


def _said(session: Session) -> str:
    entry = list(log.entries(session))[-1]
    return log.say(session, entry, log.LogNames(session))


@pytest.fixture
def agent(session: Session, desk) -> Session:
    return desk.as_staff("Wang Fang", seat="Desk 2")


@pytest.fixture
def case(agent: Session) -> Case:
    return opening.open_case(agent, OpenForm("complaint", COMPLAINT))


def test_the_life_of_a_complaint_is_told(session: Session, desk, agent, case: Case) -> None:
    assert _said(session) == "C-0001 吕敏 Complaint opened: ordinary Internal medicine"
    handling.acknowledge(agent, case.id, "phone")
    assert _said(session) == "C-0001 吕敏 acknowledged by telephone"
    handling.set_severity(agent, case.id, "serious", "Told off.")
    assert _said(session) == "C-0001 吕敏 severity ordinary → serious"
    passing.pass_up(agent, case.id, "supervisor", session.staff_id or 0)
    assert _said(session) == "C-0001 吕敏 passed up: Service desk → Supervisor Li Na"
    passing.decline(session, case.id, "I am on leave.")
    assert _said(session) == "C-0001 吕敏 stays with Wang Fang: Service desk"
    passing.pass_up(agent, case.id, "supervisor", session.staff_id or 0)
    passing.accept(session, case.id)
    assert _said(session) == "C-0001 吕敏 taken over from Wang Fang: Supervisor"
    handling.pause(session, case.id, "papers")
    assert _said(session) == "C-0001 吕敏 paused: the person brings papers"
    handling.resume(session, case.id)
    assert _said(session) == "C-0001 吕敏 goes on after the person brings papers"
    handling.set_joint(session, case.id, True)
    assert _said(session) == "C-0001 吕敏: several departments take part"
    handling.set_joint(session, case.id, False)
    assert _said(session) == "C-0001 吕敏: one department takes part"
    handling.propose(session, case.id, "An apology")
    handling.reply(session, case.id, False)
    assert _said(session) == "C-0001 吕敏: the proposal was not accepted"
    handling.reply(session, case.id, True)
    assert _said(session) == "C-0001 吕敏: the proposal was accepted"
    handling.correct(session, case.id, "about", "nurse 高伟")
    assert _said(session) == "C-0001 吕敏: Staff corrected"
    closing.close(session, case.id, RESOLVED._replace(outcome="withdrawn", fault=""))
    assert _said(session) == "C-0001 吕敏 closed: withdrawn by the person (accepted)"
    second = opening.open_case(session, OpenForm("complaint", {**COMPLAINT, "person": ""}))
    closing.close(session, second.id, RESOLVED)
    assert _said(session) == "C-0002 closed: resolved (accepted) fault: partly ours"
    handling.link(session, second.id, case.id)
    assert _said(session) == "C-0002 linked with C-0001"


def test_what_a_case_asks_of_others_is_told(session: Session, agent, desk, case: Case) -> None:
    sheet = sheets.send_sheet(agent, case.id, Sheet("laboratory", "When?"))
    assert _said(session) == "C-0001 吕敏 sheet to be answered by Blood test"
    tasks.offer(agent, sheet.id, session.staff_id or 0)
    assert _said(session) == "sheet C-0001 offered to Li Na"
    owed = Sheet("internal", "By telephone", party="高伟", what="apology")
    apology = sheets.send_sheet(agent, case.id, owed)
    assert _said(session) == "C-0001 吕敏 apology to be answered by Internal medicine"
    tasks.offer(agent, apology.id, session.staff_id or 0)
    assert _said(session) == "apology C-0001 offered to Li Na"
    sheets.answer_sheet(agent, sheet.id, "After 20 minutes.", False)
    assert _said(session) == "C-0001 吕敏 sheet of Blood test answered late"
    sheets.answer_sheet(agent, apology.id, "He called her.", True)
    closing.close(agent, case.id, RESOLVED)
    handling.see_notice(session, CaseNotice.get(CaseNotice.what == "opened").id)
    assert _said(session) == "C-0001 吕敏: the notice was seen"
    asked = Task.get(Task.kind == "satisfaction")
    desk.clock.advance(MINUTE)
    tasks.offer(agent, asked.id, session.staff_id or 0)
    assert _said(session) == "satisfaction C-0001 offered to Li Na"
    satisfaction.rate(agent, asked.id, "very", "")
    assert _said(session) == "C-0001 吕敏 the person is very satisfied"


def test_a_case_speaks_by_the_pack_it_began_by(session: Session, case: Case) -> None:
    files = to_files(session.pack)
    for name in ("en.toml", "zh.toml"):
        text = files[name].decode()
        files[name] = text.replace('phone = "by telephone"', 'phone = "by wire"').encode()
    pack = from_files(files)
    change_pack(session, pack)
    handling.acknowledge(replace(session, pack=pack), case.id, "phone")
    assert _said(replace(session, pack=pack)) == "C-0001 吕敏 acknowledged by telephone"


def test_the_words_come_in_the_readers_language(session: Session, case: Case) -> None:
    handling.set_severity(session, case.id, "serious", "Told off.")
    words.use("zh")
    assert session.pack.say("case.severity.complaint.serious", "zh") in _said(session)


def test_a_page_of_cases_is_named_in_one_read(session: Session, agent, case: Case) -> None:
    staff.hire(session, "Feng Lan", "deputy")
    for _count in range(3):
        opening.open_case(agent, OpenForm("complaint", COMPLAINT))
    names = log.LogNames(session)
    page = list(log.entries(session, kind="case.opened"))
    names.learn(page)
    assert [log.say(session, one, names).split(" Complaint")[0] for one in page] == [
        f"C-000{number} 吕敏" for number in range(1, 5)
    ]
