"""What the packs that came with the program say on the telephone (P1, P2, P5, P8, K2)."""

import pytest

from frontdesk.packs import Pack, builtin, codes
from frontdesk.packs.phone import CallKind, Phone, ScriptStep
from frontdesk.phone.phrases import pointed_out

SECOND = 1_000
MINUTE = 60_000
LANGUAGES = ("en", "zh")
# The longest that stands in its column: names, and what is read at a glance while speaking.
NAME = {"en": 14, "zh": 6}
SAY = 120


@pytest.fixture(params=codes())
def pack(request: pytest.FixtureRequest) -> Pack:
    return builtin(request.param)


@pytest.fixture
def phone(pack: Pack) -> Phone:
    assert pack.phone is not None
    return pack.phone


def steps(phone: Phone) -> list[tuple[CallKind, ScriptStep, str]]:
    """Every step of every kind with the key of its words."""
    return [
        (kind, step, f"script.{kind.code}.{step.code}")
        for kind in phone.kinds
        for step in kind.steps
    ]


def test_the_rules_of_good_practice(phone: Phone) -> None:
    assert phone.answer_within == 20 * SECOND
    assert phone.short_abandon == 5 * SECOND
    assert phone.give_up == 90 * SECOND
    assert phone.again_within == 7 * 24 * 60 * MINUTE
    assert phone.call_back_within == 30 * MINUTE
    assert phone.window == phone.promise_window == 10 * MINUTE
    assert phone.hold_most == 30 * SECOND
    assert phone.wrap_up == 60 * SECOND
    assert phone.double_press == 2 * SECOND
    assert phone.channels == ("phone", "walkin", "email", "wechat", "letter", "box")
    assert [kind.code for kind in phone.kinds] == [
        "inquiry", "appointment", "complaint", "followup", "emergency", "wrong"
    ]  # fmt: skip
    assert [kind.code for kind in phone.kinds if kind.emergency] == ["emergency"]
    assert {outcome.needs for outcome in phone.outcomes} == {
        "", "answer", "promise", "question", "colleague"
    }  # fmt: skip
    assert [field.name for field in phone.form] == [
        "caller", "kind", "asked", "answer", "outcome", "promise", "by", "who"
    ]  # fmt: skip
    assert len(phone.never) >= 5


def test_parts_by_their_code(phone: Phone) -> None:
    assert phone.kind("complaint").code == "complaint"
    assert phone.outcome("promised").needs == "promise"
    assert phone.attempt("reached").reached
    assert phone.attempt("wrong_number").ends
    assert phone.template("apology").parts[0] == "subject"
    for find in (phone.kind, phone.outcome, phone.attempt, phone.template):
        with pytest.raises(KeyError):
            find("nothing")


def test_the_last_step_lets_the_caller_hang_up_first(pack: Pack, phone: Phone) -> None:
    for kind in phone.kinds:
        last = kind.steps[-1]
        assert (last.code, last.say, last.hint) == ("let_go", False, True)
        key = f"script.{kind.code}.let_go.hint"
        assert "caller" in pack.say(key, "en")
        assert "对方先挂" in pack.say(key, "zh")


def test_the_greeting_names_the_desk(pack: Pack, phone: Phone) -> None:
    for kind in phone.kinds:
        first = kind.steps[0]
        if kind.emergency:
            assert first.code == "where"
            continue
        for language in LANGUAGES:
            said = pack.say(f"script.{kind.code}.{first.code}.say", language)
            assert "{desk}" in said
            assert "{staff}" in said
        assert "您好" in pack.say(f"script.{kind.code}.{first.code}.say", "zh")


def test_one_apologises_only_where_the_fault_is_ours(pack: Pack, phone: Phone) -> None:
    fault = next(step for step in phone.kind("complaint").steps if step.branches)
    goes = {branch.code: branch.goes for branch in fault.branches}
    assert goes == {"ours": "apologise", "theirs": "acknowledge", "unknown": "acknowledge"}
    assert "sorry" in pack.say("script.complaint.apologise.say", "en")
    assert "道歉" in pack.say("script.complaint.apologise.say", "zh")
    for _, _, key in steps(phone):
        if key == "script.complaint.apologise":
            continue
        for language, words in (("en", ("sorry", "apolog")), ("zh", ("道歉", "对不起", "抱歉"))):
            said = pack.say(f"{key}.say", language)
            assert not any(word in said for word in words), key
    assert "interrupt" in pack.say("script.complaint.listen.hint", "en")
    assert "不打断" in pack.say("script.complaint.listen.hint", "zh")


def test_an_emergency_asks_where_stays_and_calls(pack: Pack, phone: Phone) -> None:
    codes_of = [step.code for step in phone.kind("emergency").steps]
    assert codes_of[0] == "where"
    assert "stay" in codes_of
    for language in LANGUAGES:
        assert "120" in pack.say("script.emergency.ambulance.say", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_fit_where_they_are_shown(pack: Pack, phone: Phone, language: str) -> None:
    for _, step, key in steps(phone):
        assert len(pack.say(f"{key}.name", language)) <= NAME[language], key
        if step.say:
            assert len(pack.say(f"{key}.say", language)) <= SAY, key
        if step.hint:
            assert len(pack.say(f"{key}.hint", language)) <= SAY, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_script_and_no_letter_says_what_is_never_said(pack: Pack, language: str) -> None:
    for key, text in pack.words[language].items():
        if key.startswith(("script.", "phrase.use.", "reply.")) and not key.endswith(".hint"):
            assert pointed_out(pack, text) == [], key


def test_every_phrase_never_said_is_found(pack: Pack, phone: Phone) -> None:
    for language in LANGUAGES:
        for code in phone.never:
            phrase = pack.say(f"never.{code}", language)
            assert [span.phrase for span in pointed_out(pack, phrase)] == [phrase]
