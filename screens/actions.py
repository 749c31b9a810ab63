"""The registry of keys: one record an action, from which bindings, key line, help and tables come.

A key means the same everywhere (X2). Nothing here imports Textual, so that `frontdesk keys` and the
README's table cost nothing.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from frontdesk.errors import UsageError
from frontdesk.words import N_, _

Where = Literal["anywhere", "list"]


class Action(NamedTuple):
    """One action: keys as Textual names them, words for 120 and 80 columns, a sentence of help.

    `slot` is its place in the key line, 1 to 9, or 0. `where` "list": never from inside a field.
    """

    id: str
    keys: tuple[str, ...]
    word: str
    short: str
    help: str
    where: Where = "anywhere"
    slot: int = 0


ACTIONS: tuple[Action, ...] = (
    Action("help", ("f1",), N_("Help"), N_("Help"), N_("What can be done here."), slot=1),
    Action(
        "visitor", ("f2",), N_("Visitor"), N_("New"),
        N_("A visitor steps up: find or register. Over a half-typed form: keep it, begin another."),
        slot=2,
    ),
    Action(
        "next", ("f4", "ctrl+n"), N_("Do next"), N_("Next"),
        N_("Do what the strip shows as next, the very one that stands there."),
        slot=4,
    ),
    Action(
        "pass_on", ("f5",), N_("Send in"), N_("Send"),
        N_("Pass on what is selected: send the visitor in."),
        slot=5,
    ),
    Action(
        "emergency", ("f9",), N_("Emergency"), N_("Emerg"),
        N_("Emergency: the selected person, somebody else, or the card."),
        slot=9,
    ),
    Action("finish", ("ctrl+s",), N_("Finish"), N_("Finish"), N_("Read back, then register.")),
    Action("back", ("escape",), N_("Back"), N_("Back"), N_("One layer back; a form is kept.")),
    Action(
        "drop", ("ctrl+t",), N_("Throw away"), N_("Drop"),
        N_("Throw a half-typed form away, after asking."),
    ),
    Action("open", ("enter",), N_("Open"), N_("Open"), N_("Open the selected visitor."), "list"),
    Action("act_1", ("1",), N_("Next step"), N_("Step"), N_("Its own next step."), "list"),
    Action(
        "act_2", ("2",), N_("Other outcome"), N_("Other"),
        N_("The next step with another outcome."), "list",
    ),
    Action("act_3", ("3",), N_("Send in"), N_("Send"), N_("Send in, as F5."), "list"),
    Action(
        "act_4", ("4", "d"), N_("Change doctor"), N_("Doctor"),
        N_("Another doctor or department; the wait goes on."), "list",
    ),
    Action("act_5", ("5", "n"), N_("Note"), N_("Note"), N_("A note to the next guide."), "list"),
    Action(
        "act_6", ("6", "m"), N_("Move on"), N_("Move"),
        N_("The next stage of the route."), "list",
    ),
    Action(
        "act_7", ("7", "x"), N_("Left without visit"), N_("Left"),
        N_("Gone without being seen, with the reason."), "list",
    ),
    Action(
        "act_8", ("8", "v"), N_("Show phone"), N_("Show"),
        N_("Show the number for ten seconds; the log keeps it."), "list",
    ),
    Action("order", ("o",), N_("Order"), N_("Order"), N_("By arrival, or by what is due."), "list"),
    Action("help_list", ("question_mark",), N_("Help"), N_("Help"), N_("As F1."), "list"),
    Action(
        "go", ("f8",), N_("Go to"), N_("Go to"),
        N_("Go to a screen: desk, card, recovery sheet, language, theme."), slot=8,
    ),
    Action("quit", ("ctrl+q",), N_("Close"), N_("Close"), N_("Close the desk, after asking.")),
)  # fmt: skip

# Without these there is no way out, or no way to do what is due.
WAYS_OUT = ("back", "next", "help", "quit")
_SHOWN = {"escape": "Esc", "enter": "Enter", "question_mark": "?"}


def by_id(action_id: str) -> Action:
    """The action; raises KeyError."""
    return next(action for action in ACTIONS if action.id == action_id)


def shown(key: str) -> str:
    """A key as a person reads it: Ctrl+S, F4, Esc."""
    if key in _SHOWN:
        return _SHOWN[key]
    return "+".join(
        part.upper() if len(part) == 1 and "+" in key else part.capitalize() if len(part) > 1
        else part
        for part in key.split("+")
    )  # fmt: skip


def resolve(remapped: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The keys of every action, with those a person chose instead.

    Raises UsageError naming an unknown action, two actions on one key, or a lost way out.
    """
    keys = {action.id: action.keys for action in ACTIONS}
    for action_id, chosen in remapped.items():
        if action_id not in keys:
            raise UsageError(_("No action is called {name}.").format(name=action_id))
        keys[action_id] = tuple(part.strip() for part in chosen.split(",") if part.strip())
    for action_id in WAYS_OUT:
        if not keys[action_id]:
            raise UsageError(_("{name} must keep a key.").format(name=action_id))
    taken: dict[str, str] = {}
    for action_id, mine in keys.items():
        for key in mine:
            if taken.setdefault(key, action_id) != action_id:
                raise UsageError(
                    _("{key} is on both {one} and {two}.").format(
                        key=shown(key), one=taken[key], two=action_id
                    )
                )
    return keys


def table(remapped: Mapping[str, str] | None = None) -> list[tuple[str, str, str]]:
    """Rows of the key table: keys, word, what it does; in the language spoken now."""
    keys = resolve(remapped or {})
    return [
        (" ".join(shown(key) for key in keys[action.id]), _(action.word), _(action.help))
        for action in ACTIONS
    ]


def table_lines(remapped: Mapping[str, str] | None = None) -> list[str]:
    """The key table as Markdown, for `frontdesk keys` and the README."""
    head = ["| " + " | ".join((_("Key"), _("Word"), _("What it does"))) + " |", "|---|---|---|"]
    return head + [
        f"| {key.replace('|', chr(92) + '|')} | {word} | {does} |"
        for key, word, does in table(remapped)
    ]
