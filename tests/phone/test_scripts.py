"""Which step of a script comes now, by what was ticked and answered; and its words filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs import Pack, builtin, codes
from frontdesk.packs.phone import Branch, CallKind, Phone, ScriptStep
from frontdesk.phone.scripts import current, fill, following, is_done, route

HOSPITAL = builtin("hospital")


def phone_of(pack: Pack) -> Phone:
    assert pack.phone is not None
    return pack.phone


COMPLAINT = phone_of(HOSPITAL).kind("complaint")
EVERY = [kind for code in codes() for kind in phone_of(builtin(code)).kinds]


def names(steps: tuple[ScriptStep, ...]) -> list[str]:
    return [step.code for step in steps]


def code_of(step: ScriptStep | None) -> str | None:
    return None if step is None else step.code


@st.composite
def scripts(draw: st.DrawFn) -> CallKind:
    """Any script whose leads go down, reachable or not."""
    count = draw(st.integers(1, 9))
    steps = []
    for place in range(count):
        code = f"s{place}"
        later = st.sampled_from([f"s{after}" for after in range(place + 1, count)] or [""])
        shape = "plain" if place == count - 1 else draw(st.sampled_from(["plain", "goes", "asks"]))
        if shape == "asks":
            answers = draw(st.lists(later, min_size=2, max_size=4))
            branches = tuple(Branch(code=f"b{n}", goes=goes) for n, goes in enumerate(answers))
            steps.append(ScriptStep(code=code, branches=branches))
        else:
            steps.append(ScriptStep(code=code, goes=draw(later) if shape == "goes" else None))
    return CallKind(code="any", steps=tuple(steps))


kinds = st.sampled_from(EVERY) | scripts()


@given(kinds, st.data())
def test_ticking_what_comes_now_leads_to_the_end(kind: CallKind, data: st.DataObject) -> None:
    ticked: dict[str, str] = {}
    last = None
    while (step := current(kind, ticked)) is not None:
        assert step.code not in ticked
        assert step in route(kind, ticked)
        answers = [branch.code for branch in step.branches]
        ticked[step.code] = data.draw(st.sampled_from(answers)) if answers else ""
        assert is_done(step, ticked)
        expected = following(kind, step.code, ticked[step.code])
        assert current(kind, ticked) == expected
        last = step
    assert last == kind.steps[-1]
    assert names(route(kind, ticked)) == list(ticked)


@given(kinds, st.data())
def test_the_last_step_is_always_in_sight(kind: CallKind, data: st.DataObject) -> None:
    every = [step.code for step in kind.steps]
    answer = st.sampled_from(["", "b0", "b1", "ours", "theirs", "yes", "now", "here", "gone"])
    ticked = data.draw(st.dictionaries(st.sampled_from([*every, "old_step"]), answer))
    way = route(kind, ticked)
    places = [every.index(code) for code in names(way)]
    assert places == sorted(set(places))
    assert way[0] == kind.steps[0]
    assert way[-1] == kind.steps[-1]


@given(kinds, st.data())
def test_untick_brings_back_where_one_was(kind: CallKind, data: st.DataObject) -> None:
    ticked: dict[str, str] = {}
    before = []
    while (step := current(kind, ticked)) is not None:
        before.append(step)
        answers = [branch.code for branch in step.branches]
        ticked[step.code] = data.draw(st.sampled_from(answers)) if answers else ""
    for step in reversed(before):
        del ticked[step.code]
        assert current(kind, ticked) == step


@pytest.mark.parametrize(
    ("answer", "said", "never"),
    [
        ("ours", "apologise", "acknowledge"),
        ("theirs", "acknowledge", "apologise"),
        ("unknown", "acknowledge", "apologise"),
    ],
)
def test_a_complaint_goes_by_whose_fault_it_is(answer: str, said: str, never: str) -> None:
    ticked = {"greet": "", "listen": "", "readback": "", "fault": answer}
    assert code_of(current(COMPLAINT, ticked)) == said
    assert never not in names(route(COMPLAINT, ticked))
    assert code_of(following(COMPLAINT, said)) == "promise"
    assert code_of(following(COMPLAINT, "fault", answer)) == said


def test_an_open_question_shows_what_comes_in_any_case() -> None:
    ticked = {"greet": "", "listen": "", "readback": ""}
    assert code_of(current(COMPLAINT, ticked)) == "fault"
    assert names(route(COMPLAINT, ticked)) == [
        "greet", "listen", "readback", "fault", "promise", "goodbye", "let_go"
    ]  # fmt: skip
    assert following(COMPLAINT, "fault") is None
    assert following(COMPLAINT, "fault", "mine") is None


def test_a_question_without_its_answer_is_not_done() -> None:
    ticked = {"greet": "", "listen": "", "readback": "", "fault": ""}
    assert code_of(current(COMPLAINT, ticked)) == "fault"
    ticked["fault"] = "an answer of an older version"
    assert code_of(current(COMPLAINT, ticked)) == "fault"


def test_a_step_left_out_is_the_one_to_do() -> None:
    assert code_of(current(COMPLAINT, {"listen": "", "goodbye": ""})) == "greet"
    assert code_of(current(COMPLAINT, {"roof": ""})) == "greet"


def test_nothing_comes_after_the_last() -> None:
    assert following(COMPLAINT, "let_go") is None
    with pytest.raises(KeyError):
        following(COMPLAINT, "roof")


def test_the_greeting_names_the_desk() -> None:
    greet = "script.inquiry.greet.say"
    said = fill(HOSPITAL, greet, "en", staff="Li Na")
    assert said == "Good day, Guide desk, Li Na speaking. How may I help you?"
    assert fill(HOSPITAL, greet, "zh", desk="市一医院导医台", staff="李娜").startswith(
        "您好，市一医院导医台，我是李娜，"
    )


@pytest.mark.parametrize(
    ("key", "language", "caller", "begins"),
    [
        ("script.inquiry.readback.say", "en", "", "I read it back"),
        ("script.inquiry.readback.say", "en", "Mr Zhang", "Mr Zhang, I read it back"),
        ("script.inquiry.readback.say", "zh", "", "我按顺序"),
        ("script.inquiry.readback.say", "zh", "张伟", "张伟，我按顺序"),
        ("script.followup.greet.say", "en", "", "Good day. This is Li Na, Guide desk."),
        ("script.followup.greet.say", "zh", "", "您好，我是导医台的Li Na，"),
    ],
)
def test_an_unknown_caller_leaves_no_stray_comma(
    key: str, language: str, caller: str, begins: str
) -> None:
    assert fill(HOSPITAL, key, language, caller=caller, staff="Li Na").startswith(begins)


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_script_is_torn_without_a_caller(code: str, language: str) -> None:
    pack = builtin(code)
    for key in pack.words[language]:
        if key.startswith("script.") and key.endswith(".say"):
            said = fill(pack, key, language, staff="Li Na")
            assert said[0] not in " ,，、。.", key
            assert not any(torn in said for torn in ("{", " .", " ,", ",.", "，。", "，，", "  "))


@given(st.text(max_size=30))
def test_a_value_is_never_a_template(value: str) -> None:
    said = fill(HOSPITAL, "script.wrong.tell.say", "en", desk=value)
    assert value == "" or said == f"This is {value}. May I ask which number you dialled?"
