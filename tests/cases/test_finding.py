"""Cases found by number, person, phone and words, and by nothing that is no more in them (C7)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.cases import closing, finding, handling, opening, sheets
from frontdesk.cases.cases import Case
from frontdesk.cases.closing import Closing
from frontdesk.cases.opening import OpenForm
from frontdesk.cases.sheets import Sheet
from frontdesk.desk import people
from frontdesk.desk.directory import Department
from frontdesk.desk.people import Person, PersonForm
from frontdesk.session import Session
from tests.cases.conftest import COMPLAINT, Acts, Opens

SHARED = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def known(opens: Opens) -> list[int]:
    """Three cases: a lift, a meal, an X-ray; the second is a repair."""
    return [
        opens(person="吕敏", phone="137 1234 9016", facts="三号电梯坏了，轮椅上不去").id,
        opens(person="Ouyang Na", phone="139 0000 4321", facts="饭菜里有头发", wish="退款").id,
        opens(person="王五", phone="", facts="X-ray picture of somebody else 停车").id,
    ]


def test_keys_of_all_that_people_wrote() -> None:
    case = Case(name="吕敏", facts="电梯坏", lesson="Lift", phone="13712349016")
    assert set(finding.keys_of(case, ("退款", None))) == {
        "#61094321731", "lift", "吕敏", "敏", "电梯", "梯坏", "坏", "退款", "款",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("C-0001", [0]),
        ("c2", [1]),
        ("3", [2]),
        ("C0009", []),
        ("电梯", [0]),
        ("电梯 轮椅", [0]),
        ("轮椅电梯", []),
        ("坏", [0]),
        ("头发", [1]),
        ("退款", [1]),
        ("停车", [2]),
        ("x-ray", [2]),
        ("SOMEBODY pict", [2]),
        ("4321", [1]),
        ("９０１６", [0]),
        ("ouyang", [1]),
        ("吕敏", [0]),
        ("", []),
        ("%", []),
        ("'", []),
        ("头发 停车", []),
    ],
)
def test_cases_are_found(session: Session, known: list[int], typed: str, places: list[int]) -> None:
    found = [line.id for line in finding.find(session, typed, 10)]
    assert found == [known[place] for place in places]


def test_the_newest_are_found_first_and_no_more_than_asked_for(
    session: Session, opens: Opens
) -> None:
    ids = [opens(facts="电梯坏了").id for _number in range(4)]
    assert [line.id for line in finding.find(session, "电梯", 3)] == ids[:0:-1]


def test_candidates_that_hold_it_not_are_passed_over(session: Session, opens: Opens) -> None:
    right = opens(facts="磁共振室")
    for _number in range(5):
        opens(facts="磁共，共振，振室")
    assert [line.id for line in finding.find(session, "磁共振室", 1)] == [right.id]


def test_the_cases_of_a_known_person_are_found_however_the_name_is_typed(
    session: Session, acts: Acts
) -> None:
    people.take_over(session, [PersonForm("吕敏", phone="13712349016")])
    person = Person.select().get()
    values = {**COMPLAINT, "person": "吕女士", "phone": ""}
    form = OpenForm("complaint", values, person_id=person.id)
    case = opening.open_case(acts("agent"), form)
    assert [line.id for line in finding.find(session, "lvmin", 5)] == [case.id]


def test_what_was_noted_and_proposed_is_found_too(
    session: Session, acts: Acts, opens: Opens
) -> None:
    case = opens()
    handling.note(acts("agent"), case.id, "护士长已道歉")
    handling.propose(acts("agent"), case.id, "refund of the fee")
    for typed in ("护士长", "refund"):
        assert [line.id for line in finding.find(session, typed, 5)] == [case.id]


def test_what_was_corrected_is_found_by_what_is_right_alone(
    session: Session, acts: Acts, opens: Opens
) -> None:
    case = opens(facts="停车场收费机坏了")
    handling.correct(acts("agent"), case.id, "facts", "电梯坏了")
    assert finding.find(session, "停车", 5) == []
    assert finding.by_word(session, "收费", 5) == []
    assert [line.id for line in finding.find(session, "电梯", 5)] == [case.id]


def test_codes_of_the_form_are_no_words_of_it(session: Session, opens: Opens) -> None:
    opens()
    assert finding.find(session, "ordinary", 5) == finding.find(session, "internal", 5) == []


def test_a_case_without_texts_has_no_keys_left(session: Session, opens: Opens) -> None:
    case = opens()
    emptied = Case.get(Case.id == case.id)
    for name in ("name", "phone", "about", "happened", "witnesses", "facts", "wish", "fields"):
        setattr(emptied, name, None)
    execute = session.store.database.execute_sql
    execute("UPDATE case_event SET text = NULL")
    with session.store.transaction():
        finding.index(session, emptied)
    assert execute("SELECT count(*) FROM case_key").fetchone() == (0,)


@SHARED
@given(st.text(max_size=30))
def test_whatever_is_typed_is_no_error(session: Session, known: list[int], typed: str) -> None:
    assert len(finding.find(session, typed, 5)) <= 5


def test_what_a_case_was_closed_with_is_found_and_what_a_department_answered(
    session: Session, opens: Opens
) -> None:
    case = opens()
    sheet = sheets.send_sheet(
        session, case.id, Sheet(Department.listed()[0].code, "为什么没有叫她")
    )
    assert [one.id for one in finding.find(session, "叫她", 9)] == [case.id]
    sheets.answer_sheet(session, sheet.id, "名单上漏掉了", in_time=True)
    assert [one.id for one in finding.find(session, "漏掉", 9)] == [case.id]
    closing.close(
        session,
        case.id,
        Closing("resolved", "已经赔礼", "phone", True, "名单漏印", "ours", "核对"),
    )
    for typed in ("赔礼", "漏印", "核对"):
        assert [one.id for one in finding.find(session, typed, 9)] == [case.id]
    closing.reopen(session, case.id, "又发生了一次")
    assert [one.id for one in finding.find(session, "又发生", 9)] == [case.id]
