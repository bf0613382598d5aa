"""Where output goes: the terminal as wide as it is, a file or pipe wide enough for tables."""

from __future__ import annotations

from rich.console import Console

PIPE_WIDTH = 140
"""Characters a line where nothing says how wide it is."""


def output(color: bool = True) -> Console:
    """Standard output."""
    console = Console(no_color=not color, highlight=False)
    return console if console.is_terminal and color else Console(width=PIPE_WIDTH, no_color=True, color_system=None, highlight=False)
