import pytest

from frontdesk.errors import PackError
from frontdesk.packs import builtin, codes, wording


def test_nested_tables_are_dotted_keys() -> None:
    assert wording.flatten("en.toml", {"a": {"b": {"C_1": "x"}, "d": "y"}, "e": {}}) == {
        "a.b.C_1": "x",
        "a.d": "y",
    }


@pytest.mark.parametrize("key", ["a.b", "", "a b", "\x1b", "词"])
def test_a_key_of_other_signs_is_refused(key: str) -> None:
    with pytest.raises(PackError, match="letters, digits and _"):
        wording.flatten("en.toml", {"step": {key: "x"}})


@pytest.mark.parametrize("value", [5, True, None, [], "", " ", "a\nb", "a\u200bb", "x" * 401])
def test_words_are_one_printable_line(value: object) -> None:
    with pytest.raises(PackError) as caught:
        wording.flatten("zh.toml", {"step": {"do": value}})
    assert (caught.value.file, caught.value.key) == ("zh.toml", "step.do")


@pytest.mark.parametrize("code", codes())
def test_taking_any_word_away_is_noticed_in_either_language(code: str) -> None:
    pack = builtin(code)
    for language in wording.LANGUAGES:
        for key in pack.words[language]:
            less = {k: v for k, v in pack.words[language].items() if k != key}
            with pytest.raises(PackError) as caught:
                wording.check(
                    pack, {**pack.words, language: less}, pack.phone, pack.cases, pack.calendar
                )
            assert (caught.value.file, caught.value.key) == (f"{language}.toml", key)
