"""What the page of recall may open with."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "recall-moved-on": "That one is not to be recalled just now. Here is what is.",
}
