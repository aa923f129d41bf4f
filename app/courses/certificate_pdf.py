"""A certificate as one landscape page of PDF: the same bytes for the same certificate, drawn and set by hand.

The fonts are the site's own. They hold Latin letters, accented ones too; a name in another script is for the
browser to print, which has fonts for it.
"""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from app.resources import STATIC

FONTS = STATIC / "vendor" / "fonts"
FILES = {
    "voice": "bricolage-grotesque-latin-wght-normal.woff2",
    "voice-more": "bricolage-grotesque-latin-ext-wght-normal.woff2",
    "read": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "read-more": "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
INK, QUIET, MARKER = (34, 26, 44), (86, 75, 99), (255, 220, 82)
WIDTH, HEIGHT, EDGE = 297, 210, 24  # millimeters: A4, with an edge that Letter can hold too
AT_HAND = 64


class Wording(NamedTuple):
    """What stands on it, line by line, and the date of the file, which does not change however often it is made."""

    name: str
    course: str
    meaning: str
    day: str
    address: str
    finished_at: datetime


class NotInOurLetters(Exception):
    """The words hold a letter that none of the fonts has, or none at all."""


@lru_cache(AT_HAND)
def certificate_pdf(words: Wording) -> bytes:
    """The file's bytes. Raises `NotInOurLetters`."""
    pdf = _blank(words)
    try:
        _need_letters(pdf, "".join(words[:5]))
        _set(pdf, words)
        return bytes(pdf.output())
    finally:
        for font in pdf.fonts.values():  # the library leaves the files open
            if isinstance(font, TTFFont):
                font.ttfont.close()


def _set(pdf: FPDF, words: Wording) -> None:
    _draw_frame(pdf)
    _draw_logo(pdf, EDGE + 4, EDGE + 4, 22)
    _line(pdf, 58, "read", 15, "This says that", color=QUIET)
    _line(pdf, 68, "voice", 34, words.name, marked=True)
    _line(pdf, 94, "read", 15, "has finished the course", color=QUIET)
    _line(pdf, 104, "voice", 28, words.course)
    _paragraph(pdf, 124, words.meaning)
    _line(pdf, 162, "read", 13, words.day)
    _line(pdf, 170, "read", 11, f"Anybody can check this at {words.address}", color=QUIET)


def _blank(words: Wording) -> FPDF:
    pdf = FPDF(orientation="landscape", unit="mm", format="A4")
    for family, file in FILES.items():
        pdf.add_font(family, fname=FONTS / file)
    pdf.set_creation_date(words.finished_at)
    pdf.set_title(f"Certificate: {words.course}")
    pdf.set_subject(words.address)
    pdf.set_creator("Four Chairs")
    pdf.set_lang("en")
    pdf.set_auto_page_break(False)
    pdf.set_margins(EDGE + 4, EDGE, EDGE + 4)
    pdf.add_page()
    return pdf


def _need_letters(pdf: FPDF, text: str) -> None:
    """In the reading fonts and in the display fonts alike."""
    for family in ("voice", "read"):
        known = _letters(pdf, family) | _letters(pdf, f"{family}-more")
        if not all(ord(letter) in known for letter in text):
            raise NotInOurLetters(text)


def _letters(pdf: FPDF, family: str) -> set[int]:
    font = pdf.fonts[family]
    return set(font.cmap) if isinstance(font, TTFFont) else set()


def _draw_frame(pdf: FPDF) -> None:
    pdf.set_draw_color(*INK)
    pdf.set_line_width(0.9)
    pdf.rect(EDGE - 10, EDGE - 10, WIDTH - 2 * EDGE + 20, HEIGHT - 2 * EDGE + 20)


def _draw_logo(pdf: FPDF, left: float, top: float, size: float) -> None:
    """The table in the middle and the four shapes around it, in the brand's box of 48."""
    unit = size / 48

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(left + x * unit, top + y * unit) for x, y in points]

    pdf.set_fill_color(*MARKER)
    pdf.set_line_width(2.5 * unit)
    pdf.circle(*at((24, 24))[0], radius=9.5 * unit, style="DF")
    pdf.set_fill_color(*INK)
    pdf.circle(*at((24, 5.5))[0], radius=5 * unit, style="F")
    pdf.rect(
        *at((37.6, 19))[0], 9.6 * unit, 9.6 * unit, style="F", round_corners=True, corner_radius=2 * unit
    )
    with pdf.rotation(45, *at((24, 41.8))[0]):
        pdf.rect(
            *at((20.2, 38))[0],
            7.6 * unit,
            7.6 * unit,
            style="F",
            round_corners=True,
            corner_radius=1.4 * unit,
        )
    pdf.polygon(at((11, 24), (8.2, 28.8), (2.8, 28.8), (0.2, 24), (2.8, 19.2), (8.2, 19.2)), style="F")


def _line(
    pdf: FPDF,
    top: float,
    family: str,
    size: float,
    text: str,
    *,
    color: tuple[int, int, int] = INK,
    marked: bool = False,
) -> None:
    """One line, set smaller where it would not fit. Raises `NotInOurLetters`."""
    pdf.set_fallback_fonts([f"{family}-more"])
    pdf.set_font(family, size=size)
    width = pdf.get_string_width(text)
    if not width:  # marks without a letter to stand on
        raise NotInOurLetters(text)
    fitting = size * min(1.0, (pdf.epw - 4) / width)
    top, size = top + (size - fitting) * 0.25, fitting
    pdf.set_font(family, size=size)
    pdf.set_text_color(*color)
    pdf.set_xy(pdf.l_margin, top)
    if marked:
        pdf.set_fill_color(*MARKER)
        width, height = pdf.get_string_width(text) + 4, size * 0.42
        pdf.rect(pdf.l_margin, top + size * 0.06, width, height, style="F")
        pdf.set_x(pdf.l_margin + 1)
    pdf.cell(text=text, h=size * 0.5, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _paragraph(pdf: FPDF, top: float, text: str) -> None:
    pdf.set_fallback_fonts(["read-more"])
    pdf.set_font("read", size=13)
    pdf.set_text_color(*INK)
    pdf.set_xy(pdf.l_margin, top)
    pdf.multi_cell(w=min(pdf.epw, 190), h=6.6, text=text, align="L")
