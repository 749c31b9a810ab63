"""A case in a person's words: every code of its form and timeline is said, in both languages."""

from typing import get_args

import msgspec
import pytest

from frontdesk import words
from frontdesk.cases import closing, contents, handling, opening, passing, sentences, sheets
from frontdesk.cases.case_file import CaseFile, EventLine
from frontdesk.cases.cases import What
from frontdesk.cases.closing import Closing
from frontdesk.cases.contents import Form, Grid
from frontdesk.cases.reading import read_case
from frontdesk.cases.sheets import Sheet
from frontdesk.clock import HOUR
from frontdesk.session import Session
from tests.cases import papers


@pytest.fixture
def case(session: Session) -> CaseFile:
    return papers.complaint(session.pack)


def _line(what: str, **more: str) -> EventLine:
    return EventLine(id=1, at=0, what=what, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (_line("opened", code_from="phone", code_to="grave"), "Opened: telephone, grave"),
        (_line("severity", code_from="minor", code_to="grave"), "Severity: minor → grave"),
        (_line("joint", code_to="yes"), "Several departments take part"),
        (_line("joint", code_from="0", code_to="1"), "Several departments take part"),
        (_line("joint", code_to="no"), "One department takes part"),
        (
            _line("passed", code_from="desk", code_to="supervisor", to="Wu Di"),
            "Passed up to Supervisor: Wu Di",
        ),
        (_line("passed", code_from="desk", code_to="desk", to="Wu Di"), "Offered to Wu Di"),
        (
            _line("accepted", code_from="desk", code_to="supervisor", to="Li Na"),
            "Taken over at Supervisor from Li Na",
        ),
        (
            _line("declined", code_from="desk", code_to="supervisor", to="Li Na"),
            "Not taken over, stays with Li Na at Service desk",
        ),
        (_line("replied", code_to="yes"), "The person accepts the proposal"),
        (_line("replied", code_to="no"), "The person does not accept the proposal"),
        (_line("acknowledged", code_to="phone"), "Acknowledged to the person: by telephone"),
        (_line("paused", code_to="papers"), "The clock stands: the person brings papers"),
        (
            _line("sheet", code_from="sheet", code_to="internal"),
            "Sheet sent to Internal medicine",
        ),
        (
            _line("sheet", code_from="apology", code_to="internal"),
            "An apology is owed by Internal medicine",
        ),
        (
            _line("sheet_done", code_from="internal", code_to="in_time"),
            "Internal medicine answered in time",
        ),
        (
            _line("sheet_done", code_from="internal", code_to="late"),
            "Internal medicine answered late",
        ),
        (_line("told", code_from="opened", code_to="manager"), "Notice to the manager seen"),
        (_line("linked", code_from="person", code_to="C-0198"), "Linked with C-0198"),
        (_line("corrected", code_from="place", text="surgery"), "Corrected: Where"),
        (_line("corrected", code_from="lost_field"), "Corrected: lost_field"),
        (
            _line("closed", code_from="phone", code_to="resolved"),
            "Closed: resolved, answered by telephone",
        ),
        (_line("checked", code_to="effective"), "Looked at afterwards: it helped"),
        (_line("checked", code_to="ineffective"), "Looked at afterwards: it did not help"),
        (_line("of_a_newer_program"), "of_a_newer_program"),
    ],
)
def test_a_line_of_the_timeline(case: CaseFile, line: EventLine, said: str) -> None:
    assert sentences.event(case, line, sentences.spoken_names()) == said


def test_everything_that_can_happen_has_its_sentence(case: CaseFile) -> None:
    names = sentences.spoken_names()
    for what in get_args(What):
        assert sentences.event(case, _line(what), names) not in ("", what)


def test_what_stood_there_before_is_said_as_people_say_it(case: CaseFile) -> None:
    names = sentences.spoken_names()
    for line, said in (
        (_line("corrected", code_from="place", text="surgery"), "before: General surgery"),
        (_line("corrected", code_from="relation", text="family"), "before: family"),
        (_line("corrected", code_from="facts"), "before: –"),
        (_line("corrected", code_from="lost_field", text="x"), "before: x"),
        (_line("note", text="x"), "x"),
    ):
        assert sentences.written(case, line, names) == said


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("channel", "phone", "telephone"),
        ("place", "internal", "Internal medicine"),
        ("place", "gone", "gone"),
        ("relation", "self", "the patient"),
        ("severity", "grave", "grave"),
        ("joint", "yes", "yes"),
        ("joint", "no", "no"),
        ("to", "1", "Li Na"),
        ("to", "999", "999"),
        ("facts", "as it was", "as it was"),
        ("facts", "", ""),
    ],
)
def test_what_a_field_holds(case: CaseFile, name: str, kept: str, said: str) -> None:
    spec = case.rules.field(name)
    assert sentences.value(case, spec, kept, sentences.spoken_names()) == said


def test_a_label_of_its_own_goes_before_the_common_one(case: CaseFile) -> None:
    assert sentences.label(case, "phone") == "Phone"
    own = {language: dict(said) for language, said in case.pack.words.items()}
    own["en"]["case.kind.complaint.field.phone.label"] = "Her phone"
    pack = msgspec.structs.replace(case.pack, words=own)
    assert sentences.label(msgspec.structs.replace(case, pack=pack), "phone") == "Her phone"


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_a_whole_life_is_written_out_without_a_code(
    session: Session, desk, opens, acts, who, spoken: str
) -> None:
    case = opens()
    agent, leader = acts("agent"), acts("supervisor")
    other = opens()
    handling.acknowledge(agent, case.id, "phone")
    handling.set_severity(agent, case.id, "serious", "told off")
    handling.propose(agent, case.id, "An apology.")
    handling.reply(agent, case.id, False, "Not enough.")
    handling.pause(agent, case.id, "papers")
    desk.clock.advance(HOUR)
    handling.resume(agent, case.id)
    handling.link(agent, case.id, other.id)
    handling.correct(agent, case.id, "place", "surgery")
    passing.pass_up(agent, case.id, "supervisor", who("Li Na"))
    passing.accept(leader, case.id)
    asked = sheets.send_sheet(leader, case.id, Sheet("surgery", "Who was to tell her?"))
    sheets.answer_sheet(leader, asked.id, "Nobody was named.", True)
    closing.close(
        leader, case.id,
        Closing(
            "resolved", "We tell results by telephone.", "phone", accepted=True,
            cause="Nobody was named.", fault="ours", lesson="Name one.",
        ),
    )  # fmt: skip
    words.use(spoken)
    found = contents.paper(session, read_case(session, case.id), spoken)
    codes = {
        "serious", "ordinary", "in_time", "papers", "surgery", "internal", "resolved", "ours",
        opening.BY_HAND, "complaint", "supervisor", "affairs",
    }  # fmt: skip
    for part in (*found.form, *found.annex):
        texts = (
            [one.text for one in part.entries]
            if isinstance(part, Form)
            else [cell for row in part.rows for cell in row]
        )
        assert isinstance(part, Form | Grid)
        # English words may be what the code is made of; a Chinese page has none of them.
        assert spoken == "en" or not codes & {word for text in texts for word in text.split()}
        assert not any(text.endswith(("_", ".name", ".label")) for text in texts)
    assert found.number == read_case(session, case.id).number
