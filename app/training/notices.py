"""What a page may open with after something was done to a group."""

NOTICES: dict[str, str | tuple[str, str]] = {
    "workplace-made": "Made. Name its trainers next: they make the groups.",
    "workplace-changed": "Changed.",
    "trainer-named": "Named. They can make groups here from now on.",
    "trainer-removed": "Removed. They make no groups here any more, and still lead those that they led.",
    "group-made": "Made, and you lead it. Give people its code next.",
    "group-renamed": "Renamed.",
    "lead-named": "Named. The group’s members see it on their own pages.",
    "lead-removed": "Removed. They see the group no more.",
    "code-made": "Here is the code. One that was in use before no longer works.",
    "code-revoked": "Revoked. Nobody can join by it any more; whoever has joined stays.",
    "joined": "You have joined. What leads see of you stands on this page.",
    "left": "You have left. Its leads see nothing of you any more, and what you did is still yours.",
    "earlier-shown": "From now on leads also see lines and answers from before you joined.",
    "earlier-hidden": "Leads see lines and answers only from the day you joined.",
}
