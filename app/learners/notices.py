"""What a page may open with after somebody came, went, or changed their account."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "signed-up": "Your account is ready, and everything you did here is in it.",
    "signed-in": "Welcome back.",
    "signed-out": "You are signed out.",
    "signed-out-everywhere": ("One other browser is signed out.", "{n} other browsers are signed out."),
    "signed-out-there": "That browser is signed out.",
    "details-saved": "Saved.",
    "password-changed": "Your password is changed. Every other browser is signed out.",
    "password-set": "Your new password is set. Sign in with it.",
    "account-deleted": "Your account is deleted.",
    "forgotten": "Everything kept about this visitor is erased.",
    "role-changed": "The role is changed.",
}
