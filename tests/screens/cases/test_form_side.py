"""What follows if a form is saved now, and the lists beside it, as lines (C2, C3, C4)."""

import msgspec
import pytest

from frontdesk import words
from frontdesk.cases import cases
from frontdesk.clock import HOUR, MINUTE
from frontdesk.packs.cases import CaseKind
from frontdesk.session import Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Staff
from screens.cases import case_fields, form_side
from screens.cases.case_fields import Offer
from screens.parts.context import Context
from screens.parts.glyphs import PLAIN
from screens.parts.lines import Line, text_of, width
from tests.conftest import MadeDesk
from tests.screens.alone import context_of

ROOM = 43


@pytest.fixture
def context(desk: MadeDesk) -> Context:
    """An agent at the desk, somebody there for every rung."""
    lead = desk.as_staff()
    staff.hire(lead, "Feng Lan", "deputy")
    staff.hire(lead, "林国栋", "manager")
    return context_of(desk.as_staff("Wang Fang"), desk)


def kind_of(session: Session, code: str = "complaint") -> CaseKind:
    return cases.forms(session.pack).kind(code)


def somebody(name: str) -> Staff:
    return Staff.get(Staff.name == name)


def said(lines: list[Line]) -> list[str]:
    return [" ".join(text_of(one).split()) for one in lines if one]


def saved(context: Context, severity: str, to: str = "", **more: bool) -> list[str]:
    found = form_side.saved(
        context, kind_of(context.desk), severity, None, somebody(to) if to else None,
        joint=more.get("joint", False),
    )  # fmt: skip
    lines = form_side.saved_lines(found, ROOM, context)
    assert all(width(one) <= ROOM for one in lines)
    return said(lines)[1:]


def test_who_has_it_by_when_and_who_is_told(context: Context) -> None:
    assert saved(context, "ordinary") == [
        "Owner Wang Fang",
        "Rung Service desk 1 of 4",
        "Till Mon 23 Nov 8:00 30 min",
        "Acknowledge Tue 24 Nov 7:30 24 h",
        "Resolve Mon 30 Nov 17:30 5 working days",
        "Tells supervisor at once",
    ]


def test_several_departments_have_longer(context: Context) -> None:
    assert "Resolve Mon 7 Dec 17:30 10 working days" in saved(context, "ordinary", joint=True)


def test_until_they_accept_the_giver_stays_owner(context: Context) -> None:
    shown = saved(context, "grave", "Feng Lan")
    assert shown[:2] == ["Owner Wang Fang", "until Feng Lan accepts"]
    assert "Goes up to Medical affairs" in shown
    assert "Rung Service desk 1 of 4" in shown
    # A colleague on the same rung: nothing goes up.
    assert not any("Goes up" in one for one in saved(context, "minor", "Zhao Min"))


def test_a_grave_one_asks_to_whom(context: Context) -> None:
    assert "Goes up to Supervisor: to whom?" in saved(context, "serious")


def test_a_leading_role_opens_at_its_own_rung(desk: MadeDesk, context: Context) -> None:
    context.session = desk.as_staff()
    shown = saved(context, "serious")
    assert "Rung Supervisor 2 of 4" in shown
    assert not any("Goes up" in one for one in shown)


def test_while_it_is_not_graded_no_time_is_said(context: Context) -> None:
    assert saved(context, "")[3:] == ["Times by how grave it is", "Tells supervisor at once"]


def test_a_role_that_may_not_hold_it_is_told(context: Context) -> None:
    kind = kind_of(context.desk)
    pack = context.pack
    assert pack.cases is not None
    ladders = tuple(
        msgspec.structs.replace(
            one,
            rungs=tuple(msgspec.structs.replace(rung, roles=("manager",)) for rung in one.rungs),
        )
        for one in pack.cases.ladders
    )
    rules = msgspec.structs.replace(pack.cases, ladders=ladders)
    context.with_pack(msgspec.structs.replace(pack, cases=rules))
    found = form_side.saved(context, kind, "minor", None, None, joint=False)
    shown = said(form_side.saved_lines(found, ROOM, context))
    assert shown[1:] == ["Your role may not hold such a case."]
    short = form_side.saved_short(found, 78, context)
    assert said(short) == ["Your role may not hold such a case."]


def test_a_calendar_that_ends_too_soon_is_said(context: Context) -> None:
    calendar = context.pack.calendar
    assert calendar is not None
    idle = msgspec.structs.replace(
        calendar, work=msgspec.structs.replace(calendar.work, week=((),) * 7), on=()
    )
    context.with_pack(msgspec.structs.replace(context.pack, calendar=idle))
    assert "Resolve the calendar ends before that" in saved(context, "minor")


def test_it_counts_from_when_it_was_received(context: Context) -> None:
    at = context.now() - 23 * HOUR
    found = form_side.saved(context, kind_of(context.desk), "minor", at, None, joint=False)
    assert found.clocks is not None
    assert found.clocks.acknowledge_at == at + 24 * HOUR
    assert found.until == context.now() + 30 * MINUTE


def test_two_rows_on_a_narrow_screen(context: Context) -> None:
    kind = kind_of(context.desk)
    for severity, to in (("", ""), ("minor", ""), ("grave", ""), ("grave", "Feng Lan")):
        one = somebody(to) if to else None
        found = form_side.saved(context, kind, severity, None, one, joint=True)
        lines = form_side.saved_short(found, 78, context)
        assert len(lines) == 2
        assert all(width(one) <= 78 for one in lines)
        assert not any("…" in text for text in said(lines))


def test_each_severity_says_what_it_means(context: Context) -> None:
    found = form_side.grade_offers(kind_of(context.desk), context, joint=False)
    assert [(one.name, one.about, one.more) for one in found] == [
        ("▪ minor", "Service desk", "24 h 5 days"),
        ("▪▪ ordinary", "Service desk", "24 h 5 days"),
        ("▪▪▪ serious", "Supervisor", "24 h 5 days"),
        ("▪▪▪▪ grave", "Medical affairs", "24 h 5 days"),
    ]
    joint = form_side.grade_offers(kind_of(context.desk), context, joint=True)
    assert {one.more for one in joint} == {"24 h 10 days"}


def test_lists_are_numbered_cut_and_say_how_many_more(context: Context) -> None:
    many = [Offer(str(number), f"尉迟{number} " + "a" * 40) for number in range(12)]
    lines = form_side.offer_lines("Where", many, "3", ROOM, 20, context)
    assert all(width(one) <= ROOM for one in lines)
    shown = said(lines)
    assert shown[1].startswith("1 尉迟0")
    assert shown[-1] == "3 more: type letters to narrow"
    assert said(form_side.offer_lines("Where", [], "", ROOM, 20, context))[-1] == (
        "Nothing by that name."
    )
    short = form_side.offer_short("Where", many, "3", 78, 4, context)
    assert len(short) <= 4


def test_plain_terminals_get_plain_signs(context: Context) -> None:
    context.glyphs = PLAIN
    found = form_side.grade_offers(kind_of(context.desk), context, joint=False)
    assert found[2].name == "### serious"


# -- places and colleagues ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "intern"), ("zh", "内科"), ("zh", "nk"), ("zh", "neike")]
)
def test_a_place_is_known_by_its_name_and_its_pinyin(
    desk: MadeDesk, language: str, typed: str
) -> None:
    words.use(language)
    found = case_fields.offered_places(case_fields.places(), typed)
    assert "internal" in [one.key for one in found]
    assert len(found) < len(case_fields.places())


def test_receivers_are_those_who_may_hold_the_rung(context: Context) -> None:
    session = context.desk
    kind = kind_of(session)

    def names(severity: str) -> list[str]:
        begins = case_fields.start(session, kind, severity)
        return [one.name or "" for one, _rung in case_fields.receivers(session, kind, begins)]

    assert names("grave") == ["Feng Lan", "林国栋"]
    assert names("serious") == ["Li Na", "Feng Lan"]
    assert "Wang Fang" not in names("minor")
    assert set(names("minor")) == {"Li Na", "Zhao Min", "Feng Lan", "林国栋"}
