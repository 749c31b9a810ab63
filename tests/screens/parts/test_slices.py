"""Work in pieces: the first at once, the others when they are called for, never two rounds."""

from collections.abc import Callable

from screens.parts.slices import Slices


class Later:
    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, piece: Callable[[], None]) -> None:
        self.waiting.append(piece)

    def turn(self) -> None:
        self.waiting.pop(0)()


def pieces(done: list[str], *names: str) -> list[Callable[[], None]]:
    return [lambda name=name: done.append(name) for name in names]  # type: ignore[misc]


def test_one_piece_at_a_time() -> None:
    later, done = Later(), []
    slices = Slices(later, lambda: True)
    slices.begin(pieces(done, "a", "b", "c"))
    assert done == ["a"]
    later.turn()
    assert done == ["a", "b"]
    later.turn()
    assert done == ["a", "b", "c"]
    assert later.waiting == []


def test_a_new_round_replaces_what_is_left() -> None:
    later, done = Later(), []
    slices = Slices(later, lambda: True)
    slices.begin(pieces(done, "a", "b", "c"))
    slices.begin(pieces(done, "x", "y"))
    assert len(later.waiting) == 1
    later.turn()
    assert done == ["a", "x", "y"]
    assert later.waiting == []


def test_all_at_once_and_nothing_once_it_ends() -> None:
    later, done = Later(), []
    going = [True]
    slices = Slices(later, lambda: going[0])
    slices.begin(pieces(done, "a", "b", "c"))
    slices.finish()
    assert done == ["a", "b", "c"]
    slices.begin(pieces(done, "x", "y"))
    going[0] = False
    later.turn()
    assert done == ["a", "b", "c", "x"]
