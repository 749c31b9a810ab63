"""Who comes to the desk: found as one types, added once, likely the same shown with why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import DAY
from frontdesk.desk import people
from frontdesk.desk.people import Person, PersonForm, SearchKey
from frontdesk.errors import InputError
from frontdesk.session import Session
from frontdesk.store import verify

FORMS = [
    PersonForm("单雄信", "m", "46", "13900001111"),
    PersonForm("张伟", "m", "1980", "13900002222"),
    PersonForm("张薇", "f", "30", "13700002222"),
    PersonForm("曾国藩", "m", "60"),
    PersonForm("Wang Fang", "f", "25", "13612345678"),
]


@pytest.fixture
def known(session: Session) -> Session:
    people.take_over(session, FORMS)
    return session


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张伟", ["张伟"]),
        ("张", ["张伟", "张薇"]),
        ("zhangwei", ["张伟", "张薇"]),
        ("zhang w", ["张伟", "张薇"]),
        ("zw", ["张伟", "张薇"]),
        ("shanxiongxin", ["单雄信"]),
        ("zengguofan", ["曾国藩"]),
        ("2222", ["张伟", "张薇"]),
        ("1111", ["单雄信"]),
        ("wang", ["Wang Fang"]),
        ("WANG FANG", ["Wang Fang"]),
        ("5678", ["Wang Fang"]),
        ("nobody", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("'; DROP TABLE person; --", []),
    ],
)
def test_found_by_name_pinyin_initials_and_phone_tail(
    known: Session, typed: str, names: list[str]
) -> None:
    assert sorted(match.name for match in people.find(known, typed, 10)) == sorted(names)


def test_who_came_last_stands_first_and_exact_before_the_rest(
    session: Session, desk, arrive
) -> None:
    people.take_over(session, [PersonForm("张伟"), PersonForm("张伟明"), PersonForm("张伟")])
    desk.clock.advance(DAY)
    arrive(session, person_id=1)
    found = people.find(session, "张伟", 10)
    assert [match.id for match in found] == [1, 3, 2]
    assert (found[0].ticket, found[1].ticket) == ("A001", "")
    assert found[0].visit_id is not None
    assert [match.id for match in people.find(session, "张伟", 2)] == [1, 3]


@given(st.text(max_size=30))
def test_the_range_of_a_prefix_holds_what_begins_with_it(rest: str) -> None:
    for key in ("a", "zhang", "张", "n:1"):
        assert key <= key + rest
        assert key + rest < people.after(key) or not rest.isascii()


@pytest.mark.parametrize(
    ("typed", "year"), [("46", 1980), ("0", 2026), ("1980", 1980), ("", None), (" 46 ", 1980)]
)
def test_an_age_or_a_year_of_birth(typed: str, year: int | None) -> None:
    assert people.birth_year(typed, 2026) == year


@pytest.mark.parametrize("typed", ["131", "1890", "2027", "-3", "forty", "4.5", "19800101", "²"])
def test_what_is_neither_age_nor_year_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as told:
        people.birth_year(typed, 2026)
    assert told.value.field == "birth"


@given(st.integers(0, people.OLDEST_AGE), st.integers(2000, 2200))
def test_an_age_and_its_year_are_the_same(age: int, year: int) -> None:
    assert people.birth_year(str(age), year) == year - age
    if year - age > people.OLDEST_AGE:
        assert people.birth_year(str(year - age), year) == year - age


def test_likely_the_same_are_shown_with_why_and_never_forced(known: Session) -> None:
    found = people.likely(known, PersonForm("张伟", "m", "46", "13900002222"), 5)
    assert found[0].match.name == "张伟"
    assert found[0].likeness.score >= known.pack.likeness.score_to_show
    assert [one.likeness.score for one in found] == sorted(
        (one.likeness.score for one in found), reverse=True
    )
    count = Person.select().count()
    people.take_over(known, [PersonForm("张伟", "m", "46", "13900002222")])
    assert Person.select().count() == count + 1


def test_a_half_typed_form_never_stumbles(known: Session) -> None:
    for form in (PersonForm(""), PersonForm("张"), PersonForm("x", "", "19", "1"), PersonForm("'")):
        assert isinstance(people.likely(known, form, 5), list)


def test_a_stranger_is_like_nobody(known: Session) -> None:
    assert people.likely(known, PersonForm("Maria Gómez", "f", "33", "15511112222"), 5) == []


def test_a_table_is_taken_over_whole_or_not_at_all(session: Session) -> None:
    head = session.store.head()
    with pytest.raises(InputError):
        people.take_over(session, [PersonForm("Li Si"), PersonForm("")])
    assert not Person.select().exists()
    assert not SearchKey.select().exists()
    assert session.store.head() == head
    assert people.take_over(session, [PersonForm("Li Si"), PersonForm("Wang Wu")]) == 2
    assert session.store.head().id == head.id + 1
    verify.whole(session.store.database)


def test_what_was_typed_is_cleaned_before_it_is_kept(session: Session) -> None:
    people.take_over(session, [PersonForm("  Li\x1b[31m\u202e Si ", "f", "", "+86 139-0000 1111")])
    person = Person.get()
    assert "\x1b" not in person.name
    assert "\u202e" not in person.name
    assert person.phone == "13900001111"


def test_finding_reads_an_index_never_everybody(known: Session) -> None:
    plan = known.store.database.execute_sql(
        "EXPLAIN QUERY PLAN " + people._FOUND,
        {"key": "zhang", "after": "zhanh", "limit": 10, "read": people.PREFIX_READ},
    ).fetchall()
    steps = [row[3] for row in plan]
    assert any("SEARCH search_key USING PRIMARY KEY" in step for step in steps), steps
    assert not [step for step in steps if step.startswith(("SCAN search_key", "SCAN p"))], steps
