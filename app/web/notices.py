"""The one sentence a page may open with after a redirect. Only these can be said, so a link cannot forge one."""

from starlette.requests import Request

NOTICES = {
    "already-said": "You had already said that line, so it was counted once. Here is where the conversation is now.",
    "moved-on": "That was an older page of this conversation. Here is where it is now.",
    "not-offered": "That line is not on offer here. These are the ones you can say now.",
    "taken-back": "Your last line is taken back. It stays in your record, and it does not count.",
    "cannot-take-back": "There is no line to take back: it can be done once in a conversation, before it ends.",
    "page-too-old": "That page had been open for more than a day. Here is a fresh one: say your line again.",
    "conversation-changed": "This conversation has been rewritten meanwhile. Here is how it begins now.",
    "finished": "This conversation is over. Here is how it ended.",
    "lesson-changed": "This lesson has changed since you opened it. Here it is as it is now: please choose again.",
    "own-words-kept": "Your own words are kept. Only you can read them.",
    "reflection-saved": "Saved. Only you can read it.",
    "plan-saved": "Your plan is saved. Only you can read it.",
    "plan-skipped": "No plan this time. You can make one whenever you come back.",
    "plan-changed": "Your plan is changed. Only you can read it.",
    "plan-dropped": "The plan is dropped.",
    "plan-used": "Noted: you used it. Would you say it the same way again? If not, change the words.",
    "plan-badly": "Noted: it went badly. That happens with new words. What would you say instead?",
    "plan-no-chance": "Noted: no chance yet. You will be asked again in three days.",
    "recall-moved-on": "That one is not to be recalled just now. Here is what is.",
    "phrase-kept": "Kept in your phrases.",
    "phrase-dropped": "Taken out of your phrases.",
    "certificate-made": "Here is your certificate. Its address is for you to give to others.",
    "certificate-letters": "The PDF lacks letters of your name. Your browser has them: print this page instead.",
    "signed-up": "Your account is ready, and everything you did here is in it.",
    "signed-in": "Welcome back.",
    "signed-out": "You are signed out.",
    "signed-out-everywhere": "Every other browser is signed out.",
    "signed-out-there": "That browser is signed out.",
    "details-saved": "Saved.",
    "password-changed": "Your password is changed. Every other browser is signed out.",
    "password-set": "Your new password is set. Sign in with it.",
    "account-deleted": "Your account is deleted.",
    "forgotten": "Everything kept about this visitor is erased.",
    "role-changed": "The role is changed.",
}


def notice_for(request: Request) -> str:
    return NOTICES.get(request.query_params.get("notice", ""), "")
