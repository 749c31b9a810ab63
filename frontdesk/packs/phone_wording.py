"""The words that a telephone needs, each with the values it may name (P2, P8, K2, X3)."""

from collections.abc import Iterator

from frontdesk.packs.phone import CallKind, Phone, Template

# What is said names the desk, who speaks and who is spoken to.
SAID = frozenset({"desk", "staff", "caller"})
# A letter tells the day, the number to ring and what the record holds, too.
WRITTEN = SAID | {"date", "phone", "asked", "answer", "promise"}

_NONE: frozenset[str] = frozenset()


def wanted(phone: Phone) -> Iterator[tuple[str, frozenset[str]]]:
    """Every key that `phone` needs words for, and the values that these may name."""
    for section, codes in (
        ("call.channel", phone.channels),
        ("call.kind", tuple(kind.code for kind in phone.kinds)),
        ("call.outcome", tuple(outcome.code for outcome in phone.outcomes)),
        ("call.try", tuple(one.code for one in phone.tries)),
        ("call.mind", phone.mind),
        ("phrase.use", _uses(phone)),
        ("never", phone.never),
    ):
        yield from ((f"{section}.{code}", _NONE) for code in codes)
    for kind in phone.kinds:
        yield from _script(kind)
    for template in phone.templates:
        yield from _reply(template)
    yield "form.call.title", _NONE
    for spec in phone.form:
        yield from ((f"field.{spec.name}.{part}", _NONE) for part in ("label", "help", "eg"))
        yield f"field.{spec.name}.readback", frozenset({"value"})


def _uses(phone: Phone) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(code for kind in phone.kinds for step in kind.steps for code in step.uses)
    )


def _script(kind: CallKind) -> Iterator[tuple[str, frozenset[str]]]:
    for step in kind.steps:
        key = f"script.{kind.code}.{step.code}"
        yield f"{key}.name", _NONE
        if step.say:
            yield f"{key}.say", SAID
        if step.hint:
            yield f"{key}.hint", _NONE
        if step.branches:
            yield f"{key}.ask", _NONE
        yield from ((f"{key}.branch.{branch.code}", _NONE) for branch in step.branches)


def _reply(template: Template) -> Iterator[tuple[str, frozenset[str]]]:
    yield f"reply.{template.code}.name", _NONE
    for part in template.parts:
        yield f"reply.{template.code}.part.{part}", WRITTEN
