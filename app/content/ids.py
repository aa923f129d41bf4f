"""Authored ids: what addresses a lesson, a scene or a choice for as long as results refer to it."""

import re

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None
