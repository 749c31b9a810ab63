"""What is done about an open case: each act a line, each refusal a sentence."""

import msgspec
import pytest

from frontdesk.cases import cases, handling, opening, passing
from frontdesk.cases.cases import Case, CaseEvent, CaseKey, CaseLink, CaseNotice, CasePause
from frontdesk.cases.opening import OpenForm
from frontdesk.clock import HOUR, MINUTE
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.session import Session
from frontdesk.store import verify


def _lines(case: Case, what: str) -> list[CaseEvent]:
    return CaseEvent.read("case_id = ? AND what = ? ORDER BY id", case.id, what)


def _close(session: Session, case: Case) -> None:
    """As closed by its own verb: enough for what must not be done afterwards."""
    session.store.database.execute_sql(
        "UPDATE desk_case SET closed_at = opened_at, outcome = 'withdrawn', how = 'phone',"
        " offered_id = NULL, offered_rung = '' WHERE id = ?",
        (case.id,),
    )


def test_acknowledging_is_done_once_by_a_listed_way(session: Session, desk, acts, opens) -> None:
    case, agent = opens(), acts("agent")
    with pytest.raises(InputError) as told:
        handling.acknowledge(agent, case.id, "pigeon")
    assert told.value.field == "how"
    desk.clock.advance(HOUR)
    handling.acknowledge(agent, case.id, "phone")
    found = Case.get_by_id(case.id)
    assert (found.acknowledged_at, found.acknowledged_how) == (session.now(), "phone")
    assert [line.code_to for line in _lines(case, "acknowledged")] == ["phone"]
    with pytest.raises(AlreadyDone, match="Wang Fang acknowledged it at 8:30"):
        handling.acknowledge(session, case.id, "letter")
    verify.whole(session.store.database)


def test_a_note_is_kept_clean_and_whole(session: Session, opens) -> None:
    case = opens()
    handling.note(session, case.id, " Heard nurse 高伟:\r\nno record\x1b[2J ")
    assert [line.text for line in _lines(case, "note")] == ["Heard nurse 高伟:\nno record␛[2J"]
    for wrong, sentence in (("  ", "Nothing is written"), ("字" * 2001, "At most 2000")):
        with pytest.raises(InputError, match=sentence) as told:
            handling.note(session, case.id, wrong)
        assert told.value.field == "note"


def test_each_rung_proposes_and_the_person_answers(session: Session, acts, opens) -> None:
    case = opens()
    with pytest.raises(Refused, match="Nothing was proposed"):
        handling.reply(session, case.id, True)
    with pytest.raises(InputError):
        handling.propose(session, case.id, "")
    handling.propose(acts("agent"), case.id, "An apology by the head nurse")
    handling.reply(session, case.id, False, "Not enough.")
    (proposed,) = _lines(case, "proposed")
    (replied,) = _lines(case, "replied")
    assert (proposed.code_from, proposed.text) == ("desk", "An apology by the head nurse")
    assert (replied.code_from, replied.code_to, replied.text) == ("desk", "no", "Not enough.")


def test_severity_is_anybodys_for_an_hour_and_then_of_leading_roles(
    session: Session, desk, acts, opens
) -> None:
    case, agent = opens(), acts("agent")
    with pytest.raises(InputError) as told:
        handling.set_severity(agent, case.id, "deadly", "worse")
    assert told.value.field == "severity"
    with pytest.raises(InputError) as told:
        handling.set_severity(agent, case.id, "minor", " ")
    assert told.value.field == "why"
    with pytest.raises(AlreadyDone):
        handling.set_severity(agent, case.id, "ordinary", "the same")
    desk.clock.advance(session.pack.cases.severity_within)  # type: ignore[union-attr]
    handling.set_severity(agent, case.id, "minor", "settled on the spot")
    desk.clock.advance(1)
    for who in ("agent", "lead"):
        with pytest.raises(NotAllowed, match="Only a leading role"):
            handling.set_severity(acts(who), case.id, "serious", "worse")
    assert Case.get_by_id(case.id).severity == "minor"
    handling.set_severity(acts("supervisor"), case.id, "serious", "late and told off")
    assert [(line.code_from, line.code_to, line.text) for line in _lines(case, "severity")] == [
        ("ordinary", "minor", "settled on the spot"),
        ("minor", "serious", "late and told off"),
    ]


def test_a_graver_case_must_go_up_until_it_is_on_its_way(
    session: Session, acts, opens, who
) -> None:
    case, agent = opens(), acts("agent")
    assert handling.must_pass(agent, case) is None
    case = handling.set_severity(agent, case.id, "grave", "a fall")
    must = handling.must_pass(agent, case)
    assert must is not None
    assert must.code == "affairs"
    case = passing.pass_up(agent, case.id, "supervisor", who("Li Na"))
    assert handling.must_pass(agent, case) == must
    case = passing.pass_up(agent, case.id, "affairs", who("Feng Lan"))
    assert handling.must_pass(agent, case) is None
    case = passing.decline(acts("deputy"), case.id, "away")
    assert handling.must_pass(agent, case) == must
    row = session.store.database.execute_sql(
        "SELECT facts FROM entry WHERE kind = 'case.severity'"
    ).fetchone()
    assert '"must":"affairs"' in row[0]


def test_several_departments_are_on_record_once(session: Session, acts, opens) -> None:
    case, agent = opens(), acts("agent")
    assert handling.set_joint(agent, case.id, True).joint is True
    with pytest.raises(AlreadyDone):
        handling.set_joint(agent, case.id, True)
    handling.set_joint(agent, case.id, False)
    assert [line.code_to for line in _lines(case, "joint")] == ["yes", "no"]
    values = {"person": "A", "facts": "called"}
    contact = opening.open_case(agent, OpenForm("followup", values))
    with pytest.raises(Refused, match="one time"):
        handling.set_joint(agent, contact.id, True)


def test_a_clock_stands_for_listed_reasons_alone(session: Session, desk, acts, opens) -> None:
    case, agent = opens(), acts("agent")
    with pytest.raises(InputError) as told:
        handling.pause(agent, case.id, "lunch")
    assert told.value.field == "reason"
    with pytest.raises(AlreadyDone, match="not paused"):
        handling.resume(agent, case.id)
    handling.pause(agent, case.id, "papers")
    with pytest.raises(AlreadyDone, match="paused already"):
        handling.pause(agent, case.id, "expert")
    desk.clock.advance(5 * MINUTE)
    handling.resume(agent, case.id)
    handling.pause(agent, case.id, "expert")
    found = CasePause.read("case_id = ? ORDER BY id", case.id)
    assert [(one.reason, one.ended_at) for one in found] == [
        ("papers", session.now()), ("expert", None),
    ]  # fmt: skip
    assert [line.code_from for line in _lines(case, "resumed")] == ["papers"]
    verify.whole(session.store.database)


def test_two_cases_are_linked_once_either_way(session: Session, opens) -> None:
    first, second = opens(), opens()
    handling.link(session, first.id, second.id)
    for one, other in ((first, second), (second, first)):
        with pytest.raises(AlreadyDone, match="linked already"):
            handling.link(session, one.id, other.id)
    with pytest.raises(Refused, match="itself"):
        handling.link(session, first.id, first.id)
    assert CaseLink.select().count() == 1
    assert [line.code_to for line in _lines(first, "linked")] == ["C-0002"]
    assert [line.code_to for line in _lines(second, "linked")] == ["C-0001"]


def test_a_notice_stands_until_its_role_or_above_has_seen_it(session: Session, acts, opens) -> None:
    case = opens()
    notice = CaseNotice.get(CaseNotice.case == case.id)
    for who in ("agent", "lead"):
        with pytest.raises(NotAllowed, match="another role"):
            handling.see_notice(acts(who), notice.id)
    handling.see_notice(acts("manager"), notice.id)
    found = CaseNotice.get_by_id(notice.id)
    assert (found.seen_at, found.seen_by_id) == (session.now(), acts("manager").staff_id)
    assert [(line.code_from, line.code_to) for line in _lines(case, "told")] == [
        ("opened", "supervisor")
    ]
    with pytest.raises(AlreadyDone, match="Lin Guodong has seen it"):
        handling.see_notice(acts("supervisor"), notice.id)
    with pytest.raises(Refused, match="not on the list"):
        handling.see_notice(session, 99)


@pytest.mark.parametrize(
    ("field", "typed", "kept", "before"),
    [
        ("person", "吕 敏", "吕 敏", "吕敏"),
        ("phone", "137-1234-9017", "13712349017", "13712349016"),
        ("facts", "I waited an hour.", "I waited an hour.", "I waited 70 minutes for a result."),
        ("place", "eye", "eye", "internal"),
        ("channel", "letter", "letter", "phone"),
        ("patient", "吕大山", "吕大山", None),
        ("wish", "", "", "an apology"),
    ],
)
def test_a_correction_keeps_what_stood_there(
    session: Session, opens, field: str, typed: str, kept: str, before: str | None
) -> None:
    case = opens()
    handling.correct(session, case.id, field, typed)
    found = Case.get_by_id(case.id)
    assert cases.values_of(found).get(field, "") == kept
    (line,) = _lines(case, "corrected")
    assert (line.code_from, line.code_to) == (field, "")
    assert (line.text or "").startswith(before or "")
    assert bool(line.text) == bool(before)
    with pytest.raises(AlreadyDone, match="stands so"):
        handling.correct(session, case.id, field, typed)
    verify.whole(session.store.database)


def test_a_correction_is_judged_as_the_form_is(session: Session, opens) -> None:
    case = opens(patient="吕大山")
    for field, typed in (
        ("facts", ""), ("phone", "none"), ("place", "moon"), ("when", "tomorrow"),
        ("wish", "x" * 601), ("relation", "boss"),
    ):  # fmt: skip
        with pytest.raises(InputError) as told:
            handling.correct(session, case.id, field, typed)
        assert told.value.field == field
    for field in ("severity", "joint", "to", "colour"):
        with pytest.raises(Refused):
            handling.correct(session, case.id, field, "minor")
    assert not _lines(case, "corrected")
    handling.correct(session, case.id, "patient", "")
    assert Case.get_by_id(case.id).fields is None


def test_a_case_is_found_by_what_was_written_since(session: Session, acts, opens, who) -> None:
    case, agent = opens(), acts("agent")
    handling.correct(agent, case.id, "wish", "refund")
    handling.note(agent, case.id, "高伟")
    handling.propose(agent, case.id, "flowers")
    handling.reply(agent, case.id, False, "ridiculous")
    handling.set_severity(agent, case.id, "serious", "loud")
    passing.pass_up(agent, case.id, "supervisor", who("Li Na"), "clinic")
    passing.decline(session, case.id, "busy")
    keys = {one.key for one in CaseKey.select().where(CaseKey.case == case.id)}
    assert {"refund", "高伟", "flowers", "ridiculous", "loud", "clinic", "busy"} <= keys


def test_nothing_is_done_about_a_closed_case_but_notes_links_and_corrections(
    session: Session, acts, opens
) -> None:
    case, other = opens(), opens()
    _close(session, case)
    for act in (
        lambda: handling.acknowledge(session, case.id, "phone"),
        lambda: handling.propose(session, case.id, "x"),
        lambda: handling.reply(session, case.id, True),
        lambda: handling.set_severity(session, case.id, "grave", "x"),
        lambda: handling.set_joint(session, case.id, True),
        lambda: handling.pause(session, case.id, "papers"),
        lambda: handling.resume(session, case.id),
        lambda: passing.pass_up(session, case.id, "supervisor", 1),
        lambda: passing.hand_to(session, case.id, 1),
        lambda: passing.accept(session, case.id),
        lambda: passing.decline(session, case.id, "x"),
    ):
        with pytest.raises(AlreadyDone, match="closed"):
            act()
    handling.note(session, case.id, "He called again.")
    handling.link(session, case.id, other.id)
    handling.correct(session, case.id, "wish", "thanks")
    assert handling.must_pass(session, Case.get_by_id(case.id)) is None


def test_a_case_is_handled_by_the_rules_it_began_under(session: Session, desk, opens) -> None:
    case = opens()
    changed = msgspec.structs.replace(
        session.pack,
        digest="0" * 64,
        cases=msgspec.structs.replace(session.pack.cases, pauses=("lunch",), severity_within=0),  # type: ignore[type-var]
    )
    later = msgspec.structs.replace(session, pack=changed, role="agent")
    desk.clock.advance(MINUTE)
    with pytest.raises(InputError):
        handling.pause(later, case.id, "lunch")
    handling.pause(later, case.id, "papers")
    handling.set_severity(later, case.id, "minor", "calm")
