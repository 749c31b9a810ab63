"""One telephone has one key, however it is written; what is no number is withheld."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.packs.phone import Dialling
from frontdesk.phone.numbers import normalise

CHINA = Dialling(country="86", trunk="0", area="10", extension=4)
NOWHERE = Dialling(country="86", trunk="0", area="", extension=4)
BRITAIN = Dialling(country="44", trunk="0", area="20", extension=4)
AMERICA = Dialling(country="1", trunk="1", area="212", extension=4)
ITALY = Dialling(country="39", trunk="", area="", extension=3)
ALL = (CHINA, NOWHERE, BRITAIN, AMERICA, ITALY)

written = st.text(alphabet="0123456789 +-()#xext.转分机０１２３@:;=", max_size=40)


@given(st.one_of(written, st.text(max_size=60)), st.sampled_from(ALL))
def test_a_key_is_its_own_key(typed: str, dialling: Dialling) -> None:
    found = normalise(typed, dialling)
    assert found.withheld == (found.key == "")
    if found.key:
        assert normalise(found.key, dialling).key == found.key
        assert found.key.removeprefix("+").isdecimal()
        assert found.key.isascii()
        assert found.shown.startswith(found.key)


@given(
    st.integers(13000000000, 19999999999).map(str),
    st.sampled_from(["", "+86", "+86 ", "0086", "86", "0", "+86-", "(+86)", "tel:+86"]),
    st.sampled_from(["", " ", "-", " - "]),
    st.booleans(),
)
def test_a_mobile_has_one_key(number: str, before: str, between: str, wide: bool) -> None:
    typed = before + between.join((number[:3], number[3:7], number[7:]))
    if wide:
        typed = typed.translate({ord(str(one)): chr(0xFF10 + one) for one in range(10)})
    assert normalise(typed, CHINA).key == number


@pytest.mark.parametrize(
    "typed",
    [
        "010-8765 4321", "(010)87654321", "+86 10 8765 4321", "0086-10-87654321",
        "+86 (0)10 87654321", "87654321", "8765-4321", "861087654321", "０１０－８７６５４３２１",
    ],
)  # fmt: skip
def test_a_line_in_the_own_area_has_one_key(typed: str) -> None:
    assert normalise(typed, CHINA).key == "01087654321"


@pytest.mark.parametrize(
    ("typed", "dialling", "key"),
    [
        ("+44 20 7946 0018", CHINA, "+442079460018"),
        ("0044 20 7946 0018", CHINA, "+442079460018"),
        ("020 7946 0018", BRITAIN, "02079460018"),
        ("+44 (0)20 7946 0018", BRITAIN, "02079460018"),
        ("79460018", BRITAIN, "02079460018"),
        ("+1 (212) 555-0123", AMERICA, "2125550123"),
        ("1-212-555-0123", AMERICA, "2125550123"),
        ("555 0123", AMERICA, "2125550123"),
        ("+86 138 1234 2046", AMERICA, "+8613812342046"),
        ("400-810-8080", CHINA, "4008108080"),
        ("+86 400 810 8080", CHINA, "4008108080"),
        ("95588", CHINA, "95588"),
        ("120", CHINA, "120"),
        ("8001", CHINA, "8001"),
        ("87654321", NOWHERE, "87654321"),
        ("sip:13812342046@192.168.1.7:5060", CHINA, "13812342046"),
        ('"Zhang Wei" <sip:+8613812342046@pbx.example>', CHINA, "13812342046"),
    ],
)
def test_keys_as_one_dials(typed: str, dialling: Dialling, key: str) -> None:
    assert normalise(typed, dialling).key == key


@pytest.mark.parametrize(
    "typed",
    [
        "010-87654321-801", "010-87654321转801", "01087654321 ext. 801", "87654321#801",
        "010-87654321 x801", "87654321,801", "+86 10 87654321;ext=801", "87654321分机801",
    ],
)  # fmt: skip
def test_an_extension_is_kept_beside_the_key(typed: str) -> None:
    found = normalise(typed, CHINA)
    assert (found.key, found.extension) == ("01087654321", "801")
    assert found.shown == "01087654321-801"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "anonymous",
        "Withheld",
        "匿名",
        "sip:anonymous@10.0.0.1",
        "+",
        "0",
        "000",
        "转",
        "\x00",
    ],
)
def test_what_is_no_number_is_withheld(typed: str) -> None:
    found = normalise(typed, CHINA)
    assert found.withheld
    assert (found.key, found.shown, found.extension) == ("", "", "")


def test_a_code_written_twice_is_no_other_telephone() -> None:
    key = normalise("+39 39 1234567890", ITALY).key
    assert key == "1234567890" == normalise(key, ITALY).key


def test_different_telephones_keep_apart() -> None:
    typed = ["13812342046", "13812342047", "01087654321", "02187654321", "+8613812342046x1", "8001"]
    assert len({normalise(one, CHINA).key for one in typed}) == 5
