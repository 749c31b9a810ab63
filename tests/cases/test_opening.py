"""A case is opened: number, rung, owner, clocks' start, notices and first lines."""

import pytest

from frontdesk.cases import cases, opening
from frontdesk.cases.cases import Case, CaseEvent, CaseKey, CaseLink, CaseNotice
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import DAY, MINUTE
from frontdesk.desk.directory import Department
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.phone import answering, recording
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm, ContactForm
from frontdesk.session import Session
from frontdesk.store import verify
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

from .conftest import COMPLAINT


def _form(**more: object) -> OpenForm:
    return OpenForm("complaint", COMPLAINT)._replace(**more)  # type: ignore[arg-type]


def test_a_case_has_number_owner_and_all_that_was_said(session: Session, acts, opens) -> None:
    agent = acts("agent")
    case = Case.get_by_id(opens(agent, patient="吕大山", relation="family", joint="yes").id)
    assert cases.say_number(session.pack, case) == "C-0001"
    assert (case.owner_id, case.opener_id, case.offered_id) == (
        agent.staff_id,
        agent.staff_id,
        None,
    )
    assert (case.rung, case.rung_at, case.opened_at, case.received_at) == (
        "desk", session.now(), session.now(), session.now(),
    )  # fmt: skip
    assert (case.name, case.phone, case.place) == ("吕敏", "13712349016", "internal")
    assert (case.facts, case.joint) == ("I waited 70 minutes for a result.\nNobody told me.", True)
    assert case.fields == '{"patient":"吕大山","relation":"family"}'
    assert (case.closed_at, case.outcome, case.reopened) == (None, "", 0)
    assert (case.pack, case.calendar) == (session.pack.digest, session.pack.digest)
    assert cases.calendar_of(session, case) == session.pack.calendar
    assert cases.values_of(case) == {
        **COMPLAINT, "phone": "13712349016", "patient": "吕大山", "relation": "family",
        "joint": "yes",
    }  # fmt: skip
    (line,) = CaseEvent.read("case_id = ?", case.id)
    assert (line.what, line.staff_id, line.code_from, line.code_to) == (
        "opened", agent.staff_id, "phone", "ordinary",
    )  # fmt: skip
    assert CaseKey.select().where(CaseKey.case == case.id).exists()
    verify.whole(session.store.database)


def test_numbers_run_on_through_days_and_kinds(session: Session, desk, opens) -> None:
    first = opens()
    inquiry = opens(kind="inquiry", severity="ordinary", wish="")
    desk.clock.advance(3 * DAY)
    second = opens()
    told = [cases.say_number(session.pack, one) for one in (first, inquiry, second)]
    assert told == ["C-0001", "Q-0001", "C-0002"]
    assert first.day != second.day


def test_the_manager_of_complaints_is_told_at_once(session: Session, opens) -> None:
    case = opens()
    found = CaseNotice.read("case_id = ?", case.id)
    assert [(one.what, one.role, one.seen_at) for one in found] == [("opened", "supervisor", None)]
    opens(kind="inquiry", severity="ordinary", wish="")
    assert CaseNotice.select().count() == 1


def test_a_grave_case_goes_up_at_once_and_stays_with_its_opener_until_taken(
    session: Session, acts, opens, who
) -> None:
    agent = acts("agent")
    with pytest.raises(InputError) as told:
        opens(agent, severity="grave")
    assert told.value.field == "to"
    with pytest.raises(InputError, match="Li Na may not hold it") as told:
        opens(agent, severity="grave", to=who("Li Na"))
    assert told.value.field == "to"
    with pytest.raises(InputError, match="Nobody here"):
        opens(agent, severity="grave", to=99)
    # Naming oneself is naming nobody.
    with pytest.raises(InputError, match="to whom"):
        opens(agent, severity="grave", to=agent.staff_id)
    assert not Case.select().exists()
    case = opens(agent, severity="grave", to=who("Feng Lan"))
    assert (case.rung, case.owner_id) == ("desk", agent.staff_id)
    assert (case.offered_id, case.offered_rung) == (who("Feng Lan"), "affairs")
    passed = CaseEvent.read("case_id = ? AND what = 'passed'", case.id)[0]
    assert (passed.code_from, passed.code_to, passed.to_id) == ("desk", "affairs", case.offered_id)


@pytest.mark.parametrize(
    ("role", "severity", "rung"),
    [
        ("supervisor", "serious", "supervisor"),
        ("deputy", "grave", "affairs"),
        ("manager", "grave", "affairs"),
        # The manager may not hold the supervisor's rung: the nearest over it.
        ("manager", "serious", "affairs"),
        ("manager", "minor", "desk"),
        ("lead", "ordinary", "desk"),
    ],
)
def test_leading_roles_open_at_their_own_rung(acts, opens, role: str, severity: str, rung: str):
    case = opens(acts(role), severity=severity)
    assert (case.rung, case.offered_id) == (rung, None)


def test_a_supervisor_passes_up_what_starts_over_their_rung(acts, opens, who) -> None:
    with pytest.raises(InputError, match="to whom"):
        opens(acts("supervisor"), severity="grave")
    case = opens(acts("supervisor"), severity="grave", to=who("Lin Guodong"))
    assert (case.rung, case.offered_rung) == ("supervisor", "affairs")


def test_a_light_case_may_be_offered_to_a_colleague_as_well(acts, opens, who) -> None:
    case = opens(to=who("Li Na"))
    assert (case.rung, case.offered_id, case.offered_rung) == ("desk", who("Li Na"), "desk")


def test_a_role_that_may_hold_no_rung_opens_none(acts, opens, monkeypatch) -> None:
    monkeypatch.setattr(opening.ladder, "opening_rung", lambda *_: None)
    with pytest.raises(NotAllowed, match="may not hold"):
        opens()


@pytest.mark.parametrize("missing", ["facts", "severity", "channel"])
def test_what_is_missing_is_named_and_nothing_is_kept(
    session: Session, acts, opens, missing
) -> None:
    agent = acts("agent")
    head = session.store.head()
    with pytest.raises(InputError) as told:
        opens(agent, **{missing: ""})
    assert told.value.field == missing
    assert session.store.head() == head
    assert not Case.select().exists()


def test_a_place_is_one_of_the_directory(session: Session, opens) -> None:
    with pytest.raises(InputError, match="no such place") as told:
        opens(place="moon")
    assert told.value.field == "place"
    lift = Department.read("place = 1 LIMIT 1")[0].code
    assert opens(place=lift).place == lift
    assert opens(place="").place == ""


def test_it_was_received_before_now_and_never_after(session: Session, acts) -> None:
    agent, now = acts("agent"), session.now()
    assert opening.open_case(agent, _form(received_at=now - 3 * DAY)).received_at == now - 3 * DAY
    assert opening.open_case(agent, _form(received_at=now)).received_at == now
    for wrong in (now + 1, now + 400 * DAY, now - 20 * 366 * DAY, -1):
        with pytest.raises(InputError) as told:
            opening.open_case(agent, _form(received_at=wrong))
        assert told.value.field == "received"
        assert told.value.sentence


def test_a_case_from_a_call_takes_its_person_channel_and_beginning(desk, session, acts) -> None:
    call = answering.ring(session, Ringing("13712349016", how="hook"))
    desk.clock.advance(10_000)
    answering.answer(session, call.id)
    began = session.now()
    desk.clock.advance(5 * MINUTE)
    case = opening.open_case(acts("agent"), _form(call_id=call.id))
    assert (case.call_id, case.received_at, case.channel) == (call.id, began, "phone")
    contact = ContactForm(
        "letter", CallForm(kind="inquiry", asked="x", answer="y", outcome="answered")
    )
    letter = recording.log_contact(session, contact)
    repair = {"device": "Lift", "facts": "It stands.", "severity": "ordinary"}
    case = opening.open_case(acts("agent"), OpenForm("repair", repair, call_id=letter.id))
    assert case.channel == "letter"
    with pytest.raises(Refused, match="not on the list"):
        opening.open_case(acts("agent"), _form(call_id=999))


def test_a_form_stands_over_an_open_question_once(session: Session, acts) -> None:
    call = answering.answer_unknown(session)
    asked = CallForm(kind="inquiry", asked="When is it paid?", outcome="question")
    recording.record(session, call.id, asked)
    task = Task.get()
    form = OpenForm(
        "inquiry",
        {"channel": "phone", "facts": "When is it paid?", "severity": "ordinary"},
        task_id=task.id,
    )
    with pytest.raises(Refused, match="does not stand over a question"):
        opening.open_case(acts("agent"), _form(task_id=task.id))
    assert opening.open_case(acts("agent"), form).task_id == task.id
    with pytest.raises(AlreadyDone, match="has its form"):
        opening.open_case(acts("agent"), form)
    tasks.finish(session, task.id, "answered", "On Friday.")
    with pytest.raises(AlreadyDone, match="answered already"):
        opening.open_case(acts("agent"), form)


def test_cases_about_the_same_matter_are_linked_at_once(session: Session, acts, opens) -> None:
    first, second = opens(), opens()
    third = opening.open_case(
        acts("agent"), _form(links=(first.id, second.id, first.id), why="text")
    )
    assert [(one.other_id, one.why) for one in CaseLink.read("case_id = ?", third.id)] == [
        (first.id, "text"), (second.id, "text"),
    ]  # fmt: skip
    (line,) = CaseEvent.read("case_id = ? AND what = 'linked'", first.id)
    assert (line.code_from, line.code_to) == ("text", "C-0003")
    with pytest.raises(Refused, match="not on the list"):
        opening.open_case(acts("agent"), _form(links=(99,)))


def test_the_same_act_opens_one_case(acts) -> None:
    once = acts("agent").with_act("one act")
    opening.open_case(once, _form())
    with pytest.raises(AlreadyDone):
        opening.open_case(once, _form())
    assert Case.select().count() == 1


def test_a_person_that_is_not_known_is_refused(acts) -> None:
    with pytest.raises(Refused, match="not known any more"):
        opening.open_case(acts("agent"), _form(person_id=99))


def test_a_desk_without_forms_says_so(session: Session, acts) -> None:
    import msgspec

    bare = msgspec.structs.replace(
        acts("agent"), pack=msgspec.structs.replace(session.pack, cases=None)
    )
    with pytest.raises(Refused, match="no forms"):
        opening.open_case(bare, _form())


def test_the_log_holds_codes_and_figures_alone(session: Session, opens, who) -> None:
    opens(severity="serious", to=who("Li Na"))
    row = session.store.database.execute_sql(
        "SELECT kind, about, facts FROM entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row[:2] == ("case.opened", "desk_case")
    assert "吕敏" not in row[2]
    assert '"case":"C-0001"' in row[2]
