"""Memory is tidied while nobody types."""

import gc
from collections.abc import Iterator

import pytest

from screens.terminal import memory


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def rubbish(count: int) -> None:
    for _number in range(count):
        ring: list[object] = []
        ring.append(ring)


def test_rubbish_waits_for_a_pause() -> None:
    gc.collect()
    memory.rest()
    rubbish(memory.WORTH + 1_000)
    assert not memory.tidy(0.0)
    assert gc.get_count()[0] > memory.WORTH
    assert memory.tidy(memory.QUIET_S)
    assert gc.get_count()[0] < memory.WORTH


def test_a_pause_without_rubbish_costs_nothing() -> None:
    memory.rest()
    gc.collect()
    assert not memory.tidy(60.0)


def test_a_round_comes_in_the_end_even_while_somebody_types() -> None:
    memory.rest()
    assert gc.isenabled()
    assert gc.get_threshold()[0] == memory.MOST
