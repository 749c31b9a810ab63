"""The registry of keys: one record an action, from which bindings, key line, help and tables come.

A key means the same everywhere (X2). Nothing here imports Textual, so that `frontdesk keys` and the
README's table cost nothing.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from frontdesk.errors import UsageError
from frontdesk.words import N_, _

Where = Literal["anywhere", "list", "calls", "cases", "case"]


class Action(NamedTuple):
    """One action: keys as Textual names them, words for 120 and 80 columns, a sentence of help.

    `slot` is its place in the key line, 1 to 9, or 0. `where` "list", "calls", "cases" and "case":
    on the list of those who wait, on the lists of the telephone and of cases, on one case; never
    from inside a field.
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
        "phone", ("f3",), N_("Phone"), N_("Phone"),
        N_("The telephone: it rings, answer, hang up; a second call: hold the first and answer."),
        slot=3,
    ),
    Action(
        "next", ("f4", "ctrl+n"), N_("Do next"), N_("Next"),
        N_("Do what the strip shows as next, the very one that stands there."),
        slot=4,
    ),
    Action(
        "pass_on", ("f5",), N_("Send in"), N_("Send"),
        N_("Pass on what is selected: a visitor to the doctor, a call to a colleague, a case up."),
        slot=5,
    ),
    Action(
        "complaint", ("f6",), N_("Complaint"), N_("Cmpl"),
        N_("A complaint, with what is known of the call or visit in hand; again: another."),
        slot=6,
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
    Action(
        "hold", ("ctrl+o",), N_("Hold"), N_("Hold"), N_("Put the caller on hold; again: resume."),
    ),
    Action(
        "gone", ("ctrl+g",), N_("Caller gone"), N_("Gone"),
        N_("The caller gave up, or hung up first; somebody called did not answer."),
    ),
    Action(
        "script_step", ("ctrl+d",), N_("Step done"), N_("Step"),
        N_("In a call: this step of the script is done."),
    ),
    Action(
        "script_back", ("ctrl+b",), N_("Step back"), N_("Back"),
        N_("In a call: take the last step of the script back."),
    ),
    Action(
        "reply", ("ctrl+y",), N_("Reply"), N_("Reply"),
        N_("In a call or contact: a written reply from a template, copied."),
    ),
    Action(
        "case_same", ("ctrl+r",), N_("Same matter"), N_("Same"),
        N_("In a form: link the case that is likely the same matter; again: the next one."),
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
    Action(
        "calls_today", ("1",), N_("Calls today"), N_("Today"), N_("The calls of the day."), "calls"
    ),
    Action(
        "calls_missed", ("2",), N_("Call back"), N_("Missed"),
        N_("Whom nobody answered, and who is to be called back."), "calls",
    ),
    Action(
        "calls_promises", ("3",), N_("My promises"), N_("Owed"),
        N_("What you promised, and by when."), "calls",
    ),
    Action(
        "calls_questions", ("4",), N_("Open questions"), N_("Asked"),
        N_("Questions that still want an answer."), "calls",
    ),
    Action(
        "calls_open", ("5",), N_("No outcome"), N_("Open"),
        N_("Calls whose record has no outcome yet."), "calls",
    ),
    Action(
        "calls_find", ("slash",), N_("Find calls"), N_("Find"),
        N_("Find a call by number, person or word."), "calls",
    ),
    Action(
        "call_show", ("enter",), N_("Open call"), N_("Open"), N_("Open the selected call."), "calls"
    ),
    Action("call_back", ("c",), N_("Call"), N_("Call"), N_("Call the selected number."), "calls"),
    Action(
        "call_tried", ("t",), N_("Tried"), N_("Tried"),
        N_("You called: what came of it."), "calls",
    ),
    Action(
        "call_number", ("v",), N_("Show number"), N_("Show"),
        N_("Show the number for ten seconds; the log keeps it."), "calls",
    ),
    Action(
        "contact", ("n",), N_("Contact"), N_("New"),
        N_("Write down a contact by another way: e-mail, letter, at the door."), "calls",
    ),
    Action(
        "task_finish", ("f",), N_("Done"), N_("Done"),
        N_("A promise kept, a question answered."), "calls",
    ),
    Action(
        "task_give", ("g",), N_("Give"), N_("Give"),
        N_("Ask a colleague to take it over; it stays yours until they accept."), "calls",
    ),
    Action("task_take", ("y",), N_("Take"), N_("Take"), N_("Take over what is offered."), "calls"),
    Action(
        "task_leave", ("x",), N_("Not take"), N_("Leave"),
        N_("Do not take over what is offered; of your own: not needed any more, and why."), "calls",
    ),
    Action("cases_due", ("1",), N_("Due next"), N_("Due"), N_("Cases by what is due."), "cases"),
    Action("cases_mine", ("2",), N_("My cases"), N_("Mine"), N_("Cases you answer for."), "cases"),
    Action("cases_open", ("3",), N_("Open cases"), N_("Open"), N_("All open cases."), "cases"),
    Action(
        "cases_accept", ("4",), N_("To accept"), N_("Offered"),
        N_("Cases offered to you."), "cases",
    ),
    Action(
        "cases_all", ("5",), N_("All cases"), N_("All"),
        N_("All cases, newest first."), "cases",
    ),
    Action(
        "cases_group", ("g",), N_("Group"), N_("Group"),
        N_("By rung, by place, by kind, or not grouped."), "cases",
    ),
    Action(
        "cases_find", ("slash",), N_("Find cases"), N_("Find"),
        N_("Find a case by number, person or word."), "cases",
    ),
    Action("case_show", ("enter",), N_("Open case"), N_("Open"), N_("Open the case."), "cases"),
    Action(
        "case_new", ("n",), N_("Another form"), N_("New"),
        N_("A form of any kind: inquiry, repair, lost property."), "cases",
    ),
    Action(
        "case_improve", ("i",), N_("Improve"), N_("Improve"),
        N_("Open an improvement over what happens again and again."), "cases",
    ),
    Action("case_event", ("enter",), N_("Read"), N_("Read"), N_("The line in full."), "case"),
    Action("case_own", ("1",), N_("Next step"), N_("Step"), N_("Its own next step."), "case"),
    Action(
        "case_acknowledge", ("k",), N_("Acknowledge"), N_("Ack"),
        N_("The person was told that it is in hand: how."), "case",
    ),
    Action("case_propose", ("p",), N_("Propose"), N_("Offer"), N_("What we propose."), "case"),
    Action(
        "case_reply", ("r",), N_("Their answer"), N_("Reply"),
        N_("Whether the person accepts what we propose."), "case",
    ),
    Action("case_up", ("u",), N_("Pass up"), N_("Up"), N_("Up the ladder, as F5."), "case"),
    Action(
        "case_hand", ("h",), N_("Hand over"), N_("Hand"),
        N_("Offer it to a colleague; it stays yours until they accept."), "case",
    ),
    Action(
        "case_take", ("y",), N_("Take over"), N_("Take"),
        N_("Take over what is offered."), "case",
    ),
    Action(
        "case_leave", ("x",), N_("Not take"), N_("Leave"),
        N_("Do not take over what is offered, and why."), "case",
    ),
    Action("case_note", ("n",), N_("Note"), N_("Note"), N_("A note on the case."), "case"),
    Action(
        "case_severity", ("s",), N_("Severity"), N_("Grade"),
        N_("How grave it is, and why."), "case",
    ),
    Action(
        "case_joint", ("j",), N_("Departments"), N_("Joint"),
        N_("Several departments take part, or one alone."), "case",
    ),
    Action(
        "case_wait", ("w",), N_("Pause"), N_("Pause"),
        N_("The clock stands, for a listed reason; again: it goes on."), "case",
    ),
    Action(
        "case_sheet", ("d",), N_("Ask department"), N_("Sheet"),
        N_("A sheet to a department, with its own deadline."), "case",
    ),
    Action(
        "case_apology", ("o",), N_("Apology"), N_("Sorry"),
        N_("An apology that is owed, and by whom."), "case",
    ),
    Action(
        "case_answer", ("a",), N_("Sheet back"), N_("Answer"),
        N_("What the department answered; the apology was made."), "case",
    ),
    Action(
        "case_link", ("l",), N_("Link"), N_("Link"),
        N_("Another case about the same matter."), "case",
    ),
    Action(
        "case_attach", ("f",), N_("Attach"), N_("File"),
        N_("A written statement, a photo."), "case",
    ),
    Action("case_file", ("e",), N_("Open file"), N_("View"), N_("Open what is attached."), "case"),
    Action(
        "case_print", ("b",), N_("Paper"), N_("Print"),
        N_("The case on paper, to be signed."), "case",
    ),
    Action(
        "case_again", ("t",), N_("Reopen"), N_("Again"),
        N_("It is not settled after all."), "case",
    ),
    Action(
        "case_asked", ("m",), N_("Afterwards"), N_("After"),
        N_("Whether the person is content, or the measure helped."), "case",
    ),
    Action(
        "case_improvement", ("i",), N_("Improve"), N_("Improve"),
        N_("Open an improvement over what happens again and again."), "case",
    ),
    Action(
        "case_correct", ("z",), N_("Correct"), N_("Fix"),
        N_("Correct what stands in the form."), "case",
    ),
    Action(
        "case_phone", ("v",), N_("Show phone"), N_("Show"),
        N_("Show the number for ten seconds; the log keeps it."), "case",
    ),
    Action("case_call", ("c",), N_("Call"), N_("Call"), N_("Call the person."), "case"),
    Action(
        "case_before", ("left_square_bracket",), N_("Previous"), N_("Prev"),
        N_("The case before."), "case",
    ),
    Action(
        "case_after", ("right_square_bracket",), N_("Following"), N_("Next"),
        N_("The case after."), "case",
    ),
    Action("help_list", ("question_mark",), N_("Help"), N_("Help"), N_("As F1."), "list"),
    Action(
        "go", ("f8",), N_("Go to"), N_("Go to"),
        N_("Go to a screen: desk, telephone, cases, card, recovery sheet, language, theme."),
        slot=8,
    ),
    Action("quit", ("ctrl+q",), N_("Close"), N_("Close"), N_("Close the desk, after asking.")),
)  # fmt: skip

# Which list's letters and digits a page hears.
LISTS: Mapping[str, Where] = {
    "desk": "list",
    "phone": "calls",
    "cases": "cases",
    "case": "case",
}
# Without these there is no way out, or no way to do what is due.
WAYS_OUT = ("back", "next", "help", "quit")
_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def by_id(action_id: str) -> Action:
    """The action; raises KeyError."""
    return next(action for action in ACTIONS if action.id == action_id)


def where_of(action_id: str) -> Where | None:
    """Where an action is heard; None for what pages alone ask of the app."""
    return next((action.where for action in ACTIONS if action.id == action_id), None)


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
    taken: dict[tuple[str, str], str] = {}
    for action_id, mine in keys.items():
        where = by_id(action_id).where
        for key in mine:
            rivals = [
                other
                for (place, other_key), other in taken.items()
                if other_key == key and (place == where or "anywhere" in (place, where))
            ]
            taken[where, key] = action_id
            if rivals:
                raise UsageError(
                    _("{key} is on both {one} and {two}.").format(
                        key=shown(key), one=rivals[0], two=action_id
                    )
                )
    return keys


def table(remapped: Mapping[str, str] | None = None, page: str = "") -> list[tuple[str, str, str]]:
    """Rows of the key table: keys, word, what it does; in the language spoken now.

    Of one page only what is heard there, its own first; of all when `page` is "".
    """
    keys = resolve(remapped or {})
    own = [one for one in ACTIONS if one.where == LISTS.get(page)]
    shown_here = [*own, *(one for one in ACTIONS if one.where == "anywhere")] if page else ACTIONS
    return [
        (" ".join(shown(key) for key in keys[action.id]), _(action.word), _(action.help))
        for action in shown_here
    ]


def table_lines(remapped: Mapping[str, str] | None = None) -> list[str]:
    """The key table as Markdown, for `frontdesk keys` and the README."""
    head = ["| " + " | ".join((_("Key"), _("Word"), _("What it does"))) + " |", "|---|---|---|"]
    return head + [
        f"| {key.replace('|', chr(92) + '|')} | {word} | {does} |"
        for key, word, does in table(remapped)
    ]
