"""No bytes end the reading, and none of the good ones are lost."""

import itertools
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from screens.terminal.decoding import IDLE, InputReader, WideDecoder

PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=30
)


def typed(messages: list[object]) -> str:
    return "".join(one.character or "" for one in messages if isinstance(one, events.Key))


def split(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in itertools.pairwise(edges)]


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=20))
def test_any_bytes_are_borne_and_a_key_follows(chunks: list[bytes]) -> None:
    reader = InputReader()
    for chunk in chunks:
        reader.feed(chunk)
    # Whatever was begun is over: end of a paste, then enough to fill the longest sequence.
    reader.feed(b"\x1b[201~" + b"." * 40)
    assert typed(list(reader.feed(b"k"))).endswith("k")


@given(st.lists(st.text("\x1b[0123456789;:<?u~MRt$yOPa", max_size=30), max_size=10))
def test_any_sequence_is_borne(texts: list[str]) -> None:
    reader = InputReader()
    for text in texts:
        reader.feed_text(text)
        assert 0 <= reader.patience() <= IDLE
        reader.tick()


@given(PRINTABLE, st.lists(st.integers(0, 200)))
def test_text_cut_anywhere_arrives_whole(text: str, cuts: list[int]) -> None:
    reader = InputReader()
    heard = [one for part in split(text.encode(), cuts) for one in reader.feed(part)]
    assert typed(list(heard)) == text


def test_stray_bytes_become_replacement_characters() -> None:
    reader = InputReader()
    assert typed(list(reader.feed(b"\xb0\xa1\xffA"))) == "\ufffd\ufffd\ufffdA"


def test_the_sequence_that_breaks_the_parser_costs_only_itself() -> None:
    reader = InputReader()
    assert typed(list(reader.feed(b"a\x1b[99999999999ub"))) == "ab"


def test_a_lone_escape_waits_no_longer_than_it_must() -> None:
    with mock.patch("textual.constants.ESCAPE_DELAY", 0.04):
        reader = InputReader()
        assert reader.patience() == IDLE
        assert reader.feed(b"\x1b") == []
        assert reader.tick() == []
        assert 30 <= reader.patience() <= 41
        with mock.patch("textual._parser.get_time", return_value=1e12):
            (escape,) = reader.tick()
    assert isinstance(escape, events.Key)
    assert escape.key == "escape"


@given(PRINTABLE, st.lists(st.integers(0, 60)))
def test_utf16_cut_anywhere_arrives_whole(text: str, cuts: list[int]) -> None:
    data = text.encode("utf-16-le", "surrogatepass")
    units = [
        data[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(data), 2)
    ]
    edges = sorted({0, len(units), *(cut % (len(units) + 1) for cut in cuts)})
    decoder = WideDecoder()
    parts = ["".join(units[a:b]) for a, b in itertools.pairwise(edges)]
    assert "".join(decoder.decode(part) for part in parts) == text


def test_half_a_pair_is_replaced_and_reading_goes_on() -> None:
    decoder = WideDecoder()
    assert decoder.decode("\ud83dA") == "\ufffdA"
    assert decoder.decode("\udc00B") == "\ufffdB"
