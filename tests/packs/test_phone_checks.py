"""Each mistake in `phone.toml` names the file, the key and what was expected."""

import re

import pytest

from frontdesk.errors import PackError
from frontdesk.packs import from_files
from frontdesk.packs.phone_checks import FIELDS, NEEDS
from tests.packs.other import edited_files

INQUIRY = "kinds.inquiry.steps"
FIRST_KIND = '[[kinds]]\ncode = "inquiry"\nsteps = ['
LISTEN = '{ code = "listen", hint = true, uses = ["go_on", "noted"] }'
CALLER = '[[form]]\nname = "caller"\nkind = "text"'
NINE = ", ".join(f'"c{n}"' for n in range(9))


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('short_abandon = "5s"', 'short_abandon = "21s"', "short_abandon", "answer_within"),
        ('answer_within = "20s"', 'answer_within = "91s"', "answer_within", "give_up"),
        ('give_up = "90s"', 'give_up = "31m"', "give_up", "call_back_within"),
        ('answer_within = "20s"', 'answer_within = "soon"', "answer_within", "duration"),
        ('\nwindow = "10m"', '\nwindow = "31m"', "window", "call_back_within"),
        ('again_within = "7d"', 'again_within = "20m"', "call_back_within", "again_within"),
        ('double_press = "2s"', 'double_press = "6s"', "double_press", "a ring"),
        ("lines = 2", "lines = 0", "lines", "whole number"),
        ("lines = 2\n", "", "lines", "missing"),
        ("lines = 2", "line = 2", "line", "lines"),
        ('country = "86"', 'country = ""', "dialling.country", "missing"),
        ('country = "86"', 'country = "+86"', "dialling.country", "six digits"),
        ('country = "86"', "country = 86", "dialling.country", "six digits"),
        ("extension = 4", "extension = 7", "dialling.extension", "2 to 6"),
        ('["phone", "walkin"', '["walkin", "phone"', "channels", "phone first"),
        ('["phone", "walkin"', f'["phone", {NINE}, "walkin"', "channels", "at most 9"),
        ('["phone", "walkin"', '["phone", "phone"', "channels", "twice"),
        ("emergency = true", "emergency = false", "kinds", "emergency = true"),
        ('[[kinds]]\ncode = "wrong"', '[[kinds]]\ncode = "inquiry"', "kinds", "twice"),
        (FIRST_KIND, f"{FIRST_KIND}]\nrest = [", "kinds.inquiry.rest", "steps"),
        ('goes = "answer"', 'goes = "anser"', f"{INQUIRY}.sure.branches.yes.goes", "anser "),
        (
            'goes = "answer"',
            'goes = "listen"',
            f"{INQUIRY}.sure.branches.yes.goes",
            "further down",
        ),
        (
            'goes = "promise" },\n    ] }',
            'goes = "answer" },\n    ] }',
            f"{INQUIRY}.promise",
            "no step leads",
        ),
        (
            LISTEN,
            LISTEN.replace(" }", ', goes = "greet" }'),
            f"{INQUIRY}.listen.goes",
            "further down",
        ),
        (
            LISTEN,
            LISTEN.replace(" }", ', goes = "listen" }'),
            f"{INQUIRY}.listen.goes",
            "further down",
        ),
        (
            LISTEN,
            LISTEN.replace(" }", ', goes = "roof" }'),
            f"{INQUIRY}.listen.goes",
            "roof is not",
        ),
        (LISTEN, LISTEN.replace(" }", ', goes = "sure" }'), f"{INQUIRY}.readback", "no step leads"),
        (LISTEN, f"{LISTEN}, {LISTEN}", INQUIRY, "listen stands here twice"),
        (
            LISTEN,
            LISTEN + ", " + ", ".join(f'{{ code = "s{n}" }}' for n in range(9)),
            INQUIRY,
            "at most 9",
        ),
        (
            '        { code = "later", goes = "later" },\n',
            "",
            "kinds.followup.steps.greet.branches",
            "at least two answers",
        ),
        (
            '{ code = "theirs", goes = "acknowledge" }',
            '{ code = "ours", goes = "acknowledge" }',
            "kinds.complaint.steps.fault.branches",
            "ours stands here twice",
        ),
        (
            '{ code = "sure", say = false,',
            '{ code = "sure", say = false, goes = "answer",',
            f"{INQUIRY}.sure.goes",
            "without branches",
        ),
        ('needs = "promise"', 'needs = "time"', "outcomes.promised.needs", "promise, question"),
        ('[[outcomes]]\ncode = "cut"', '[[outcomes]]\ncode = "wrong"', "outcomes", "twice"),
        (
            '[[outcomes]]\ncode = "cut"',
            "".join(f'[[outcomes]]\ncode = "o{n}"\n' for n in range(2)),
            "outcomes",
            "at most 9",
        ),
        ("reached = true\nends", "ends", "tries", "reached = true"),
        ('[[tries]]\ncode = "busy"', '[[tries]]\ncode = "off"', "tries", "off stands here twice"),
        (
            '[[templates]]\ncode = "apology"',
            '[[templates]]\ncode = "received"',
            "templates",
            "twice",
        ),
        ('"opening", "body"', '"body", "body"', "templates.information.parts", "body stands"),
        ('"unknown", "no_idea"', '"unknown", "unknown"', "never", "unknown stands here twice"),
        ('"smile", "pen"', '"pen", "pen"', "mind", "pen stands here twice"),
        (CALLER, CALLER.replace("caller", "guest"), "form.guest", "guest is not known"),
        (CALLER, CALLER.replace('"text"', '"note"'), "form.caller.kind", "expected text"),
        ("max = 20\n", "max = 2001\n", "form.by.max", "2000"),
        (CALLER, f'{CALLER}\nchoices = ["a"]', "form.caller.choices", "only for"),
        (CALLER, f"{CALLER}\n\n{CALLER}", "form", "caller stands here twice"),
    ],
)
def test_each_mistake_is_named(old: str, new: str, key: str, expected: str) -> None:
    files = edited_files({"phone.toml": {}})
    text = files["phone.toml"].decode()
    assert old in text
    files["phone.toml"] = text.replace(old, new, 1).encode()
    with pytest.raises(PackError) as caught:
        from_files(files)
    assert (caught.value.file, caught.value.key) == ("phone.toml", key)
    assert expected in caught.value.expected
    assert str(caught.value).isprintable()


def without_field(name: str) -> dict[str, bytes]:
    """The hospital's files, with a form of the call that lacks the field `name`."""
    files = edited_files({})
    blocks = re.split(r"(?=\[\[form\]\])", files["phone.toml"].decode())
    left = [block for block in blocks if f'[[form]]\nname = "{name}"' not in block]
    assert len(left) == len(blocks) - 1
    files["phone.toml"] = "".join(left).encode()
    return files


@pytest.mark.parametrize("name", FIELDS)
def test_what_an_outcome_needs_stands_in_the_form(name: str) -> None:
    files = without_field(name)
    if name == "caller":
        assert from_files(files).phone is not None
        return
    with pytest.raises(PackError) as caught:
        from_files(files)
    if name in ("kind", "outcome"):
        assert (caught.value.key, caught.value.expected) == (f"form.{name}", "missing")
    else:
        assert caught.value.key.startswith("outcomes.")
        assert caught.value.expected == f"expected the field {name} in the form"
        assert any(name in needed for needed in NEEDS.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expected"),
    [
        (
            "en.toml",
            '[script.wrong.tell]\nname = "Tell them"\n',
            "[script.wrong.tell]\n",
            "script.wrong.tell.name",
            "missing",
        ),
        (
            "zh.toml",
            'branch.ours = "我方有过失"\n',
            "",
            "script.complaint.fault.branch.ours",
            "missing",
        ),
        ("zh.toml", 'ask = "对方方便吗？"\n', "", "script.followup.greet.ask", "missing"),
        ("zh.toml", 'hint = "不透露同事的姓名和号码。"\n', "", "script.wrong.tell.hint", "missing"),
        ("en.toml", 'calm = "calm down"\n', "", "never.calm", "missing"),
        ("en.toml", 'here = "I am here with you"\n', "", "phrase.use.here", "missing"),
        ("zh.toml", 'box = "意见箱"\n', "", "call.channel.box", "missing"),
        ("zh.toml", 'call.title = "记录来电"\n', "", "form.call.title", "missing"),
        (
            "en.toml",
            "This is {desk}. May",
            "This is {phone}. May",
            "script.wrong.tell.say",
            "no other values than",
        ),
        (
            "en.toml",
            "Our answer: {answer}",
            "Our answer: {figure}",
            "reply.information.part.body",
            "{answer}, {asked}",
        ),
        (
            "zh.toml",
            "答复如下：{answer}",
            "答复如下。",
            "reply.information.part.body",
            "{answer}, as",
        ),
        ("en.toml", "Give no names", "Give {caller} no names", "script.wrong.tell.hint", "none"),
    ],
)
def test_every_code_of_the_telephone_has_words(
    file: str, old: str, new: str, key: str, expected: str
) -> None:
    with pytest.raises(PackError) as caught:
        from_files(edited_files({file: {old: new}}))
    assert (caught.value.file, caught.value.key) == (file, key)
    assert expected in caught.value.expected


def test_nobody_gives_up_before_the_rings_to_answer_by() -> None:
    sooner = {'answer_within = "20s"': 'answer_within = "10s"'}
    for span, right in (("14s", False), ("15s", True)):
        edits = {**sooner, 'give_up = "90s"': f'give_up = "{span}"'}
        files = edited_files({"phone.toml": edits})
        if right:
            assert from_files(files).phone is not None
            continue
        with pytest.raises(PackError) as caught:
            from_files(files)
        assert caught.value.key == "give_up"
        assert "rings" in caught.value.expected
