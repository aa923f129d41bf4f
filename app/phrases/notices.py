"""What a page may open with after a press on a phrase."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "phrase-kept": "Kept in your phrases.",
    "phrase-dropped": "Taken out of your phrases.",
}
