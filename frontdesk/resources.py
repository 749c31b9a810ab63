"""Where the packs and translations lie: inside a wheel, or beside the package in a checkout."""

from functools import cache
from pathlib import Path


@cache
def data_folder() -> Path:
    """The folder `data`, wherever this copy of the program keeps it."""
    # Not by `importlib.resources`, whose import costs a tenth of a start.
    inside = Path(__file__).parent / "data"
    return inside if inside.is_dir() else inside.parent.parent / "data"
