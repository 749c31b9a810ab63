"""What is never said is found as a whole phrase, and nothing else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs import builtin, from_files, to_files
from frontdesk.phone.phrases import Span, never_of, never_said, pointed_out

HOSPITAL = builtin("hospital")
ENGLISH = never_of(HOSPITAL, "en")
CHINESE = never_of(HOSPITAL, "zh")
BY_LANGUAGE = {"en": ENGLISH, "zh": CHINESE}

phrases = st.sampled_from([("en", one) for one in ENGLISH] + [("zh", one) for one in CHINESE])
# Signs that make no word with what stands beside them.
around = st.text(alphabet=" .,!?—-\n\t（）。，吗的我", max_size=12)


def widened(text: str) -> str:
    """`text` as a full-width input method types it."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


WRITTEN = [
    str,
    str.upper,
    str.title,
    widened,
    lambda text: text.replace("'", "’"),
    lambda text: text.replace(" ", "  \n"),
    lambda text: text.replace(" ", "\u00a0"),
]


@given(phrases, around, around, st.sampled_from(WRITTEN))
def test_a_phrase_is_found_where_it_stands(
    which: tuple[str, str], before: str, after: str, write: object
) -> None:
    language, phrase = which
    written = write(phrase)  # type: ignore[operator]
    found = never_said(f"{before}{written}{after}", [phrase], language)
    assert [(one.begin, one.end, one.phrase) for one in found] == [
        (len(before), len(before) + len(written), phrase)
    ]


@given(st.sampled_from(ENGLISH), st.sampled_from("aZ9_é’s"), st.booleans())
def test_an_english_phrase_inside_a_longer_word_is_not_it(
    phrase: str, sign: str, before: bool
) -> None:
    longer = f"x{sign}{phrase}" if before else f"{phrase}{sign}x"
    assert never_said(longer, [phrase], "en") == []


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=6))
def test_any_text_gives_places_inside_it_in_order(text: str, wanted: list[str]) -> None:
    for language in ("en", "zh"):
        found = never_said(text, wanted, language)
        assert found == sorted(found)
        for one in found:
            assert 0 <= one.begin < one.end <= len(text)
            assert one.phrase in wanted
        ends = [one.end for one in found]
        assert ends == sorted(set(ends))


@given(st.text(alphabet="abc 不知道'", max_size=30), st.text(alphabet="abc不知道'", min_size=1))
def test_in_plain_text_it_is_what_searching_finds(text: str, phrase: str) -> None:
    found = {one.begin for one in never_said(text, [phrase], "zh")}
    single = " ".join(text.split(" ")) == text and "  " not in text
    if single:
        plain = {at for at in range(len(text)) if text.startswith(phrase, at)}
        assert found == plain


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Sorry, I don't know.", [7]),
        ("I DON’T KNOW", [0]),
        ("I don't\nknow", [0]),
        ("“impossible”", [1]),
        ("that is 'impossible'", [9]),
        ("我说impossible吧", [2]),
        ("Mission-impossible", [8]),
        ("impossibles and impossibly", []),
        ("I don't knowingly", []),
        ("I do know", []),
        ("", []),
        ("Please calm down the child; calm\tdown", [7, 28]),
    ],
)
def test_english(text: str, begins: list[int]) -> None:
    assert [one.begin for one in never_said(text, ENGLISH, "en")] == begins


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("这个我不知道啊", [3]),
        ("不知道，没办法", [0, 4]),
        ("我知道", []),
        ("不 知 道", []),
        ("已请检验科核实", []),
    ],
)
def test_chinese(text: str, begins: list[int]) -> None:
    assert [one.begin for one in never_said(text, CHINESE, "zh")] == begins


def test_of_phrases_inside_one_another_the_longest_is_told() -> None:
    wanted = ("know", "I don't know", "don't know")
    assert never_said("I don't know", wanted, "en") == [Span(0, 12, "I don't know")]
    assert [one.phrase for one in never_said("we don't know", wanted, "en")] == ["don't know"]


def test_a_sign_that_folds_to_several_keeps_its_place() -> None:
    text = "… ﬁne, impossible"
    (one,) = never_said(text, ENGLISH, "en")
    assert text[one.begin : one.end] == "impossible"
    assert unicodedata.normalize("NFKC", text) != text


def test_both_languages_are_looked_at() -> None:
    found = pointed_out(HOSPITAL, "不归我管, that's not my job")
    assert [one.phrase for one in found] == ["不归我管", "that's not my job"]


def test_a_desk_without_a_telephone_has_no_such_phrases() -> None:
    files = to_files(HOSPITAL)
    del files["phone.toml"]
    silent = from_files(files)
    assert never_of(silent, "en") == ()
    assert pointed_out(silent, "I don't know") == []
