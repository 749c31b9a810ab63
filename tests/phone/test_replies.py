"""Written replies: the letter of the pack filled in, and the file it goes to."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.errors import InputError, StorageError
from frontdesk.packs import builtin, codes, from_files, to_files
from frontdesk.phone import replies
from frontdesk.phone.replies import GAP, compose, write_out

HOSPITAL = builtin("hospital")
ON_POSIX = os.name == "posix"
VALUES = {
    "caller": "Zhang Wei",
    "desk": "Guide desk",
    "staff": "Li Na",
    "date": "23 November",
    "phone": "0211234567",
    "asked": "When is the eye clinic open?",
    "answer": "Monday to Friday, 8:00 to 11:30.",
    "promise": "a call by 15:30",
}


def test_a_letter_part_by_part() -> None:
    text = compose(HOSPITAL, "information", "en", VALUES)
    assert text.split("\n\n") == [
        "Subject: your question of 23 November",
        "Dear Zhang Wei,",
        "Thank you for your question. You asked: When is the eye clinic open?",
        "Our answer: Monday to Friday, 8:00 to 11:30.",
        "In one sentence: [the point to remember]",
        "Enclosed: [names of the papers, or none]",
        "We are glad to help with anything further. Kind regards",
        "Guide desk, Li Na, telephone 0211234567\n",
    ]


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_template_of_every_pack(code: str, language: str) -> None:
    pack = builtin(code)
    assert pack.phone is not None
    assert {"information", "apology", "complaint"} <= {one.code for one in pack.phone.templates}
    for template in pack.phone.templates:
        assert {"subject", "salutation", "body", "key", "closing", "contact"} <= set(template.parts)
        text = compose(pack, template.code, language, VALUES)
        assert GAP not in text
        assert "{" not in text
        for value in ("Zhang Wei", "Li Na", "23 November", "0211234567"):
            assert value in text
        assert GAP in compose(pack, template.code, language, {})
        if language == "zh":
            assert text.startswith("主题：")


def test_what_is_not_known_is_a_gap_to_write_into() -> None:
    text = compose(HOSPITAL, "apology", "en", {**VALUES, "caller": " ", "promise": ""})
    assert f"Dear {GAP}," in text
    assert f"What we promise you: {GAP}" in text


def test_several_lines_stay_lines_and_values_are_no_templates() -> None:
    text = compose(HOSPITAL, "complaint", "zh", {**VALUES, "answer": "一\n二 {caller}"})
    assert "情况如下：一\n二 {caller}\n" in text


def test_an_unknown_template_or_no_telephone_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        compose(HOSPITAL, "telegram", "en", VALUES)
    files = to_files(HOSPITAL)
    del files["phone.toml"]
    with pytest.raises(KeyError):
        compose(from_files(files), "information", "en", VALUES)


def test_a_file_for_us_alone(tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    before = os.umask(0)
    try:
        path = write_out(folder, "尊敬的张伟：\n\n您好", "L-0003 information")
    finally:
        os.umask(before)
    assert path == folder / "L-0003 information.txt"
    assert path.read_bytes() == "尊敬的张伟：\n\n您好\n".encode()
    if ON_POSIX:
        assert path.stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == [path]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text("mine")
    (tmp_path / "reply-2.txt").symlink_to(tmp_path / "elsewhere")
    path = write_out(tmp_path, "text", "reply.txt")
    assert path.name == "reply-3.txt"
    assert (tmp_path / "reply.txt").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "_.._etc_passwd.txt"),
        (".hidden", "hidden.txt"),
        ("a:b*c?", "a_b_c_.txt"),
        ("con", "_con.txt"),
        ("NUL.1", "_NUL.1.txt"),
        ("two\nlines", "two lines.txt"),
        ("回复 张伟", "回复 张伟.txt"),
        ("x" * 300, "x" * 50 + ".txt"),
        ("😀" * 60, "😀" * 50 + ".txt"),
        ("a\x00b", "a␀b.txt"),
    ],
)
def test_a_name_that_a_file_can_have(tmp_path: Path, name: str, file: str) -> None:
    path = write_out(tmp_path, "text", name)
    assert path.name == file
    assert path.parent == tmp_path


@pytest.mark.parametrize("name", ["", " ", "...", "/", "\\/:", ".txt", "_"])
def test_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        write_out(tmp_path, "text", name)
    assert caught.value.field == "name"
    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_name_and_text_is_one_file_here_or_refused(
    tmp_path: Path, name: str, text: str
) -> None:
    try:
        path = write_out(tmp_path, text, name)
    except InputError:
        return
    assert path.parent == tmp_path
    assert path.read_bytes().decode().endswith("\n")
    path.unlink()


def test_a_text_with_unseen_signs_is_written_with_them_shown(tmp_path: Path) -> None:
    path = write_out(tmp_path, "a\x1bb\u202ec\ud800", "reply")
    assert path.read_text("utf-8") == "a␛b‹U+202E›c‹U+D800›\n"


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        write_out(tmp_path / "file", "text", "reply")
    assert str(tmp_path / "file") in caught.value.way_out
    assert caught.value.kept is False


def test_a_full_disk_leaves_no_half_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(replies.os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        write_out(tmp_path, "text", "reply")
    assert list(tmp_path.iterdir()) == []


def test_a_hundred_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "MOST_OF_A_NAME", 2)
    assert [write_out(tmp_path, "text", "a").name for _ in range(2)] == ["a.txt", "a-2.txt"]
    with pytest.raises(StorageError, match="too many"):
        write_out(tmp_path, "text", "a")
