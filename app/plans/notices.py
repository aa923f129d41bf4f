"""What a page may open with after something was done to a plan."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "plan-saved": "Your plan is saved. Only you can read it.",
    "plan-skipped": "No plan this time. You can make one whenever you come back.",
    "plan-changed": "Your plan is changed. Only you can read it.",
    "plan-dropped": "The plan is dropped.",
    "plan-used": "Noted: you used it. Would you say it the same way again? If not, change the words.",
    "plan-badly": "Noted: it went badly. That happens with new words. What would you say instead?",
    "plan-no-chance": "Noted: no chance yet. You will be asked again in three days.",
}
