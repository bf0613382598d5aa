"""PDF layouts."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from tests.samples.sheet import HEIGHT, WIDTH, Sheet, lines
from tests.samples.source import Block, Source

SANS, SANS_BOLD, SERIF, SERIF_BOLD = "Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold"
ADDRESS = "https://forms.example.org/Pages/DesignPage.aspx?prevorigin=shell&origin=Portal&subpage=design&id=Kq7PHbM5-2019-wIpVrERlMiuIVN…"
ADDRESS_HEAD = "16/04/2025, 18:02"
ADDRESS_TITLE = "Questionnaire on the Implementation of the 2021 Recommendation on Open Science"


def bare(canvas: Canvas, page: int) -> None:
    """A page number alone, in the middle of the foot."""
    canvas.setFont(SERIF, 9)
    canvas.drawCentredString(WIDTH / 2, 40, f"– {page} –")


def shares(header: tuple[str, ...]) -> tuple[float, ...]:
    """Parts of the width for tables of two, three and four columns."""
    return {2: (0.68, 0.32), 3: (0.28, 0.5, 0.22), 4: (0.22, 0.16, 0.22, 0.4)}[len(header)]


def write(sheet: Sheet, piece: Block, font: str, heavy: str, size: float, mark: str = "") -> None:
    """One block in a report's usual dress."""
    if piece.kind in ("table", "partners"):
        sheet.table(piece.header, piece.rows, shares(piece.header), font, size - 1, ruled=font == SANS)
    elif piece.kind == "li":
        sheet.text(piece.text, font, size, indent=18, mark="•", after=4)
    elif piece.kind == "title":
        sheet.text(piece.text, heavy, size + 5, after=12, keep=60)
    elif piece.kind in ("heading", "note", "section"):
        sheet.text(piece.text, heavy, size + (3 if piece.level == 1 else 1), after=7, keep=45)
    elif piece.kind == "label":
        sheet.text(piece.text, heavy, size, after=4, keep=30)
    else:
        sheet.text(piece.text, font, size, indent=24 if mark else 0, mark=mark)


def ruled(source: Source) -> bytes:
    """Running head and foot, ruled tables, bullets, hyphens at line ends, paragraphs that run over the page."""
    head = source.first("running_head")

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SANS, 8)
        canvas.drawString(70, HEIGHT - 45, head)
        canvas.line(70, HEIGHT - 50, WIDTH - 70, HEIGHT - 50)
        canvas.drawRightString(WIDTH - 70, 40, f"Page {page}")
        canvas.drawString(70, 40, "Convention de 2005 – Cycle 2020-2023")

    sheet = Sheet(ornament, hyphens=True)
    for piece in source.blocks:
        if piece.kind != "running_head":
            write(sheet, piece, SANS, SANS_BOLD, 11)
    return sheet.finish(source.first("title"))


def columns(source: Source) -> bytes:
    """Two narrow columns under a head."""

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SERIF, 9)
        canvas.drawString(50, 30, f"{source.first('title')}")
        canvas.drawRightString(WIDTH - 50, 30, str(page))

    sheet = Sheet(ornament, top=70, bottom=60, left=50, right=50, columns=2, hyphens=True)
    for piece in source.blocks:
        write(sheet, piece, SERIF, SERIF_BOLD, 10)
    return sheet.finish(source.first("title"))


def plain(source: Source) -> bytes:
    """A printed brochure in a serif face, tables without rules."""
    sheet = Sheet(bare, left=85, right=85)
    for piece in source.blocks:
        write(sheet, piece, SERIF, SERIF_BOLD, 11.5)
    return sheet.finish("")


def numbered(source: Source) -> bytes:
    """Paragraphs numbered through the report, as United Nations documents are."""

    def ornament(canvas: Canvas, page: int) -> None:
        canvas.setFont(SERIF, 9)
        canvas.drawString(70, HEIGHT - 40, "DCE/24/QPR/BGD/1")
        canvas.drawString(70, 40, f"{page}")

    sheet, count = Sheet(ornament), 0
    for piece in source.blocks:
        numbers = piece.kind == "p" and len(piece.text) > 60
        count += numbers
        write(sheet, piece, SERIF, SERIF_BOLD, 11, mark=f"{count}." if numbers else "")
    return sheet.finish(source.first("title"))


def web_form(source: Source) -> bytes:
    """A web form printed from a browser: date and time above, address and page count below, the question's number after its words."""

    def draw(pages: int) -> Sheet:
        def ornament(canvas: Canvas, page: int) -> None:
            canvas.setFont(SANS, 7)
            canvas.drawString(24, HEIGHT - 20, ADDRESS_HEAD)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 20, ADDRESS_TITLE)
            canvas.drawString(24, 14, ADDRESS)
            canvas.drawRightString(WIDTH - 24, 14, f"{page}/{pages}")

        sheet = Sheet(ornament, top=60, bottom=60, left=95, right=80)
        for piece in source.blocks:
            if piece.kind == "question":
                question(sheet, piece)
            elif piece.kind == "note":
                sheet.text(piece.text, SANS, 8, after=2)
            else:
                write(sheet, piece, SANS, SANS_BOLD, 10)
        return sheet

    return draw(draw(0).page).finish(ADDRESS_TITLE)


def question(sheet: Sheet, piece: Block) -> None:
    """A question, its number in the margin, its boxes below; a browser prints boxes first and, mostly, the number last."""
    wrapped = list(lines(piece.text, SANS, 10, sheet.width))
    sheet.need(len(wrapped) * 13 + 60)
    sheet.y -= 10
    top, canvas = sheet.y, sheet.canvas
    if piece.choice:
        for at, box in enumerate(("Yes", "No")):
            y = top - len(wrapped) * 13 - 20 - at * 18
            canvas.circle(sheet.x + 8, y + 3, 5, fill=int(piece.choice == box.lower()))
            canvas.setFont(SANS, 10)
            canvas.drawString(sheet.x + 20, y, box)
    canvas.setFont(SANS, 10)
    number = f"{piece.number}."
    if piece.number_first:
        canvas.drawRightString(sheet.x - 6, top - 13, number)
    for at, line in enumerate(wrapped):
        canvas.drawString(sheet.x, top - 13 * (at + 1), line)
    if not piece.number_first:
        canvas.drawRightString(sheet.x - 6, top - 13, number)
    sheet.y = top - len(wrapped) * 13 - (50 if piece.choice else 6)


def form(source: Source) -> bytes:
    """An interactive form: questions printed on the page, answers in fields whose tooltips repeat the questions."""
    sheet = Sheet(bare, left=60, right=60)
    sheet.text(source.first("title"), SANS_BOLD, 14, after=14)
    pieces = list(source.blocks)
    for at, piece in enumerate(pieces):
        if piece.kind != "label":
            continue
        answer: list[str] = []
        for part in pieces[at + 1 :]:
            if part.kind == "label":
                break
            answer.append(part.text)
        height = 20.0 if len(answer) == 1 and len(answer[0]) < 60 else min(420.0, 16 + sum(len(text) for text in answer) / 7.5)
        sheet.need(height + 40)
        sheet.text(piece.text, SANS_BOLD, 10, after=4)
        sheet.canvas.acroForm.textfield(
            value="\n".join(answer),
            name=f"field_{at}",
            tooltip=piece.text,
            x=sheet.x,
            y=sheet.y - height,
            width=sheet.width,
            height=height,
            fontName=SANS,
            fontSize=9,
            fieldFlags="multiline" if height > 20 else "",
            maxlen=20_000,
        )
        sheet.y -= height + 12
    return sheet.finish(source.first("title"))


LAYOUTS = {
    "pdf_form": form,
    "pdf_ruled": ruled,
    "pdf_columns": columns,
    "pdf_web_form": web_form,
    "pdf_plain": plain,
    "pdf_numbered": numbered,
}
