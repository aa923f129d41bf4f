"""What can go wrong in the product's own terms. Nothing here knows of HTTP; `web.errors` does."""

from collections.abc import Mapping


class FourChairsError(Exception):
    """Carries a sentence for the person who sees it: what happened and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(FourChairsError):
    """There is nothing here, or nothing that this person may know of."""


class NotAllowed(FourChairsError):
    """The person is known and may not do this."""


class SignInNeeded(FourChairsError):
    """The page belongs to people with an account."""


class Refused(FourChairsError):
    """The request cannot be carried out as it stands; nothing was changed."""


class TooMany(FourChairsError):
    """Too many tries; `retry_after` is in seconds, `limit` says what was tried, as “Tried too often:” goes on."""

    def __init__(self, message: str, *, retry_after: int, limit: str) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.limit = limit


class Busy(FourChairsError):
    """More is asked of the site than it can do just now; `retry_after` is in seconds. Nothing was changed."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InvalidForm(FourChairsError):
    """Fields that cannot be accepted; `faults` maps each to a sentence for the person who filled it in."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("Some fields need another look.")
        self.faults = dict(faults)
