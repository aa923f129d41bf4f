"""What leads see of their members and what they never do, as everybody is told who joins: `access` holds to it."""

SEEN_BY_LEADS = (
    "Your name: as their list of the group has it, else as your account does.",
    "Your email address, where that list has it or where you have proved yours.",
    "Which lessons and conversations you have begun and finished, and when.",
    "Your answers to the questions in lessons.",
    "The lines you say in conversations, the endings, and where the four chairs came to sit.",
    "When you were last here, and what is set for you: until when, by a date of your own or not, and from what you are "
    "excused. Also when one of them last noted that you have talked.",
    "How many said which line or gave which answer, once five have: without names, to show to all.",
)
NEVER_SEEN = (
    "Your plans, your reflections and what you write in your own words.",
    "Your predictions and guesses in conversations, the line you take back, and what you try again from the middle.",
    "The phrases you keep, your recalls, and how your plans went.",
    "What you search for, which browsers you use, your certificates, and the address of your calendar.",
)
"""What a member is told before they join, and at any time after."""
