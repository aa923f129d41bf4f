"""What a conversation’s page may open with."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "already-said": "You had already said that line, so it was counted once. Here is where the conversation is now.",
    "moved-on": "That was an older page of this conversation. Here is where it is now.",
    "not-offered": "That line is not on offer here. These are the ones you can say now.",
    "taken-back": "Your last line is taken back. It stays in your record, and it does not count.",
    "cannot-take-back": "There is no line to take back: it can be done once in a conversation, before it ends.",
    "page-too-old": "That page had been open for more than a day. Here is a fresh one: say your line again.",
    "conversation-changed": "This conversation has been rewritten meanwhile. Here is how it begins now.",
    "finished": "This conversation is over. Here is how it ended.",
    "own-words-kept": "Your own words are kept. Only you can read them.",
    "reflection-saved": "Saved. Only you can read it.",
}
