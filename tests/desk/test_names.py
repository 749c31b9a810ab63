"""Names are found however they are read, and shown with what was typed."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.desk.names import (
    MOST_READINGS,
    highlight,
    pinyin,
    query_key,
    readings,
    search_keys,
    surname_first,
)


def fulls(name: str) -> set[str]:
    return {reading.full for reading in readings(name)}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("单雄", "shanxiong"), ("曾国华", "zengguohua"), ("仇英", "qiuying"), ("解珍", "xiezhen"),
        ("区明", "ouming"), ("查良", "zhaliang"), ("尉迟恭", "yuchigong"), ("万俟明", "moqiming"),
        ("朴英", "piaoying"), ("任明", "renming"), ("华明", "huaming"), ("燕青", "yanqing"),
        ("宁静", "ningjing"), ("缪明", "miaoming"), ("召明", "shaoming"), ("尉明", "weiming"),
        ("长孙明", "zhangsunming"), ("员明", "yunming"), ("折明", "sheming"), ("秘明", "biming"),
        ("种师道", "chongshidao"), ("冼星海", "xianxinghai"), ("洗英", "xianying"),
        ("繁星", "poxing"), ("乜明", "nieming"), ("盖明", "geming"), ("覃明", "qinming"),
        ("單明", "shanming"), ("區明", "ouming"), ("令狐冲", "linghuchong"), ("王伟", "wangwei"),
        ("张三", "zhangsan"), ("欧阳娜", "ouyangna"), ("李佛", "lifo"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, said: str) -> None:
    assert readings(name)[0].full == said


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("盖明", {"geming", "gaiming"}),
        ("翟明", {"zhaiming", "diming"}),
        ("乐明", {"yueming", "leming"}),
        ("黑明", {"heming", "heiming"}),
        ("单于飞", {"chanyufei", "shanyufei"}),
        ("王茜", {"wangqian", "wangxi"}),
        ("李行", {"lixing", "lihang"}),
        ("张长生", {"zhangchangsheng", "zhangzhangsheng"}),
        ("陈晟", {"chensheng", "chencheng"}),
        ("吕布", {"lvbu", "lubu", "lyubu"}),
    ],
)
def test_both_readings_where_unsure(name: str, both: set[str]) -> None:
    assert fulls(name) == both


@pytest.mark.parametrize("name", ["单伟", "曾伟", "仇伟", "解伟", "区伟", "查伟", "朴伟", "任伟"])
def test_a_surname_is_not_found_by_its_everyday_reading_alone(name: str) -> None:
    everyday = {"danwei", "cengwei", "chouwei", "jiewei", "quwei", "chawei", "powei", "linwei"}
    assert fulls(name).isdisjoint(everyday)


def test_readings_are_bounded() -> None:
    assert len(readings("乐行长重朝茜晟乐行长")) == MOST_READINGS
    assert len(readings("吕绿率" * 200)) == MOST_READINGS
    assert readings("302 !") == ()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("张三", ("zhangsan", "zs", "Zhang San")),
        ("欧阳小明", ("ouyangxiaoming", "oyxm", "Ou Yang Xiao Ming")),
        ("吕布", ("lvbu", "lb", "Lü Bu")),
        ("Zhang San", ("zhangsan", "zs", "Zhang San")),
        ("José O’Brien", ("joseobrien", "jo", "José O’Brien")),
        ("Anne-Marie Lüders", ("annemarieluders", "aml", "Anne Marie Lüders")),
        ("阿卜杜拉·买买提", ("abudulamaimaiti", "abdlmmt", "A Bu Du La Mai Mai Ti")),
        ("Ｌｉ Na", ("lina", "ln", "Li Na")),
        ("Иван Петров", ("иванпетров", "ип", "Иван Петров")),
    ],
)
def test_the_first_reading(name: str, first: tuple[str, str, str]) -> None:
    assert tuple(readings(name)[0]) == first


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("张三", ("张", "三")),
        ("欧阳娜", ("欧阳", "娜")),
        ("尉迟恭", ("尉迟", "恭")),
        ("爱新觉罗启星", ("爱新觉罗", "启星")),
        ("Mary Ann Smith", ("Smith", "Mary Ann")),
        ("阿卜杜拉·买买提", ("买买提", "阿卜杜拉")),
        ("Li", ("Li", "")),
        ("", ("", "")),
    ],
)
def test_surname_and_given_name(name: str, parts: tuple[str, str]) -> None:
    assert surname_first(name) == parts


def test_what_the_search_table_stores() -> None:
    assert search_keys("张小明", "138 1234 2046") == (
        "张小明", "小明", "zhangxiaoming", "zxm", "xiaoming", "64024321831",
    )  # fmt: skip
    assert search_keys("San Zhang", "") == ("sanzhang", "zhang", "sz", "zhangsan")
    assert search_keys("", "") == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", ["张", "张三", "张 三", "三", "zs", "ZS", "Zhang San", "san", "ｚｓ", "zhāngsān"]),
        ("吕布", ["lv", "lu", "lyu", "lü", "LÜ BU", "lb", "lǚ"]),
        ("曾乐", ["zengle", "zengyue", "zl", "zy"]),
        ("Mary Ann Smith", ["mary", "smith", "ann s", "mas", "smith mary", "MARY ANN"]),
        ("Lüders", ["luders", "lüders", "Lüders"]),
        ("买买提·艾力", ["艾力", "aili", "mmt", "买买提"]),
        ("谷梁", ["梁", "liang", "guliang"]),
    ],
)
def test_every_way_to_type_a_name_finds_it(name: str, typed: list[str]) -> None:
    keys = search_keys(name, "")
    for text in typed:
        assert any(key.startswith(query_key(text)) for key in keys), (text, keys)


@pytest.mark.parametrize("typed", ["2046", "２０４６", "20 46", "13812342046", "+86 138 1234 2046"])
def test_a_phone_is_found_by_its_tail(typed: str) -> None:
    keys = search_keys("张三", "138-1234-2046")
    assert any(key.startswith(query_key(typed)) for key in keys)
    assert not any(key.startswith(query_key("1381")) for key in keys)


def test_an_unfound_thing_is_not_found() -> None:
    assert query_key("  ") == ""
    assert not any(key.startswith(query_key("ceng")) for key in search_keys("曾伟", ""))


@given(st.text(max_size=40))
def test_any_name_finds_itself(name: str) -> None:
    key = query_key(name)
    assert not key or key in search_keys(name, "")
    assert len(search_keys(name, "12345678")) <= 400
    for reading in readings(name):
        assert highlight(reading.spaced, name) is not None


@pytest.mark.parametrize(
    ("spaced", "query", "marked"),
    [
        ("Zhang San", "zs", "Z S"),
        ("Zhang San", "zhangs", "Zhang S"),
        ("Zhang San", "zhang san", "Zhang San"),
        ("Zhang San", "san", "San"),
        ("Lü Bu", "lv", "Lü"),
        ("Lü Bu", "lyub", "Lü B"),
        ("Lü Bu", "lb", "L B"),
        ("José O’Brien", "joseob", "José O B"),
        ("Zhang San", "x", ""),
        ("Zhang San", "2046", ""),
        ("Zhang San", "", ""),
    ],
)
def test_the_typed_letters_are_marked(spaced: str, query: str, marked: str) -> None:
    spans = highlight(spaced, query)
    assert "".join(spaced[start:end] for start, end in spans) == marked.replace(" ", "") or (
        " ".join(spaced[start:end] for start, end in spans) == marked
    )


def test_spans_are_places_in_the_shown_text() -> None:
    assert highlight("Zhang San", "zs") == ((0, 1), (6, 7))
    assert highlight("Zhang San", "zhangs") == ((0, 5), (6, 7))
    assert highlight("Li Li Li", "lili") == ((0, 2), (3, 5))


def test_the_reading_that_was_typed_is_shown() -> None:
    assert pinyin("乐明") == "Yue Ming"
    assert pinyin("乐明", "le") == "Le Ming"
    assert pinyin("乐明", "乐") == "Yue Ming"
    assert pinyin("!") == ""


def test_the_dictionary_is_loaded_when_it_is_needed_and_not_before() -> None:
    program = (
        "import sys, os; from frontdesk.desk import names;"
        "before = 'pypinyin' in sys.modules;"
        "names.warm();"
        "print(before, 'pypinyin' in sys.modules, 'PYPINYIN_NO_PHRASES' in os.environ)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "True", "False"]
