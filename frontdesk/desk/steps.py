"""The steps of waiting as a pure rule (requirements W1 to W4): what is due, when, and why not.

Facts and the pack in force when the wait began go in, states come out. No clock, no query.
"""

from typing import Literal

import msgspec

from frontdesk.clock import MINUTE, Millis
from frontdesk.packs.structs import Step, Waiting

State = Literal["done", "skipped", "due", "soon", "ahead"]

# The one step of an emergency; its time and words are the pack's.
HAND_OVER = "hand_over"
# What came of an "ask" step: somebody was asked, or the person was told to wait and needs none.
ASKED = "asked"
EXEMPT = "exempt"


class Handled(msgspec.Struct, frozen=True, kw_only=True):
    """One turn of a step as it was done: instants in milliseconds, `minutes` as promised."""

    step: str
    turn: int
    due_at: Millis
    at: Millis
    outcome: str
    minutes: int | None = None


class WaitFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule needs to know of one wait."""

    began_at: Millis
    stage: str
    needs: frozenset[str] = frozenset()
    handled: tuple[Handled, ...] = ()
    ended_at: Millis | None = None


class StepState(msgspec.Struct, frozen=True, kw_only=True):
    """How one turn of one step stands; `at` is when it was done, or None."""

    step: str
    turn: int
    state: State
    due_at: Millis
    window: Millis
    at: Millis | None = None
    outcome: str = ""


def states(facts: WaitFacts, waiting: Waiting, now: Millis) -> tuple[StepState, ...]:
    """Every turn of every step of this wait, done ones and the open one, by due time."""
    found = [
        state
        for step in waiting.steps
        if not step.stages or facts.stage in step.stages
        for state in _turns(step, facts, now)
    ]
    return tuple(sorted(found, key=lambda state: state.due_at))


def next_open(found: tuple[StepState, ...]) -> StepState | None:
    """The turn to do next: the one due first, or None when nothing is left."""
    waiting = [state for state in found if state.state in ("due", "soon", "ahead")]
    return min(waiting, key=lambda state: state.due_at) if waiting else None


def stand(due_at: Millis, window: Millis, now: Millis) -> State:
    """Ahead, soon (within the window before) or due."""
    if now >= due_at:
        return "due"
    return "soon" if now >= due_at - window else "ahead"


def _turns(step: Step, facts: WaitFacts, now: Millis) -> list[StepState]:
    done = sorted((one for one in facts.handled if one.step == step.code), key=lambda one: one.turn)
    found = [
        StepState(
            step=step.code,
            turn=one.turn,
            state="done",
            due_at=one.due_at,
            window=step.window,
            at=one.at,
            outcome=one.outcome,
        )
        for one in done
    ]
    due_at = _due_again(step, done[-1]) if done else facts.began_at + step.after
    if due_at is None:
        return found
    if facts.needs & set(step.unless):
        # Nobody brings water to a fasting person; a turn done before the need was known stays.
        if not done:
            found.append(_open(step, 1, due_at, "skipped"))
        return found
    if facts.ended_at is None:
        state = stand(due_at, step.window, now)
        found.append(_open(step, len(done) + 1, due_at, state))
    return found


def _open(step: Step, turn: int, due_at: Millis, state: State) -> StepState:
    return StepState(step=step.code, turn=turn, state=state, due_at=due_at, window=step.window)


def _due_again(step: Step, last: Handled) -> Millis | None:
    """When the next turn falls due after `last`, or None when the step is over."""
    if last.outcome == EXEMPT:
        return None
    if last.minutes is not None:
        return last.at + last.minutes * MINUTE
    outcome = next((one for one in step.outcomes if one.code == last.outcome), None)
    if outcome is not None and not outcome.handles:
        return last.due_at
    if outcome is not None and outcome.again is not None:
        return last.at + outcome.again
    return last.at + step.repeat if step.repeat is not None else None
