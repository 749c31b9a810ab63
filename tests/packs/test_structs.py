import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs import builtin
from tests.packs.other import tea_pack

HOSPITAL = builtin("hospital")


def test_words_by_language() -> None:
    assert HOSPITAL.say("step.check.do", "en") == "Check doctor"
    assert HOSPITAL.say("step.check.do", "zh") == "询问医生"


def test_a_code_of_an_older_version_reads_as_itself() -> None:
    assert HOSPITAL.say("step.check.reason.lunch", "zh") == "lunch"


def test_values_are_put_in() -> None:
    assert HOSPITAL.fill("place.floor", "en", floor="3") == "3F"
    assert HOSPITAL.fill("say.wait", "zh", minutes=18, count=7).endswith("约 18 分钟（7 人）。")


@given(st.text(max_size=40))
def test_a_value_is_never_a_template(value: str) -> None:
    assert HOSPITAL.fill("field.phone.readback", "en", value=value) == f"phone {value}"


def test_needs_decide_priority_and_priority_the_series() -> None:
    assert HOSPITAL.priority(("fasting", "elderly")) == "priority"
    assert HOSPITAL.priority(("fasting",)) == "normal"
    assert HOSPITAL.series_of("emergency").code == "E"


def test_whom_the_desk_asks() -> None:
    assert HOSPITAL.asked == HOSPITAL.directory.doctors
    office = builtin("office")
    assert office.asked == office.directory.hosts


def test_steps_and_stages_by_code() -> None:
    assert HOSPITAL.step("water").after == 300_000
    assert HOSPITAL.stage("again").fresh
    with pytest.raises(KeyError):
        HOSPITAL.step("tea")


def test_the_wait_bar_scales_to_the_last_step() -> None:
    assert HOSPITAL.waiting.last == 15 * 60_000
    assert tea_pack().waiting.last == 25 * 60_000


def test_a_ring_is_five_seconds_in_china_and_three_in_britain() -> None:
    assert HOSPITAL.rings["CN"].ring == 5_000
    assert HOSPITAL.rings["US"].ring == 6_000
    assert HOSPITAL.rings["UK"].ring == 3_000
