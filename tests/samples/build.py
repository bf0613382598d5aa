"""Sets the sample reports: the committed ones under `raw/`, every other split where it is wanted.

A module of this package offers its layouts as `LAYOUTS`, a dict of {name: function from Source to bytes}.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tests import samples
from tests.samples import unusable
from tests.samples.source import Source, sources

ROOT = Path(__file__).resolve().parents[2]
BROKEN = "rpq-afrique-centrale"
UNUSABLE = ("raw/2020/damaged.pdf", "raw/2020/encrypted.pdf", "raw/2020/empty.txt")
Layout = Callable[[Source], bytes]


def collect() -> dict[str, Layout]:
    """The layouts of every module of the package. Raises ValueError where two modules use one name."""
    found: dict[str, Layout] = {}
    owners: dict[str, str] = {}
    for module in pkgutil.iter_modules(samples.__path__):
        if module.name in ("__main__", "build"):
            continue
        offered: dict[str, Layout] = getattr(import_module(f"{samples.__name__}.{module.name}"), "LAYOUTS", {})
        for name, layout in offered.items():
            if name in found:
                raise ValueError(f"layout {name!r} stands in both {owners[name]} and {module.name}")
            found[name], owners[name] = layout, module.name
    return found


LAYOUTS = collect()


def build() -> dict[str, bytes]:
    """{path from the root: the file's bytes}. The same texts always give the same bytes."""
    files = {source.path: LAYOUTS[source.layout](source) for source in sources()}
    whole = next(data for path, data in files.items() if Path(path).stem == BROKEN)
    return files | dict(zip(UNUSABLE, (unusable.damaged(whole), unusable.encrypted(), unusable.empty()), strict=True))


def write() -> list[str]:
    """Writes every file; returns their paths."""
    files = build()
    for path, data in files.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return sorted(files)


def build_split(split: str, out: Path) -> list[Path]:
    """Writes every sample of a split as `out/<cycle>/<id>.<format>`; returns the files. Raises ValueError on an unknown split."""
    written: list[Path] = []
    for source in sources(split):
        target = out / source.cycle / f"{source.id}.{source.format}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(LAYOUTS[source.layout](source))
        written.append(target)
    return written
