"""What a case is about: from whom, where, in their own words, how grave, whose (C1, C2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from frontdesk import words
from frontdesk.cases.case_file import CaseFile
from screens.cases import fact_lines
from screens.cases.fact_lines import Place
from screens.parts import lines
from screens.parts.glyphs import PLAIN
from tests.cases.papers import complaint
from tests.screens.cases.test_clock_lines import INK, PACK, at, look

ROOM = 76
SAID = "I waited 70 minutes.\nNobody told me."
CASE = complaint(PACK, facts=SAID, wish="an apology", values={}, sheets=(), files=(), links=())


def drawn(case: CaseFile = CASE, rows: int = 30, full: str = "") -> list[str]:
    found = fact_lines.fact_lines(case, full, look(), ROOM, rows)
    assert len(found) <= rows
    assert all(lines.width(row) <= ROOM for row in found)
    return [lines.text_of(row).rstrip() for row in found]


def test_as_in_the_picture() -> None:
    assert drawn() == [
        "  From       吕敏  Lü Min · F 52   137****9016  v show",
        "  Concerns   内科 · Sat 21 Nov 10:05-11:31",
        "  Said       “I waited 70 minutes. Nobody told me.”",
        "  Asks for   an apology",
        "  Severity   ▪▪▪ serious  3 of 4 · set by 李娜 · late and told off",
        "  Owner      冯岚  Medical affairs · since 7:30",
    ]


def test_the_number_is_masked_until_it_is_shown() -> None:
    assert "13712349016" not in "".join(drawn())
    shown = drawn(full="13712349016")[0]
    assert "13712349016" in shown
    assert "show" not in shown
    assert not any("****" in row for row in drawn(replace(CASE, phone="")))


def test_who_gives_no_name_has_none() -> None:
    assert "no name given" in drawn(replace(CASE, name="", pinyin=""))[0]


def test_an_offer_a_sheet_a_notice_and_links_stand_under_it() -> None:
    whole = complaint(PACK, offered="林国栋", offered_id=9, offered_rung="manager")
    notice = replace(whole.notices[0], seen_at=None)
    rows = drawn(replace(whole, notices=(notice, replace(notice, role="manager"))))
    assert any("⚑ offered to 林国栋" in row for row in rows)
    assert "  Sheet      ◦ 内科 · by Tue 16:20" in rows
    assert any(row.startswith("  Apology    ✓ 内科 · 高伟 · Done at the desk") for row in rows)
    assert "  Notice     ◦ not seen yet: supervisor, manager" in rows
    assert "  Linked     C-0198" in rows
    late = fact_lines.sheet(whole.sheets[0], look(at(24, "16:21")))
    assert late[-1].style == INK.due_text


def test_what_was_said_gives_way_first_and_what_is_lost_is_told() -> None:
    long = replace(CASE, facts="One word after another. " * 60)
    assert len(drawn(long, 9)) == 9
    assert drawn(long, 9)[-1].startswith("  Owner")
    assert drawn(long, 6)[2].endswith("…”")
    few = drawn(complaint(PACK), 5)
    assert "lines more" in few[-1]


def test_the_title_says_where_it_stands_in_the_list() -> None:
    def title(case: CaseFile, place: Place | None, *, short: bool = False) -> str:
        return lines.text_of(fact_lines.title_line(case, place, look(), ROOM, short=short))

    assert title(CASE, Place(2, 5)).startswith("Complaint C-0228 ───")
    assert title(CASE, Place(2, 5)).endswith("2 of 5 open   [ ] previous, next")
    assert title(CASE, Place(2, 5, open=False)).endswith("2 of 5   [ ] previous, next")
    assert title(CASE, Place(2, 5), short=True).endswith("2 of 5 open   [ ]")
    assert "open" not in title(CASE, Place(1, 1))
    closed = replace(CASE, closed_at=at(23, "7:40"))
    assert "closed 7:40   2 of 5   [ ]" in title(closed, Place(2, 5))


def test_a_kinds_own_fields_follow() -> None:
    rows = drawn(complaint(PACK, sheets=(), files=(), links=()))
    assert any(row.startswith("  Patient") and "吕敏" in row for row in rows)
    assert any(row.startswith("  Relation") and "the patient" in row for row in rows)


def test_the_whole_form_is_read_section_by_section() -> None:
    rows = [lines.text_of(row) for row in fact_lines.form_lines(complaint(PACK), look(), 60)]
    text = "\n".join(rows)
    assert rows[0].startswith("Person ───")
    assert "I waited 70 minutes for a result" in text
    assert "137****9016" in text
    assert "13712349016" not in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_folded_it_takes_two_rows_and_a_few(language: str) -> None:
    words.use(language)
    head = fact_lines.head_lines(complaint(PACK), "", look(), 78)
    assert [lines.width(row) for row in head] == [78, 78]
    assert "冯岚" in lines.text_of(head[1])
    for rows in (1, 2, 3, 6):
        assert len(fact_lines.short_facts(complaint(PACK), look(), 78, rows)) <= rows


@given(
    text=st.text(max_size=200), room=st.integers(20, 100), rows=st.integers(1, 20),
    plain=st.booleans(),
)  # fmt: skip
def test_whatever_people_write_fits(text: str, room: int, rows: int, plain: bool) -> None:
    case = complaint(PACK, name=text, facts=text, wish=text, happened=text, about=text)
    seen = look(glyphs=PLAIN) if plain else look()
    for row in (
        *fact_lines.fact_lines(case, "", seen, room, rows),
        *fact_lines.head_lines(case, "", seen, room),
        *fact_lines.short_facts(case, seen, room, rows),
    ):
        assert lines.width(row) <= room
