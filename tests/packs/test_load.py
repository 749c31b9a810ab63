"""The packs that came with the program, and keeping a pack as the text of its files."""

import hashlib
from pathlib import Path

import pytest

from frontdesk.errors import PackError
from frontdesk.packs import builtin, codes, from_files, load, to_files
from frontdesk.packs.load import CALENDAR, CASES, FILES, PHONE, REQUIRED, digest, files
from tests.packs.other import edited, tea_pack

MINUTE = 60_000


def test_the_packs_that_came_with_the_program() -> None:
    assert codes() == ("hospital", "hotline", "office")
    for code in codes():
        assert builtin(code).code == code


def test_the_practice_of_the_hospital() -> None:
    pack = builtin("hospital")
    water, check = pack.waiting.steps
    assert (water.code, water.after, water.window) == ("water", 5 * MINUTE, MINUTE)
    again = {outcome.code: outcome.again for outcome in water.outcomes}
    assert again == {
        "given": None,
        "declined": None,
        "fasting": None,
        "away": 5 * MINUTE,
        "asleep": 5 * MINUTE,
    }
    assert water.unless == ("fasting",)
    assert (check.code, check.after, check.window) == ("check", 15 * MINUTE, 2 * MINUTE)
    assert check.minutes == (5, 10, 15, 20, 30)
    assert check.told == ("both", "assistant", "patient")
    assert pack.emergency.within == 2 * MINUTE
    assert pack.day.begins == 4 * 60 * MINUTE
    assert pack.undo == 2 * MINUTE
    names = [field.name for field in pack.forms["visitor"]]
    assert names == [
        "name", "sex", "birth", "phone", "purpose", "request", "needs", "companion",
        "department", "doctor",
    ]  # fmt: skip


def test_the_practice_of_the_office_asks_the_host() -> None:
    pack = builtin("office")
    assert [(step.code, step.after) for step in pack.waiting.steps] == [
        ("water", 5 * MINUTE),
        ("ask", 15 * MINUTE),
    ]
    assert pack.say("step.ask.do", "zh") == "询问接待人"
    assert not pack.directory.doctors


def test_the_practice_of_the_hotline_asks_the_specialist() -> None:
    pack = builtin("hotline")
    assert pack.posts[0] == "hotline"
    assert pack.say("step.ask.do", "zh") == "询问专员"
    assert pack.say("pack.desk", "en") == "Customer service"
    assert not pack.directory.doctors


@pytest.mark.parametrize("code", codes())
def test_a_pack_is_kept_as_text_and_read_back(code: str, tmp_path: Path) -> None:
    pack = builtin(code)
    kept = to_files(pack)
    assert from_files(kept) == pack
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "notes.txt").write_text("left aside")
    assert load(tmp_path) == pack
    assert set(files(tmp_path)) == set(FILES)


def test_any_change_of_text_is_another_digest() -> None:
    digests = {builtin("hospital").digest, builtin("office").digest, tea_pack().digest}
    digests.add(edited({"phone.toml": {'hold_most = "30s"': 'hold_most = "31s"'}}).digest)
    digests.add(edited({"en.toml": {"Give water": "Bring water"}}).digest)
    digests.add(edited({CASES: {'severity_within = "1h"': 'severity_within = "2h"'}}).digest)
    digests.add(edited({CALENDAR: {'last = "2026-10-07"': 'last = "2026-10-08"'}}).digest)
    assert len(digests) == 7
    assert edited({}).digest == builtin("hospital").digest


def test_a_pack_without_a_telephone_is_a_pack(tmp_path: Path) -> None:
    kept = to_files(builtin("hospital"))
    del kept[PHONE]
    pack = from_files(kept)
    assert pack.phone is None
    assert set(to_files(pack)) == {*REQUIRED, CASES, CALENDAR}
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    assert load(tmp_path) == pack
    assert pack.digest != builtin("hospital").digest


@pytest.mark.parametrize("code", codes())
def test_a_pack_without_cases_is_a_pack(code: str, tmp_path: Path) -> None:
    kept = to_files(builtin(code))
    del kept[CASES]
    counted = from_files(kept)
    assert (counted.cases, counted.calendar) == (None, builtin(code).calendar)
    del kept[CALENDAR]
    pack = from_files(kept)
    assert (pack.cases, pack.calendar) == (None, None)
    assert pack.phone == builtin(code).phone
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    assert load(tmp_path) == pack
    assert len({pack.digest, counted.digest, builtin(code).digest}) == 3


def test_cases_need_a_calendar() -> None:
    kept = to_files(builtin("hospital"))
    del kept[CALENDAR]
    with pytest.raises(PackError) as caught:
        from_files(kept)
    assert caught.value.file == CALENDAR
    assert "cases" in caught.value.expected


@pytest.mark.parametrize("names", [REQUIRED, (*REQUIRED, PHONE)])
def test_fewer_files_keep_the_digest_that_they_had_before_there_were_more(
    names: tuple[str, ...],
) -> None:
    kept = {name: name.encode() for name in names}
    whole = b"".join(f"{name} {len(name)}\n{name}".encode() for name in names)
    assert digest(kept) == hashlib.sha256(whole).hexdigest()
    for more in (CASES, CALENDAR):
        assert digest(kept | {more: b""}) != digest(kept)


def test_a_telephone_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name, content in to_files(builtin("office")).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / PHONE).unlink()
    assert load(tmp_path).phone is None
    (tmp_path / PHONE).symlink_to(tmp_path / "nowhere.toml")
    with pytest.raises(PackError, match=r"phone\.toml"):
        load(tmp_path)


@pytest.mark.parametrize("name", [CASES, CALENDAR])
def test_cases_that_cannot_be_read_are_told(name: str, tmp_path: Path) -> None:
    for file, content in to_files(builtin("office")).items():
        (tmp_path / file).write_bytes(content)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(PackError) as caught:
        load(tmp_path)
    assert caught.value.file == name


def test_other_steps_and_names() -> None:
    pack = tea_pack()
    assert [(step.code, step.after) for step in pack.waiting.steps] == [
        ("tea", 2 * MINUTE),
        ("ask", 10 * MINUTE),
        ("report", 25 * MINUTE),
    ]
    assert pack.say("step.tea.due", "en") == "GIVE TEA"
    assert pack.say("step.tea.do", "zh") == "送茶"


def test_an_unknown_pack_is_refused_by_name() -> None:
    for code in ("hotel", "../packs/hospital", ""):
        with pytest.raises(PackError, match="hospital, hotline, office"):
            builtin(code)


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    for name, content in to_files(builtin("office")).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "zh.toml").unlink()
    for expected in ("zh.toml", "zh.toml"):
        with pytest.raises(PackError) as caught:
            load(tmp_path)
        assert caught.value.file == expected
        (tmp_path / "zh.toml").mkdir(exist_ok=True)
    with pytest.raises(PackError, match=r"en\.toml"):
        from_files({name: b"" for name in FILES if name != "en.toml"})


@pytest.mark.parametrize("code", codes())
def test_names_of_needs_and_people_fit_where_they_are_shown(code: str) -> None:
    pack = builtin(code)
    for need in pack.needs:
        assert len(pack.say(f"need.{need.code}.short", "en")) <= 6
        assert len(pack.say(f"need.{need.code}.short", "zh")) <= 3
    for person in pack.asked:
        assert len(person.name) <= 4
    assert pack.phone is not None
    for form in (*pack.forms.values(), pack.phone.form):
        for field in form:
            assert len(pack.say(f"field.{field.name}.label", "en")) <= 12


@pytest.mark.parametrize("code", codes())
def test_chinese_is_chinese(code: str) -> None:
    words = builtin(code).words
    for key, text in words["zh"].items():
        assert not text.isascii() or "{" in text, key
        assert ", " not in text, key
        assert "；" not in text, key
