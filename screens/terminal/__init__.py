"""The ground under the screens: keys in, lines out, and a way out that loses nothing.

Importing this package does not import Textual, so that `prepare_environment` can go first.
"""

from screens.terminal.environment import prepare_environment

__all__ = ["prepare_environment"]
