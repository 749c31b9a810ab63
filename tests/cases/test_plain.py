"""The paper of a case for a plain printer: 80 columns whatever stands in them (C9)."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from frontdesk.cases import plain
from frontdesk.cases.case_file import CaseFile
from frontdesk.cases.cases import CaseEvent
from frontdesk.cases.contents import Entry, Form, Grid, Paper
from frontdesk.session import Session
from tests.cases import papers


@pytest.fixture
def case(session: Session) -> CaseFile:
    return papers.complaint(session.pack)


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_all_of_it_stands_there_in_80_columns(
    session: Session, case: CaseFile, spoken: str
) -> None:
    text = plain.plain(session, case, spoken)
    assert max(plain.cells(line) for line in text.split("\n")) == plain.COLUMNS
    for shown in ("C-0228", "吕敏", "13712349016", "冯岚", "C-0198", "化验单 <1>.jpg", "###"):
        assert shown in text
    assert session.pack.say("case.kind.complaint.form", spoken) in text
    for sign in case.rules.signatures:
        assert session.pack.say(f"case.sign.{sign}", spoken) in text
    assert text.count("_" * 38) >= len(case.rules.signatures)
    assert text.endswith("\n")


def test_the_facts_stand_beside_their_label(session: Session, case: CaseFile) -> None:
    lines = plain.plain(session, case, "en").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("  Said"))
    assert lines[at : at + 4] == [
        "  Said                  我等一个二十分钟就出来的结果等了七十分钟，没有人告诉我。",
        "                        到服务台问，只让我坐着等。",
        "                        I waited 70 minutes for a result that was ready after",
        "                        20. Nobody told me.",
    ]


def test_a_table_keeps_its_columns_apart_by_cells(session: Session, case: CaseFile) -> None:
    lines = plain.plain(session, case, "zh").split("\n")
    starts = {
        plain.cells(line[: line.index(who)])
        for line, who in ((line, who) for line in lines for who in ("李娜", "吴迪"))
        if line.startswith("  11月") and line.endswith(who)
    }
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("等了七十分钟", 6, ["等了七", "十分钟"]),
        # A stop never begins a line, and an opening sign never ends one.
        ("等了七。十分", 6, ["等了", "七。十", "分"]),
        ("等了（七十）", 6, ["等了", "（七", "十）"]),
        ("等了 seventy 分钟", 9, ["等了", "seventy", "分钟"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("字", 1, ["字"]),
        ("▪▪ → –", 20, ["## -> -"]),
    ],
)
def test_lines_are_broken_where_they_may_be(text: str, room: int, lines: list[str]) -> None:
    assert plain.wrap(text, room) == lines


@given(st.text(max_size=120), st.integers(2, 40))
@example("……" * 20, 3)
@example("）" * 30, 5)
@example("e\u0301" * 30, 4)
def test_no_line_runs_over_and_nothing_is_lost(text: str, room: int) -> None:
    lines = plain.wrap(text, room)
    assert all(plain.cells(line) <= room for line in lines)
    kept = "".join("".join(lines).split())
    assert kept == "".join(text.translate(plain._PLAIN).split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=100))
def test_whatever_was_typed_keeps_to_the_paper(text: str) -> None:
    text = text.replace("\r", "").replace("\n", " ")
    what = Paper(
        language="en", desk=text, title=text, number="C-0228", under=text,
        form=(
            Form(title=text, entries=(Entry(label=text, text=text, wide=True),)),
            Grid(
                title=text, heads=(text,) * 3, shares=(20, 30, 50),
                rows=((text, text, text),),
            ),
        ),
        annex=(), signs=(text,) * 3, date=text, printed=text, pages="",
    )  # fmt: skip
    for line in plain.draw(what).split("\n"):
        assert plain.cells(line) <= plain.COLUMNS


def test_it_is_saved_and_stands_in_the_log(session: Session, opens, tmp_path: Path) -> None:
    case = msgspec.structs.replace(papers.complaint(session.pack), id=opens().id)
    path = plain.save_plain(session, case, "zh", tmp_path)
    assert path.name == "C-0228.txt"
    assert "客户投诉联系单" in path.read_text("utf-8")
    assert CaseEvent.select().order_by(CaseEvent.id.desc()).get().what == "printed"
