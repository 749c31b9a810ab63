"""An answer says something: none of the phrases that one never gives, alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.errors import InputError
from frontdesk.packs.load import builtin
from frontdesk.tasks import answers

PACK = builtin("hospital")


@pytest.mark.parametrize(
    ("answer", "nothing"),
    [
        ("I don't know", True),
        ("I DON’T know", True),
        ("…I don't know… impossible!", True),
        ("不知道", True),
        ("我不知道", True),
        ("不知道，没办法", True),
        ("?", True),
        ("2", False),
        ("好", False),
        ("不知道几点，周五问王医生", False),
        ("Room 3", False),
    ],
)
def test_what_says_nothing(answer: str, nothing: bool) -> None:
    assert answers.says_nothing(PACK, answer) == nothing


@given(st.sampled_from(["en", "zh"]), st.text(alphabet=" .,!?。，！？…-", max_size=5), st.data())
def test_no_phrase_of_the_pack_is_an_answer(
    language: str, around: str, data: st.DataObject
) -> None:
    assert PACK.phone is not None
    code = data.draw(st.sampled_from(PACK.phone.never))
    with pytest.raises(InputError):
        answers.check(PACK, around + PACK.say(f"never.{code}", language).upper() + around)


@given(st.text(max_size=40))
def test_any_text_is_judged(answer: str) -> None:
    assert answers.says_nothing(PACK, answer) in (True, False)
