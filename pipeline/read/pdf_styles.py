"""What is usual in a document: the size of its text, the distance of its lines, how far its lines reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.read.pdf_lines import Line, joined
from pipeline.read.pdf_regions import Flow

Style = tuple[int, bool]
RARE = 0.14
"""Share of the text; a larger size that holds more of it is no size of headings."""


def style(line: Line) -> Style:
    """Size in half points, and weight."""
    return round(line.size * 2), line.bold


@dataclass(frozen=True, slots=True)
class Usual:
    """`body`: size of most of the text; `sizes`: share of each size (in half points); `leading`: distance of base lines by size;
    `reach`: the right end of the longest lines by style; `levels`: heading level by size;
    `own`: the right end by flow (its id) and style, where a flow has enough lines to tell.
    """

    body: float
    sizes: dict[int, float]
    leading: dict[int, float]
    reach: dict[Style, float]
    levels: dict[int, int]
    own: dict[tuple[int, Style], float]

    def large(self, line: Line) -> bool:
        """Set larger than the text, and rarely."""
        share = self.sizes.get(round(line.size * 2), 0.0)
        return line.size > self.body * 1.1 and (share < RARE or (share < 2 * RARE and line.size > self.body * 1.25))

    def lead(self, size: float) -> float:
        """The usual distance of base lines at a size."""
        return self.leading.get(round(size * 2), size * 1.2)

    def right(self, line: Line, flow: Flow) -> float:
        """Where a full line of this kind ends."""
        own = self.own.get((id(flow), style(line)))
        if own is not None or flow.column:
            return own or flow.right
        reach = self.reach.get(style(line)) or self.reach.get((round(line.size * 2), not line.bold))
        if reach is not None:
            return max(flow.right, reach) if reach < 0.6 * flow.width else reach
        # a few short lines say nothing of the right margin; it is about as wide as the left one
        margin = flow.width - min(flow.left, 0.15 * flow.width)
        return flow.right if flow.right > 0.6 * margin else margin


def usual(flows: Iterable[Flow]) -> Usual:
    """Measured over all running text of a document."""
    weights: Counter[int] = Counter()
    drops: dict[int, Counter[float]] = {}
    inner: dict[int, Counter[float]] = {}
    # where lines end that surely run on: the next one opens in lower case
    ends: dict[Style, list[float]] = {}
    ends_by_flow: dict[tuple[int, Style], list[float]] = {}
    for flow in flows:
        last: Line | None = None
        for row in flow.rows:
            lines = [item for item in row if isinstance(item, Line)]
            if not lines:
                last = None
                continue
            line = lines[0] if len(lines) == 1 else joined(lines)
            half = round(line.size * 2)
            weights[half] += len(line.text)
            if last is not None and line.text[:1].islower() and style(last) == style(line):
                ends_by_flow.setdefault((id(flow), style(line)), []).append(last.x1)
                if not flow.column:
                    ends.setdefault(style(line), []).append(last.x1)
            if last is not None and round(last.size * 2) == half and 0.8 * line.size < line.base - last.base < 2.6 * line.size:
                drop = round(line.base - last.base, 0)
                drops.setdefault(half, Counter())[drop] += 1
                if line.text[:1].islower():
                    inner.setdefault(half, Counter())[drop] += 1
            last = line
    total = max(1, sum(weights.values()))
    body = (max(weights, key=lambda half: weights[half]) if weights else 20) / 2
    # lines that surely run on tell the distance best: where paragraphs are short, the white space between them is commoner
    drops |= {half: counts for half, counts in inner.items() if sum(counts.values()) >= 3}
    leading = {half: max(counts, key=lambda drop: (counts[drop], -drop)) for half, counts in drops.items() if sum(counts.values()) >= 3}
    # single lines may hang over the margin
    reach = {key: sorted(values)[-1 - len(values) // 25] for key, values in ends.items() if len(values) >= 5}
    own = {key: sorted(values)[-1 - len(values) // 25] for key, values in ends_by_flow.items() if len(values) >= 8}
    sizes = {half: weight / total for half, weight in weights.items()}
    large = sorted((half for half in weights if half / 2 > body * 1.1 and sizes[half] < 2 * RARE), reverse=True)
    levels = {half: min(rank, 5) for rank, half in enumerate(large, start=1)}
    return Usual(body, sizes, leading, reach, levels, own)
