"""The settings of this PC, beside the places where they and the data lie (requirement X1)."""

import tomllib

import msgspec

from frontdesk.errors import UsageError
from frontdesk.places import Folders as Folders
from frontdesk.places import folders as folders
from frontdesk.places import whole_file as whole_file
from frontdesk.places import whole_folder as whole_folder
from frontdesk.words import _

THEMES = ("dark", "light", "contrast")
GLYPHS = ("auto", "full", "plain")


class Settings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What this PC remembers; kept as TOML so that a person can read it."""

    language: str = "en"
    theme: str = "dark"
    glyphs: str = "auto"
    sheet_confirmed: bool = False
    last_staff: str = ""
    sound: bool = False
    keys: dict[str, str] = {}


def read(place: Folders) -> Settings:
    """The settings kept in `place`; raises UsageError naming what is wrong with them."""
    path = place.settings / "settings.toml"
    if not path.exists():
        return Settings()
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
        raise UsageError(
            _("The settings cannot be read: {what}.").format(what=fault),
            _("Mend or remove {path}.").format(path=path),
        ) from fault
    return found


def write(place: Folders, settings: Settings) -> None:
    """Keep `settings`; a reader sees the old or the new ones, never half."""
    lines = [
        f"{name} = {_toml(value)}"
        for name, value in msgspec.structs.asdict(settings).items()
        if name != "keys"
    ]
    lines.append("")
    lines.append("[keys]")
    lines.extend(f"{_toml(name)} = {_toml(value)}" for name, value in settings.keys.items())
    whole_file(place.settings / "settings.toml", ("\n".join(lines) + "\n").encode())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(str(value)).decode()
