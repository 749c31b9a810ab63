"""The signs of the screens, and the plain set for terminals that draw some of them wide.

Visual spec 3. The set is chosen once, at the start.
"""

import msgspec


class Glyphs(msgspec.Struct, frozen=True):
    """One set of signs; every one is a single cell in the terminal it is chosen for."""

    plain: bool
    ahead: str
    soon: str
    due: str
    done: str
    wrong: str
    now: str
    up: str
    down: str
    changed: str
    severity: str
    corrected: str
    call: str
    rule: str
    split: str
    rail: str
    tee_left: str
    tee_right: str
    edge: str
    tick: str
    shade: str
    dot: str
    dash: str
    arrow: str
    more: str
    opening: str
    closing: str
    eighths: tuple[str, ...]
    """`▏` to `█`, the first being one eighth; empty in the plain set, which fills whole cells."""

    def text(self, text: str) -> str:
        """`text` (a sentence of ours, or data) with signs this terminal can show in one cell."""
        return text.translate(_PLAINER) if self.plain else text


FULL = Glyphs(
    plain=False,
    ahead="◦",
    soon="◕",
    due="!",
    done="✓",
    wrong="✗",
    now="▸",
    up="▴",
    down="▾",
    changed="⚑",
    severity="▪",
    corrected="✎",
    call="☎",
    rule="─",
    split="│",
    rail="┊",
    tee_left="├",
    tee_right="┤",
    edge="▌",
    tick="▏",
    shade="▒",
    dot="·",
    dash="–",
    arrow="→",
    more="…",
    opening="“",
    closing="”",
    eighths=("▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"),
)

PLAIN = Glyphs(
    plain=True,
    ahead="o",
    soon="~",
    due="!",
    done="v",
    wrong="x",
    now=">",
    up="^",
    down="v",
    changed="*",
    severity="#",
    corrected="c",
    call="t",
    rule="-",
    split="|",
    rail="|",
    tee_left="|",
    tee_right="|",
    edge="|",
    tick="|",
    shade="#",
    dot=".",
    dash="-",
    arrow=">",
    more="..",
    opening='"',
    closing='"',
    eighths=(),
)

_PLAINER = str.maketrans(
    {
        "◦": "o",
        "◕": "~",
        "✓": "v",
        "✗": "x",
        "▸": ">",
        "▴": "^",
        "▾": "v",
        "⚑": "*",
        "▪": "#",
        "✎": "c",
        "☎": "t",
        "─": "-",
        "│": "|",
        "┊": "|",
        "├": "|",
        "┤": "|",
        "▌": "|",
        "▏": "|",
        "█": "#",
        "▒": "#",
        "·": ".",
        "–": "-",
        "—": "-",
        "→": ">",
        "×": "x",
        "…": "..",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
)


def chosen(*, wide: bool) -> Glyphs:
    """The set for a terminal that draws ambiguous signs `wide`, or not."""
    return PLAIN if wide else FULL
