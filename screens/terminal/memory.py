"""When memory is tidied: while nobody types, so that no key waits for it (house, promise 3)."""

import gc

QUIET_S = 0.5
"""Nobody types any more."""
WORTH = 50_000
"""New objects that are worth a round."""
MOST = 1_000_000
"""New objects after which a round comes whether somebody types or not."""


def rest() -> None:
    """What stands by now stays: a round goes past it."""
    gc.freeze()
    gc.set_threshold(MOST)
    gc.enable()


def tidy(quiet_s: float) -> bool:
    """Tidy if there is something to tidy and nobody typed for `quiet_s` seconds; whether it did."""
    if quiet_s < QUIET_S or gc.get_count()[0] < WORTH:
        return False
    gc.collect()
    return True
