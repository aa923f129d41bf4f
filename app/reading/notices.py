"""What a lesson’s page may open with."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "lesson-changed": "This lesson has changed since you opened it. Here it is as it is now: please choose again.",
}
