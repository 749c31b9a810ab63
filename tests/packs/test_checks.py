"""Each mistake in a pack names the file, the key and what was expected."""

import pytest

from frontdesk.errors import PackError
from frontdesk.packs import from_files
from tests.packs.other import edited_files

RULES = "rules.toml"
DIRECTORY = "directory.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expected"),
    [
        (RULES, 'after = "5m"', 'after = "5 minutes"', "waiting.steps.water.after", '"5m"'),
        (RULES, 'after = "5m"', "after = 5", "waiting.steps.water.after", "duration"),
        (RULES, 'after = "5m"', 'after = "0m"', "waiting.steps.water.after", "duration"),
        (RULES, 'after = "5m"', 'after = "16m"', "waiting.steps.check.after", "longer"),
        (RULES, 'after = "15m"', 'after = "25h"', "waiting.steps.check.after", "at most a day"),
        (RULES, 'window = "1m"  ', 'window = "6m"  ', "waiting.steps.water.window", "at most"),
        (RULES, 'after = "5m"\n', "", "waiting.steps.water.after", "missing"),
        (RULES, 'after = "5m"', 'afer = "5m"', "waiting.steps.water.afer", "after"),
        (RULES, 'form = "offer"', 'form = "bring"', "waiting.steps.water.form", "offer, ask"),
        (RULES, 'form = "offer"', 'form = "ask"', "waiting.steps.water.outcomes", '"offer"'),
        (RULES, 'form = "ask"', 'form = "offer"', "waiting.steps.check.outcomes", "at least one"),
        (RULES, 'unless = ["fasting"]', 'unless = ["fast"]', "waiting.steps.water.unless", "fast "),
        (RULES, 'unless = ["fasting"]', 'stages = ["doctor"]', "waiting.steps.water.stages", "ag"),
        (RULES, 'unless = ["fasting"]', "unless = 3", "waiting.steps.water.unless", "list"),
        (RULES, "minutes = [5, 10", "minutes = [10, 5", "waiting.steps.check.minutes", "grow"),
        (RULES, "minutes = [5, 10", "minutes = [5, 5", "waiting.steps.check.minutes", "twice"),
        (RULES, "minutes = [5, 10", "minutes = [5, 0", "waiting.steps.check.minutes.2", "whole"),
        (RULES, "minutes = [5, 10", "minutes = [5, true", "waiting.steps.check.minutes.2", "whole"),
        (RULES, '"longer", ', '"longer", "a", "b", ', "waiting.steps.check.reasons", "at most 9"),
        (RULES, 'code = "check"', 'code = "water"', "waiting.steps", "water stands here twice"),
        (RULES, 'code = "check"', 'code = "Check"', "waiting.steps.Check.code", "small letters"),
        (RULES, 'begins = "4:00"', 'begins = "24:00"', "day.begins", '"4:00"'),
        (RULES, 'begins = "arrival"', 'begins = "door"', "waiting.begins", "arrival, ticket"),
        (RULES, '"Mon-Fri 7:00', '"Mo-Fr 7:00', "hours", "Mon-Fri"),
        (RULES, 'language = "zh"', 'language = "fr"', "language", "en, zh"),
        (RULES, 'country = "CN"', 'country = "FR"', "country", "CN, US, UK, DE"),
        (RULES, 'undo = "2m"  ', 'unod = "2m"  ', "unod", "undo"),
        (RULES, 'within = "2m"', 'within = "30s"', "emergency.window", "within"),
        (RULES, 'places = ["emergency"]', 'places = ["roof"]', "emergency.places", "roof is not"),
        (RULES, "prior = true", 'prior = "yes"', "needs.elderly.prior", "true or false"),
        (RULES, 'code = "P"', 'code = "A"', "series", "A stands here twice"),
        (RULES, 'priority = "priority"', 'priority = "normal"', "series", "exactly one"),
        (RULES, 'next = ["discharged"]', "next = []", "stages.admitted.next", "may follow"),
        (RULES, 'next = ["discharged"]', 'next = ["home"]', "stages.admitted.next", "home is not"),
        (RULES, 'next = ["discharged"]', 'next = ["admitted"]', "stages.admitted.next", "way to"),
        (RULES, '"charged", ', "", "stages.charged", "no stage leads here"),
        (RULES, "leaves = true", "served = true", "stages", "leaves = true"),
        (RULES, "ends = true\nleaves", "leaves", "stages.left.next", "may follow"),
        (RULES, "served = true", "ends = true", "stages.doctor.next", "nothing may follow"),
        (RULES, "watched = true\nfresh", "fresh", "stages.again.watched", "new wait"),
        (RULES, '"200ms", "2s"', '"2s"', "rings.UK.off", "one pause"),
        (RULES, "US = {", "us = {", "rings.us", "capital"),
        (RULES, 'kind = "doctor"', 'kind = "host"', "forms.visitor.doctor.kind", "doctor"),
        (RULES, 'kind = "phone"', 'kind = "telephone"', "forms.visitor.phone.kind", "phone"),
        (RULES, 'kind = "phone"', 'kind = "call_kind"', "forms.visitor.phone.kind", "of a call"),
        (RULES, 'choices = ["m", "f", "u"]', "", "forms.visitor.sex.choices", "at least one"),
        (RULES, "forms.visitor]]", "forms.guest]]", "forms.visitor", "missing"),
        (RULES, 'name = "name"', 'name = "who"', "forms.visitor.name", "required field"),
        (RULES, "max = 200", "max = 2001", "forms.visitor.request.max", "2000"),
        (RULES, "[day]", "[day", "", "line 14, column 5"),
        (DIRECTORY, 'department = "eye"', 'department = "ear"', "doctors.qinyue.department", "ear"),
        (DIRECTORY, 'code = "eye"', 'code = "skin"', "departments", "skin stands here twice"),
        (DIRECTORY, "[[doctors]]", "[[hosts]]", "doctors", "at least one"),
        (DIRECTORY, 'zh = "电梯"', 'zh = ""', "places.lift.name.zh", "text"),
        (DIRECTORY, 'zh = "电梯"', r'zh = "\u202e"', "places.lift.name.zh", "text"),
        (DIRECTORY, 'en = "Lift", ', "", "places.lift.name.en", "missing"),
        (DIRECTORY, '"Mon-Fri 8:00-12:00"', '"8-12"', "doctors.jiangxue.hours", "Mon-Fri"),
        ("en.toml", 'do = "Give water"\n', "", "step.water.do", "missing"),
        ("zh.toml", 'reason.ward = "医生在查房"\n', "", "step.check.reason.ward", "missing"),
        ("zh.toml", 'do = "送水"', "do = 5", "step.water.do", "words"),
        ("zh.toml", 'do = "送水"', r'do = "\u001b[2J"', "step.water.do", "words"),
        ("en.toml", "water at {time}", "water at {when}", "step.water.promise", "{time}"),
        ("zh.toml", "{time} 给您", "给您", "step.water.promise", "{time}, as"),
        ("en.toml", '"Give water"', '"Give {x}"', "step.water.do", "none"),
        ("en.toml", "{minutes}", "{minutes.__class__}", "say.wait", "braces"),
        ("en.toml", "[post]", "[post]\nroof = 'roof'", "post.roof", "en.toml has it"),
    ],
)
def test_each_mistake_is_named(file: str, old: str, new: str, key: str, expected: str) -> None:
    with pytest.raises(PackError) as caught:
        from_files(edited_files({file: {old: new}}))
    assert caught.value.key == key
    assert expected in caught.value.expected
    # A key that only one language has is told where it is missing.
    assert caught.value.file == ("zh.toml" if "has it" in expected else file)
    assert str(caught.value).startswith(f"{caught.value.file}: {key}")


def test_the_office_asks_no_doctor() -> None:
    with pytest.raises(PackError) as caught:
        from_files(edited_files({DIRECTORY: {"[[hosts]]": "[[doctors]]"}}, "office"))
    assert caught.value.key == "hosts"
