"""A phrase with gaps, to be recalled: the first word of each sentence and the [slots] stand, the rest is missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_PIECE = re.compile(r"\[[^\]]*\]|[\w’'-]+|[^\w\[]+|\[")
_END = re.compile(r"[.?!]")


class Piece(NamedTuple):
    """Words as they stand, or a gap where `missing` counts the words that are gone."""

    text: str = ""
    missing: int = 0


def with_gaps(phrase: str) -> tuple[Piece, ...]:
    """Shows what it must to say what is looked for; a phrase of single words shows everything."""
    pieces: list[Piece] = []
    for piece in _pieces(phrase):
        _append(pieces, piece)
    return tuple(pieces)


def _pieces(phrase: str) -> Iterator[Piece]:
    opens = True
    for found in _PIECE.findall(phrase):
        is_word = found[0].isalnum()
        if is_word and not opens:
            yield Piece(missing=1)
        else:
            yield Piece(found)
        opens = bool(_END.search(found)) if not is_word and not found.startswith("[") else False


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Words missing in a row are one gap."""
    if piece.missing and len(pieces) > 1 and pieces[-1].text == " " and pieces[-2].missing:
        pieces.pop()
        pieces[-1] = Piece(missing=pieces[-1].missing + 1)
    elif piece.text and pieces and pieces[-1].text:
        pieces[-1] = Piece(pieces[-1].text + piece.text)
    else:
        pieces.append(piece)
