"""The keys under which a call is found."""

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.phone import answering, finding, recording
from frontdesk.phone.calls import Call
from frontdesk.phone.recording import CallForm
from frontdesk.store import grams


def test_words_whole_and_signs_in_twos() -> None:
    call = Call(caller="Ann", asked="MRI 磁共振", answer="好", phone="+442079460018")
    assert finding.keys_of(call) == [
        "#810064970244", "ann", "mri", "共振", "好", "振", "磁共",
    ]  # fmt: skip


def test_a_call_with_nothing_said_has_no_keys() -> None:
    assert finding.keys_of(Call()) == []


@given(st.text(max_size=200))
def test_keys_hold_no_more_than_a_word(text: str) -> None:
    keys = finding.keys_of(Call(asked=text))
    assert all(0 < len(key) <= grams.WORD_LIMIT for key in keys)
    assert keys == finding.keys_of(Call(asked=text.upper().lower())) or not text.isascii()


def test_a_call_with_several_words_that_begin_alike_is_found_once(session, rings) -> None:
    call = answering.answer(session, rings(session, "").id)
    recording.record(session, call.id, CallForm(asked="room rooms roomy 三楼 三层"))
    assert finding.by_word(session, "roo", 9) == finding.by_word(session, "三", 9) == [call.id]
