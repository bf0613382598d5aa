"""Releases on object storage, which knows neither links nor renaming: a small object `<cycle>.json` says which release is published."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import StoreError
from pipeline.store.objects_lock import check_held
from pipeline.store.places import key, reached, system
from pipeline.store.releases import KEEP, MANIFEST, Draft, Files, Manifest, Releases, read_manifest


class ObjectReleases(Releases):
    """The releases below a URL: `.releases/<cycle>/<run id>/`, published by `<cycle>.json`, written last and in one move."""

    def published(self, cycle: str) -> Manifest | None:
        """The manifest of the published release, None where there is none or a file of it is gone."""
        with reached(self.processed):
            release = self.folder_of(cycle)
            manifest = read_manifest(release) if release else None
            if release is None or manifest is None:
                return None
            sizes = {path.name: path.stat().st_size for path in release.iterdir()}
        return manifest if all(sizes.get(name) == size for name, (size, _) in manifest.files.items()) else None

    def current(self, cycle: str) -> str | None:
        """The run id of the published release."""
        with reached(self.processed):
            release = self.folder_of(cycle)
        return release.name if release else None

    def folder_of(self, cycle: str) -> Path | None:
        """The folder of the published release."""
        try:
            return self.processed / str(json.loads(self.link(cycle).read_bytes())["release"])
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def link(self, cycle: str) -> Path:
        """The object that says where readers find the cycle."""
        return self.processed / f"{cycle}.json"

    def cycles(self) -> dict[str, Path]:
        """Every published cycle and the folder of its tables, by name."""
        with reached(self.processed):
            names = sorted(path.name.removesuffix(".json") for path in self.processed.glob("*.json"))
            return {name: folder for name in names if (folder := self.folder_of(name))}

    def write(self, cycle: str, run_id: str, fill: Callable[[Draft], None], describe: Callable[[Files], dict[str, bytes]]) -> Path:
        """Writes a release here, where it can be checked, and sends it whole, the manifest last."""
        final = self.folder / cycle / run_id
        with TemporaryDirectory(prefix="rapporteur-") as folder:
            release = Releases(Path(folder)).write(cycle, run_id, fill, describe)
            with reached(self.processed):
                for path in sorted(release.iterdir(), key=lambda path: path.name == MANIFEST):
                    system(final).put_file(str(path), key(final / path.name))
        return final

    def publish(self, cycle: str, release: Path) -> Path:
        """Name a finished release; readers see the old one or the new one."""
        with reached(self.processed):
            if not (release / MANIFEST).exists():
                raise StoreError(f"{release} has no manifest; refusing to publish")
            check_held(self.processed)
            told = {"release": f"{self.folder.name}/{cycle}/{release.name}", "run_id": release.name}
            self.link(cycle).write_bytes(json.dumps(told).encode() + b"\n")
        return release

    def prune(self, cycle: str, keep: int = KEEP) -> None:
        """Removes what interrupted runs left and all but the newest releases; the published one always stays."""
        with reached(self.processed):
            current = self.folder_of(cycle)
            found = sorted((self.folder / cycle).iterdir(), key=lambda path: path.name)
            whole = [path for path in found if (path / MANIFEST).exists()]
            stale = [path for path in found if path not in whole] + [path for path in whole[:-keep] if path != current]
            for path in stale:
                system(path).rm(key(path), recursive=True)

    def keys(self) -> set[str]:
        """The results that the releases there were made from."""
        with reached(self.processed):
            manifests = [read_manifest(path.parent) for path in self.folder.glob(f"*/*/{MANIFEST}")]
        return {entry.key for manifest in manifests if manifest for entry in manifest.inputs}
