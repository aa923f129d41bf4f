"""Numbers and lists as a sentence says them."""

from collections.abc import Sequence

_WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


def number_word(number: int) -> str:
    """“no”, “one” … “twelve”, and from there in digits."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def counted(number: int, thing: str, *, many: str = "") -> str:
    """“one lesson”, “three lessons”; `many` is the plural where an s does not make it."""
    return f"{number_word(number)} {thing if number == 1 else many or thing + 's'}"


def listed(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def signed(number: int) -> str:
    """+2, −1 or ±0."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "±0"


def duration(seconds: int) -> str:
    """“a minute”, “12 minutes”, “an hour”, “3 hours”: rounded up, so that whoever waits that long waits enough."""
    minutes = max(1, -(-seconds // 60))
    if minutes < 60:
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    hours = -(-minutes // 60)
    return "an hour" if hours == 1 else f"{hours} hours"
