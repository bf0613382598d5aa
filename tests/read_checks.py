"""What holds for every document, whatever its format; and short forms of blocks for tests."""

from __future__ import annotations

import unicodedata

from pipeline.read import read
from pipeline.types import Block, Document


def blocks(data: bytes | str) -> list[tuple[str, str]]:
    """(kind, text) of every block, cells parted by " | "."""
    found = checked(data)
    return [(block.kind, words(block, found)) for block in found.blocks]


def words(block: Block, found: Document) -> str:
    return block.span.of(found.text).replace("\t", " | ")


def checked(data: bytes | str) -> Document:
    """The document, after all invariants of its spans were asserted."""
    found = read(data.encode() if isinstance(data, str) else data)
    assert_sound(found)
    return found


def assert_sound(found: Document) -> None:
    assert found.text == "\n".join(block.span.of(found.text) for block in found.blocks)
    end = -1
    for block in found.blocks:
        assert block.span.start > end
        end = block.span.end
        inner = block.span.of(found.text)
        assert inner.strip("\t")
        assert "\n" not in inner
        assert "  " not in inner
        assert (block.kind == "row") == bool(block.cells) == (block.table is not None)
        if block.cells:
            assert "\t".join(cell.of(found.text) for cell in block.cells) == inner
            assert all(block.span.covers(cell) for cell in block.cells)
        else:
            assert "\t" not in inner
            assert inner == inner.strip()
    assert not [sign for sign in found.text if unicodedata.category(sign) in {"Cc", "Cs", "Co"} and sign not in "\n\t"]
    last = 0
    for fragment in found.fragments:
        assert fragment.span.start >= last
        last = fragment.span.end
        assert any(block.span.covers(fragment.span) for block in found.blocks)
    if found.media_type == "application/pdf":
        printed = set()
        for fragment in found.fragments:
            printed.update(range(fragment.span.start, fragment.span.end))
            assert 1 <= fragment.box.page <= (found.pages or 0)
            assert fragment.box.x0 <= fragment.box.x1
            assert fragment.box.top <= fragment.box.bottom
        assert all(sign.isspace() for index, sign in enumerate(found.text) if index not in printed)
