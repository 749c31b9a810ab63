"""The script of a call: which step comes now and which after it, and its words filled in (P2, P5).

Pure rules over the pack. What was ticked is a mapping from a step's code to the answer chosen there
("" where the step asks nothing). Codes out of an older version of the pack count for nothing.
"""

import re
from collections.abc import Iterator, Mapping

from frontdesk.packs.phone import Branch, CallKind, ScriptStep
from frontdesk.packs.structs import Pack

Ticked = Mapping[str, str]

# A value with the signs that lead to it, and those that would stand alone if it opened the text.
_VALUE = re.compile(r"(?P<before>[ ,，、]*)\{(?P<name>[a-z_]{1,24})\}")
_LEFT_OVER = " ,，、"


def current(kind: CallKind, ticked: Ticked) -> ScriptStep | None:
    """The step to do now; None when all are done.

    A question is done when one of its answers was chosen.
    """
    return next((step for step in route(kind, ticked) if not is_done(step, ticked)), None)


def is_done(step: ScriptStep, ticked: Ticked) -> bool:
    """Whether `step` is ticked, and answered where it asks."""
    if step.branches:
        return _chosen(step, ticked) is not None
    return step.code in ticked


def following(kind: CallKind, step: str, answer: str = "") -> ScriptStep | None:
    """The step after `step`, by the `answer` to its question.

    None after the last step, and while its question has none of its answers. Raises KeyError.
    """
    here = _step(kind, step)
    if here.branches:
        chosen = _chosen(here, {step: answer})
        return None if chosen is None else _step(kind, chosen.goes)
    after = _after(kind, here)
    return after[0] if after else None


def route(kind: CallKind, ticked: Ticked) -> tuple[ScriptStep, ...]:
    """The steps of this call as far as they are known, in order.

    After a question that is still open: those that come whatever its answer, so that the end of
    the call (the caller hangs up first) is always in sight.
    """
    way: list[ScriptStep] = []
    step: ScriptStep | None = kind.steps[0]
    while step is not None:
        way.append(step)
        if step.branches and _chosen(step, ticked) is None:
            certain = _certain(kind, step) - {step.code}
            return (*way, *(one for one in kind.steps if one.code in certain))
        step = following(kind, step.code, ticked.get(step.code, ""))
    return tuple(way)


def fill(pack: Pack, key: str, language: str, **values: str) -> str:
    """The words of `key` with each {name} replaced; {desk} is the pack's own unless given.

    A value that is not known goes with the comma before it, or after it where it opened the text.
    Values are data, never templates.
    """
    known = {"desk": pack.say("pack.desk", language), **values}
    return "".join(_pieces(pack.say(key, language), known))


def _pieces(template: str, values: Mapping[str, str]) -> Iterator[str]:
    begin, opened = 0, False
    for found in _VALUE.finditer(template):
        value = values.get(found["name"], "")
        between = template[begin : found.start()] + (found["before"] if value else "")
        yield from _opening(between, opened)
        opened = opened or bool(between.strip(_LEFT_OVER)) or bool(value)
        yield value
        begin = found.end()
    yield from _opening(template[begin:], opened)


def _opening(text: str, opened: bool) -> Iterator[str]:
    yield text if opened else text.lstrip(_LEFT_OVER)


def _step(kind: CallKind, code: str) -> ScriptStep:
    for step in kind.steps:
        if step.code == code:
            return step
    raise KeyError(code)


def _chosen(step: ScriptStep, ticked: Ticked) -> Branch | None:
    answer = ticked.get(step.code)
    return next((branch for branch in step.branches if branch.code == answer), None)


def _after(kind: CallKind, step: ScriptStep) -> tuple[ScriptStep, ...]:
    """Every step that may come right after `step`."""
    if step.branches:
        return tuple(_step(kind, branch.goes) for branch in step.branches)
    if step.goes is not None:
        return (_step(kind, step.goes),)
    place = kind.steps.index(step)
    return kind.steps[place + 1 : place + 2]


def _certain(kind: CallKind, step: ScriptStep) -> frozenset[str]:
    """`step` and all that come after it on every way. Leads go down only, so this ends."""
    ways = [_certain(kind, after) for after in _after(kind, step)]
    common = frozenset.intersection(*ways) if ways else frozenset()
    return common | {step.code}
