"""What the packs that came with the program hold of cases and working days (C1 to C9)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.calendar import Calendar, day_windows
from frontdesk.cases import fields
from frontdesk.clock import instant
from frontdesk.packs import Pack, builtin, codes
from frontdesk.packs.case_checks import FIELDS
from frontdesk.packs.cases import Cases
from tests.packs.other import edited, noise_pack

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
CHINA = ZoneInfo("Asia/Shanghai")
NOW = instant(datetime(2026, 11, 23, 12, tzinfo=CHINA))
LANGUAGES = ("en", "zh")
KINDS = (
    "complaint", "inquiry", "repair", "dispatch", "rectification", "followup", "lost",
    "suggestion", "praise", "improvement",
)  # fmt: skip
# On paper, as staff call it.
FORMS = {
    "complaint": "客户投诉联系单",
    "inquiry": "咨询单",
    "repair": "维修受理单",
    "dispatch": "发货申请单",
    "rectification": "整改通知单",
    "followup": "回访联系单",
}
# The longest that stands in its column.
LABEL = {"en": 12, "zh": 6}
HELP = {"en": 60, "zh": 30}
EXAMPLE = {"en": 40, "zh": 22}
SHORT = {"en": 6, "zh": 4}
RUNG = {"en": 16, "zh": 8}


@pytest.fixture(params=codes())
def pack(request: pytest.FixtureRequest) -> Pack:
    return builtin(request.param)


@pytest.fixture
def cases(pack: Pack) -> Cases:
    assert pack.cases is not None
    return pack.cases


@pytest.fixture
def calendar(pack: Pack) -> Calendar:
    assert pack.calendar is not None
    return pack.calendar


def test_the_kinds_of_a_front_desk(cases: Cases, pack: Pack) -> None:
    assert tuple(kind.code for kind in cases.kinds) == KINDS
    for code, form in FORMS.items():
        assert pack.say(f"case.kind.{code}.form", "zh") == form
    assert [kind.code for kind in cases.kinds if kind.question] == ["inquiry"]
    assert [kind.code for kind in cases.kinds if kind.report] == ["complaint"]
    assert [kind.code for kind in cases.kinds if kind.check_after] == [
        "rectification", "improvement"
    ]  # fmt: skip
    assert cases.again.kind == "improvement"
    assert cases.channels == ("phone", "walkin", "email", "wechat", "letter", "box")


def test_the_practice_of_a_complaint(cases: Cases) -> None:
    kind = cases.kinds[0]
    assert kind.code == "complaint"
    assert len(kind.severities) == 4
    for severity in kind.severities:
        assert severity.acknowledge == 24 * HOUR
        assert (severity.resolve, severity.joint) == (5, 10)
    rungs = [rung.code for rung in cases.ladder(kind.ladder).rungs]
    starts = [rungs.index(severity.starts) for severity in kind.severities]
    assert starts == [0, 0, 1, 2]
    assert kind.notice
    assert set(kind.outcome("resolved").needs) == {"accepted", "cause", "fault", "lesson"}
    assert kind.outcome("withdrawn").needs == ()
    assert kind.outcome("duplicate").needs == ("other",)
    assert kind.outcome("outside").needs == ("where",)
    assert cases.reopen_within == 30 * DAY
    assert cases.severity_within == HOUR
    assert {"person", "phone", "channel", "when", "place", "about", "witnesses", "facts", "wish",
            "severity"} <= {spec.name for spec in kind.fields}  # fmt: skip


def test_the_ladder_of_the_hospital_goes_over_medical_affairs() -> None:
    pack = builtin("hospital")
    assert pack.cases is not None
    ladder = pack.cases.ladder(pack.cases.kind("complaint").ladder)
    names = [pack.say(f"case.rung.{rung.code}.name", "en") for rung in ladder.rungs]
    assert names == ["Service desk", "Supervisor", "Medical affairs", "General manager"]
    assert [rung.within for rung in ladder.rungs] == [30 * MINUTE, DAY, DAY, 2 * DAY]


def test_parts_by_their_code(cases: Cases) -> None:
    kind = cases.kind("complaint")
    assert kind.severity("grave").code == "grave"
    assert kind.field("facts").kind == "note"
    assert kind.outcome("withdrawn").code == "withdrawn"
    ladder = cases.ladder("complaint")
    second = ladder.above("desk")
    assert second == ladder.rung("supervisor")
    assert ladder.above("manager") is None
    for find in (
        kind.severity, kind.field, kind.outcome, cases.kind, cases.ladder, ladder.rung, ladder.above
    ):  # fmt: skip
        with pytest.raises(KeyError):
            find("nothing")


def test_fields_come_in_the_order_of_the_paper(cases: Cases) -> None:
    for kind in cases.kinds:
        ordered = [spec.name for spec in kind.ordered()]
        assert ordered == [spec.name for spec in kind.fields], kind.code
        assert ordered == [name for section in kind.sections for name in section.fields]


def test_whatever_tells_of_a_person_is_personal(cases: Cases) -> None:
    for kind in cases.kinds:
        for spec in kind.fields:
            told = spec.kind in ("note", "phone") or spec.name in (
                "person", "patient", "about", "witnesses", "address", "applicant"
            )  # fmt: skip
            assert spec.personal or not told, (kind.code, spec.name)


def test_a_field_is_of_one_kind_in_all_forms(pack: Pack, cases: Cases) -> None:
    """A name has one set of words, so it may mean one thing alone."""
    assert pack.phone is not None
    kinds = {spec.name: spec.kind for form in pack.forms.values() for spec in form}
    kinds |= {spec.name: spec.kind for spec in pack.phone.form}
    choices = {}
    for kind in cases.kinds:
        for spec in kind.fields:
            assert kinds.setdefault(spec.name, spec.kind) == spec.kind, (kind.code, spec.name)
            assert choices.setdefault(spec.name, spec.choices) == spec.choices
    for name, kind_of in FIELDS.items():
        assert kinds.get(name, kind_of) == kind_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fit_where_they_are_shown(pack: Pack, cases: Cases, language: str) -> None:
    for ladder in cases.ladders:
        for rung in ladder.rungs:
            assert len(pack.say(f"case.rung.{rung.code}.name", language)) <= RUNG[language]
    for kind in cases.kinds:
        assert len(pack.say(f"case.kind.{kind.code}.short", language)) <= SHORT[language]
        for spec in kind.fields:
            for part, most in (("label", LABEL), ("help", HELP), ("eg", EXAMPLE)):
                said = pack.say_field(kind.code, spec.name, part, language)
                assert len(said) <= most[language], (kind.code, spec.name, part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_things_to_choose_from_read_alike(pack: Pack, cases: Cases, language: str) -> None:
    def say_all(section: str, found: tuple[str, ...]) -> None:
        said = [pack.say(f"{section}.{code}", language) for code in found]
        assert len(set(said)) == len(said), section

    for kind in cases.kinds:
        say_all(f"case.severity.{kind.code}", tuple(one.code for one in kind.severities))
        say_all("case.outcome", tuple(one.code for one in kind.outcomes))
        say_all("case.section", tuple(one.code for one in kind.sections))
        say_all("case.sign", kind.signatures)
        labels = [pack.say_field(kind.code, one.name, "label", language) for one in kind.fields]
        assert len(set(labels)) == len(labels), kind.code
        for spec in kind.fields:
            say_all(f"field.{spec.name}.choice", spec.choices)
    for section, found in (
        ("case.way", cases.ways),
        ("case.pause", cases.pauses),
        ("case.fault", cases.faults),
        ("case.satisfied", cases.satisfied),
        ("case.channel", cases.channels),
    ):
        say_all(section, found)


def test_a_digit_in_an_example_is_as_many_as_there_are_to_choose(pack: Pack, cases: Cases) -> None:
    for kind in cases.kinds:
        for spec in kind.fields:
            count = {
                "choice": len(spec.choices),
                "severity": len(kind.severities),
                "case_channel": len(cases.channels),
                "yesno": 2,
            }.get(spec.kind)
            if count is None:
                continue
            for language, word in (("en", "or" if count == 2 else "to"), ("zh", "至")):
                to = "或" if language == "zh" and count == 2 else word
                said = pack.say_field(kind.code, spec.name, "eg", language)
                assert said == f"1 {to} {count}", (kind.code, spec.name)


@pytest.mark.parametrize(("language", "such"), [("en", "e.g. "), ("zh", "如 ")])
def test_an_example_may_be_typed_as_it_stands(
    pack: Pack, cases: Cases, language: str, such: str
) -> None:
    for kind in cases.kinds:
        for spec in kind.fields:
            if spec.kind not in ("text", "note", "digits", "when", "date"):
                continue
            example = pack.say_field(kind.code, spec.name, "eg", language)
            assert example.startswith(such), (kind.code, spec.name)
            typed = example.removeprefix(such)
            assert fields.check(pack, kind.code, spec.name, typed, NOW, CHINA) == "", example


def test_a_field_has_the_words_of_its_kind_else_those_of_all() -> None:
    pack = builtin("hospital")
    assert pack.say_field("complaint", "facts", "label", "zh") == "投诉内容"
    assert pack.say_field("repair", "facts", "label", "en") == "Fault"
    assert pack.say_field("repair", "phone", "label", "en") == pack.say("field.phone.label", "en")
    assert pack.say_field("nothing", "facts", "label", "zh") == pack.say("field.facts.label", "zh")


def working(calendar: Calendar, year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366))
    return [day for day in days if day.year == year and day_windows(calendar, day)]


def test_the_holidays_of_2026_as_announced(calendar: Calendar) -> None:
    off = {
        date.fromisoformat(one.first) + timedelta(days=ahead)
        for one in calendar.off
        for ahead in range(
            (date.fromisoformat(one.last or one.first) - date.fromisoformat(one.first)).days + 1
        )
    }
    assert len([day for day in off if day.year == 2026]) == 3 + 9 + 3 + 5 + 3 + 3 + 7
    assert [one.day for one in calendar.on] == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
    ]  # fmt: skip
    # Worked for a day off: only days of a weekend are.
    assert all(date.fromisoformat(one.day).weekday() >= 5 for one in calendar.on)
    # 365 days without 104 of weekends and the 13 public holidays.
    assert len(working(calendar, 2026)) == 248
    assert day_windows(calendar, date(2027, 1, 1)) == ()


def test_exchanged_days_stand_for_days_that_are_off(calendar: Calendar) -> None:
    for one in calendar.on:
        day = date.fromisoformat(one.day)
        near = [day + timedelta(days=ahead) for ahead in range(-14, 22)]
        assert any(
            other.strftime("%a") == one.like and not day_windows(calendar, other) for other in near
        ), one.day


def test_a_desk_names_its_time_zone_or_has_its_own() -> None:
    assert builtin("hospital").calendar == edited({}).calendar
    zoned = edited({"calendar.toml": {"\nwork = ": '\nzone = "Asia/Shanghai"\nwork = '}}).calendar
    assert zoned is not None
    assert zoned.zone == "Asia/Shanghai"


def test_a_kind_is_added_in_the_text_of_a_pack() -> None:
    pack = noise_pack()
    assert pack.cases is not None
    kind = pack.cases.kind("noise")
    assert (kind.series, kind.digits) == ("XN", 3)
    assert [spec.name for spec in kind.ordered()] == [
        "decibel", "origin", "facts", "person", "severity", "joint", "to"
    ]  # fmt: skip
    assert kind.severity("loud").joint == 3
    assert [rung.code for rung in pack.cases.ladder(kind.ladder).rungs] == ["guard", "warden"]
    assert pack.say("case.kind.noise.form", "zh") == "Noise sheet 噪声单"
    assert pack.say_field("noise", "facts", "label", "en") == "Heard 所闻"
    assert pack.say_field("noise", "facts", "eg", "en") == pack.say("field.facts.eg", "en")
    assert pack.cases.kinds[:-1] == getattr(builtin("hospital").cases, "kinds", None)
