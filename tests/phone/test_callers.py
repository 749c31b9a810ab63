"""Who calls by the number, several who share one, and what was before."""

import pytest

from frontdesk.clock import DAY, HOUR, MINUTE
from frontdesk.desk import people
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration, register
from frontdesk.packs.load import builtin, from_files, to_files
from frontdesk.packs.phone import Phone
from frontdesk.phone import answering, callers, recording
from frontdesk.phone.answering import Dialled, Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.tasks.tasks import Task

MOBILE = "13812342046"


def test_several_may_share_a_number(session: Session, known, desk) -> None:
    known("张伟")
    desk.clock.advance(MINUTE)
    known("张小伟")
    known("Li Si", "13900001111")
    # The same last digits, another telephone.
    known("Wang Wu", "13712342046")
    found = callers.people_by_number(session, MOBILE)
    assert [one.name for one in found] == ["张小伟", "张伟"]
    assert callers.people_by_number(session, "") == []
    assert callers.people_by_number(session, "13812342047") == []


@pytest.mark.parametrize(
    ("kept", "key"),
    [
        ("+44 20 7946 0018", "+442079460018"),
        ("010-87654321", "01087654321"),
        ("+86 10 87654321", "01087654321"),
        ("8001", "8001"),
        ("13812342046", MOBILE),
    ],
)
def test_a_number_is_known_however_it_was_kept(
    session: Session, known, kept: str, key: str
) -> None:
    known("张伟", kept)
    assert [one.name for one in callers.people_by_number(session, key)] == ["张伟"]


def test_an_internal_number_is_nobody_elses_end(
    session: Session, known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "PREFIX_READ", 1)
    known("张伟", "10000018001")
    assert callers.people_by_number(session, "8001") == []
    known("李四", "8001")
    # However many numbers end in it.
    assert [one.name for one in callers.people_by_number(session, "8001")] == ["李四"]


def test_a_number_without_its_area_is_known_in_the_area(make_desk) -> None:
    files = to_files(builtin("hospital"))
    files["phone.toml"] = files["phone.toml"].replace(b'area = ""', b'area = "10"')
    session = make_desk(from_files(files)).as_staff()
    people.take_over(session, [PersonForm("张伟", phone="87654321")])
    assert [one.name for one in callers.people_by_number(session, "01087654321")] == ["张伟"]


def test_calling_again_counts_the_packs_days(session: Session, rings, desk, phone: Phone) -> None:
    first = rings(session)
    assert callers.calling_again(session, first) == 0
    answering.caller_gone(session, first.id)
    desk.clock.advance(DAY)
    answering.dial(session, Dialled(MOBILE))
    second = rings(session, "+86 138 1234 2046")
    assert callers.calling_again(session, second) == 1
    answering.caller_gone(session, second.id)
    desk.clock.advance(phone.again_within)
    third = rings(session)
    assert callers.calling_again(session, third) == 1
    desk.clock.advance(1)
    answering.caller_gone(session, third.id)
    assert callers.calling_again(session, rings(session)) == 1
    assert callers.calling_again(session, rings(session, "", line="2")) is None
    assert callers.calling_again(session, answering.ring(session, Ringing())) is None


def test_what_was_before_stands_newest_first_and_what_is_owed_above(
    session: Session, rings, desk, known
) -> None:
    person = known("张伟")
    missed = rings(session, "13900001111")
    recording.link_person(session, missed.id, person.id)
    answering.caller_gone(session, missed.id)
    desk.clock.advance(HOUR)
    visit = register(
        session,
        Registration(person.id, None, session.pack.purposes[0], request="X-ray", department_id=1),
    )
    desk.clock.advance(HOUR)
    call = answering.answer(session, rings(session).id)
    recording.record(
        session, call.id, CallForm(kind="complaint", asked="too loud", outcome="question")
    )
    desk.clock.advance(HOUR)
    rings(session, "13700000000")
    found = callers.history(session, MOBILE, person.id)
    question, callback = Task.select().order_by(Task.id.desc())
    assert [(one.what, one.id) for one in found] == [
        ("task", question.id), ("task", callback.id), ("call", call.id), ("visit", visit.id),
        ("call", missed.id),
    ]  # fmt: skip
    told = found[2]
    assert (told.kind, told.outcome, told.text) == ("complaint", "question", "too loud")
    assert (found[3].ticket, found[3].text, found[4].missed) == ("A001", "X-ray", True)
    assert [one.id for one in callers.history(session, MOBILE, None) if one.what == "call"] == [
        call.id
    ]
    assert len(callers.history(session, MOBILE, person.id, 3)) == 3
    assert callers.history(session, "", None) == []
