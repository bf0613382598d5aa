"""A small typesetter: lines of text down a page, column after column, page after page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.samples.text import split_word

WIDTH, HEIGHT = A4


def lines(text: str, font: str, size: float, width: float, hyphens: bool = False) -> Iterator[str]:
    """`text` cut into lines of at most `width` points; with `hyphens`, long words are cut at line ends."""
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if stringWidth(joined, font, size) <= width:
            line = joined
            continue
        room = int((width - stringWidth(line + " ", font, size)) / (size * 0.52))
        parts = split_word(word, room) if hyphens and room > 4 else None
        if parts and stringWidth(f"{line} {parts[0]}", font, size) <= width:
            yield f"{line} {parts[0]}"
            line = parts[1]
        else:
            if line:
                yield line
            line = word
    if line:
        yield line


class Sheet:
    """Writes down the page from the top; `ornament(canvas, page number)` draws what every page carries.

    `top`, `bottom`, `left`, `right`: margins in points; `columns`: how many columns a page has.
    """

    def __init__(
        self,
        ornament: Callable[[Canvas, int], None],
        *,
        top: float = 80,
        bottom: float = 75,
        left: float = 70,
        right: float = 70,
        columns: int = 1,
        gutter: float = 24,
        hyphens: bool = False,
    ) -> None:
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1, pageCompression=0)
        self.ornament, self.hyphens = ornament, hyphens
        self.top, self.bottom, self.columns, self.gutter = HEIGHT - top, bottom, columns, gutter
        self.width: float = (WIDTH - left - right - gutter * (columns - 1)) / columns
        self.left: float = left
        self.page, self.column, self.y = 1, 0, self.top

    @property
    def x(self) -> float:
        """Left edge of the present column."""
        return self.left + self.column * (self.width + self.gutter)

    def turn(self) -> None:
        """Goes to the next column or page."""
        self.column, self.y = self.column + 1, self.top
        if self.column == self.columns:
            self.ornament(self.canvas, self.page)
            self.canvas.showPage()
            self.column, self.page = 0, self.page + 1

    def need(self, room: float) -> None:
        """Turns unless `room` points are left."""
        if self.y - room < self.bottom:
            self.turn()

    def text(self, text: str, font: str, size: float, *, indent: float = 0, after: float = 6, mark: str = "", keep: float = 0) -> None:
        """A paragraph, which may run over the end of the page; `mark` hangs before its first line; `keep` forbids a break near it."""
        self.need(size * 1.3 + keep)
        for nth, line in enumerate(lines(text, font, size, self.width - indent, self.hyphens)):
            self.need(size * 1.3)
            self.y -= size * 1.3
            self.canvas.setFont(font, size)
            if mark and not nth:
                self.canvas.drawString(self.x + indent - stringWidth(mark + "  ", font, size), self.y, mark)
            self.canvas.drawString(self.x + indent, self.y, line)
        self.y -= after

    def table(
        self, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], shares: tuple[float, ...], font: str, size: float, ruled: bool
    ) -> None:
        """A table; `shares` are the columns' parts of the width. A row never runs over the end of the page."""
        lefts = [self.width * sum(shares[:at]) for at in range(len(shares) + 1)]
        for nth, row in enumerate((header, *rows)):
            face = font if nth else font.replace("-Roman", "") + "-Bold"
            cells = [list(lines(cell, face, size, self.width * share - 10)) for cell, share in zip(row, shares, strict=True)]
            height = max(map(len, cells)) * size * 1.25 + 6
            self.need(height)
            self.canvas.setFont(face, size)
            for left, cell in zip(lefts[:-1], cells, strict=True):
                for at, line in enumerate(cell):
                    self.canvas.drawString(self.x + left + 5, self.y - size * 1.25 * (at + 1), line)
            if ruled:
                self.canvas.grid([self.x + left for left in lefts], [self.y, self.y - height])
            self.y -= height
        self.y -= 10

    def finish(self, title: str) -> bytes:
        """The file's bytes."""
        self.ornament(self.canvas, self.page)
        self.canvas.setTitle(title)
        self.canvas.save()
        return self.buffer.getvalue()
