"""Which errors of a database mean that it cannot be used just now, and are no fault of ours."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

UNUSABLE = {
    "25006": "a transaction that may only read",
    "25P03": "a transaction that was idle for too long",
    "25P04": "a transaction that took too long",
    "42501": "an account that may not write",
}
UNUSABLE_CLASSES = {
    "08": "no connection",
    "40": "a deadlock, or a transaction that must be tried again",
    "53": "no disk, memory or connection left",
    "55": "a lock that was not to be had in time",
    "57": "a statement or a server that was stopped",
    "58": "a fault of the machine below",
}
"""By SQLSTATE. Source: PostgreSQL’s manual, appendix A."""


def cannot_be_used(error: DBAPIError) -> bool:
    """Drivers sort these into several kinds of errors, and other faults among them: so the code is what counts."""
    cause = error.orig
    if getattr(cause, "sqlite_errorname", None) == "SQLITE_ERROR":  # a statement that is wrong
        return False
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return state in UNUSABLE or state[:2] in UNUSABLE_CLASSES
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
