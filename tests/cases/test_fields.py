"""The form of a case: every field judged with a sentence, and kept whole and clean."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk import text
from frontdesk.cases import fields
from frontdesk.clock import instant
from frontdesk.errors import InputError
from frontdesk.packs.load import builtin
from frontdesk.packs.structs import Pack
from tests.conftest import MORNING, ZONE

PACK = builtin("hospital")
assert PACK.cases is not None
KIND = PACK.cases.kinds[0]


def _check(name: str, typed: str, kind: str = "complaint", pack: Pack = PACK) -> str:
    return fields.check(pack, kind, name, typed, MORNING, ZONE)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "sentence"),
    [
        ("complaint", "facts", " \n ", "missing"),
        ("complaint", "severity", "", "missing"),
        ("complaint", "severity", "deadly", "not one of the list"),
        ("complaint", "channel", "pigeon", "not one of the list"),
        ("complaint", "channel", "", "missing"),
        ("complaint", "relation", "boss", "not one of the list"),
        ("complaint", "joint", "maybe", "not one of the list"),
        ("complaint", "phone", "none of yours", "no telephone number"),
        ("complaint", "when", "tomorrow", "ahead"),
        ("complaint", "when", "2026-02-30", "no such day"),
        ("complaint", "to", "Wang Fang", "Which colleague"),
        ("complaint", "to", "9" * 40, "Which colleague"),
        ("complaint", "colour", "blue", "no such field"),
        ("dispatch", "quantity", "a few", "Digits"),
        ("dispatch", "quantity", "１２", ""),
        ("repair", "visit_on", "2026-13-01", "A day is wanted"),
        ("repair", "visit_on", "soon", "A day is wanted"),
        ("repair", "visit_on", "0999-01-01", "A day is wanted"),
    ],
)
def test_what_cannot_be_taken_is_told(kind: str, name: str, typed: str, sentence: str) -> None:
    if sentence:
        assert sentence in _check(name, typed, kind)
    else:
        # Full-width digits are no digits of a computer.
        assert "Digits" in _check(name, typed, kind)


@pytest.mark.parametrize("spec", KIND.fields, ids=lambda spec: spec.name)
def test_every_field_has_its_limit(spec) -> None:
    over = "5" * (spec.max + 1)
    assert f"At most {spec.max} characters" in _check(spec.name, over)
    assert "At most" in _check(spec.name, "字" * 1_000_000)
    assert "At most" not in _check(spec.name, over[:-1])
    if spec.kind in ("text", "note"):
        assert _check(spec.name, over[:-1]) == ""
        taken = fields.take(PACK, KIND, spec, over[:-1], MORNING, ZONE)
        assert taken == over[:-1]


def test_an_unknown_kind_is_an_error_of_the_kind() -> None:
    with pytest.raises(InputError) as told:
        _check("facts", "x", "wish")
    assert told.value.field == "kind"


def test_the_first_wrong_field_is_the_first_on_paper() -> None:
    values = {"facts": "", "phone": "x", "severity": "", "channel": "phone"}
    wrong = fields.first_wrong(PACK, "complaint", values, MORNING, ZONE)
    assert wrong is not None
    assert wrong[0] == "phone"
    values["phone"] = "13712349016"
    assert fields.first_wrong(PACK, "complaint", values, MORNING, ZONE)[0] == "facts"  # type: ignore[index]
    values |= {"facts": "It was late.", "severity": "minor"}
    assert fields.first_wrong(PACK, "complaint", values, MORNING, ZONE) is None
    wrong = fields.first_wrong(PACK, "complaint", {**values, "colour": "blue"}, MORNING, ZONE)
    assert wrong is not None
    assert wrong[0] == "colour"


def test_values_are_kept_in_one_way() -> None:
    repair = {
        "person": " 吕敏 ", "phone": "+86 137 1234 9016", "device": "Lift 2", "facts": "one\r\ntwo",
        "stopped": "yes", "visit_on": "11月25日", "severity": "urgent",
    }  # fmt: skip
    found = fields.take_all(PACK, "repair", repair, MORNING, ZONE)
    assert {name: value for name, value in found.items() if value} == {
        "person": "吕敏", "phone": "13712349016", "device": "Lift 2", "facts": "one\ntwo",
        "stopped": "yes", "visit_on": "2026-11-25", "severity": "urgent",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3 Jan", "2027-01-03"),
        ("1月3日", "2027-01-03"),
        ("30 Nov", "2026-11-30"),
        ("8-1", "2026-08-01"),
    ],
)
def test_a_day_without_its_year_is_the_nearest(typed: str, day: str) -> None:
    spec = PACK.cases.kind("repair").field("visit_on")  # type: ignore[union-attr]
    assert fields.take(PACK, KIND, spec, typed, MORNING, ZONE) == day


def test_a_pack_without_a_telephone_keeps_the_digits_of_a_number() -> None:
    import msgspec

    bare = msgspec.structs.replace(PACK, phone=None)
    assert fields.take(bare, KIND, KIND.field("phone"), "137-1234", MORNING, ZONE) == "1371234"
    assert "no telephone number" in _check("phone", "none", pack=bare)


@settings(max_examples=200)
@given(st.sampled_from(KIND.fields), st.text(max_size=200))
def test_hostile_text_is_kept_clean_or_refused_with_a_sentence(spec, typed: str) -> None:
    sentence = _check(spec.name, typed)
    if sentence:
        with pytest.raises(InputError) as told:
            fields.take(PACK, KIND, spec, typed, MORNING, ZONE)
        assert (told.value.field, str(told.value)) == (spec.name, sentence)
        return
    kept = fields.take(PACK, KIND, spec, typed, MORNING, ZONE)
    assert len(kept) <= max(spec.max, 40)
    cleaner = text.clean_note if spec.kind == "note" else text.clean
    assert cleaner(kept, 10_000) == kept
    # What was kept can be kept again.
    assert fields.take(PACK, KIND, spec, kept, MORNING, ZONE) == kept


@given(st.text(max_size=400), st.integers(1, 60))
def test_nothing_is_cut_off_in_silence(typed: str, limit: int) -> None:
    all_of_it = text.clean_note(typed, 100_000).strip()
    try:
        kept = fields.whole("facts", typed, limit)
    except InputError:
        assert len(all_of_it) > limit or len(typed.lstrip()) > limit * 4
        return
    assert kept == all_of_it


def test_tomorrow_what_was_ahead_may_be_said() -> None:
    later = instant(datetime(2026, 11, 25, 9, 0, tzinfo=ZONE))
    assert fields.check(PACK, "complaint", "when", "24 Nov 9:00", later, ZONE) == ""
