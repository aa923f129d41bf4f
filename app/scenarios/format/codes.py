"""Every code that `fourchairs check` gives a scenario; scenarios/README.md holds the same table."""

from app.content.text_file import FileCodes

FILE_CODES = FileCodes(front_matter="E001", encoding="E006", nul="E006", size="E006", raw_html="E006")

ERRORS = {
    "E001": "front matter missing, not closed, or not valid YAML (anchors and aliases are refused)",
    "E002": "unknown key in the front matter",
    "E003": "required key missing",
    "E004": "a key’s value has the wrong type or is out of range; `module` or `sources` names nothing known",
    "E005": "malformed heading or id",
    "E006": "file is not UTF-8 (a leading byte order mark is allowed), holds NUL, is over 262,144 bytes,"
    " has over 20,000 lines, list items and marks, or holds raw HTML, comments included",
    "E010": "scene id used twice",
    "E011": "choice id used twice in a scene",
    "E012": "target (or `start`) names no scene",
    "E013": "unknown chair",
    "E014": "a chair is missing from a choice",
    "E015": "a field or chair is given twice",
    "E016": "score is not a signed integer −3…+3 or 0",
    "E017": "a score other than 0 has no reason",
    "E018": "`now` or `debrief` missing or empty",
    "E019": "unknown field, or a list item that is neither a choice nor a route",
    "E020": "speaker is not in the cast",
    "E021": "condition cannot be read",
    "E022": "a condition tests a flag that nothing sets",
    "E023": "a scene has two lists, or mixes choices and routes",
    "E030": "scene or ending that no playable path reaches (conditions count)",
    "E031": "dead end: a scene that is no ending has neither choices nor routes",
    "E032": "an ending has choices or routes",
    "E033": "a reachable state from which no ending can be reached (comes only with E035: a loop with no "
    "way out)",
    "E034": "a reachable state in which every choice is hidden",
    "E035": "on a playable path a scene comes back with the same flags and the same used `once` choices "
    "(totals left out of the comparison, so a loop that only a total ends is an error too)",
    "E036": "the last route has an `if`, or an earlier route has none",
    "E040": "no path ends all four closer, and `no-clean-win` gives no reason",
    "E041": "too large to analyze within the budget (said plainly, never guessed)",
}

WARNINGS = {
    "W101": "no dilemma: in a scene of two or more choices, fewer than two are undominated (a choice is "
    "dominated where another is at least as good for all four and better for one), and the best "
    "carries no `clear-cut`; conditions are left out of account",
    "W102": "a straw man: a choice that is worse for all four than one and the same other choice of its "
    "scene, unless that other carries `clear-cut`",
    "W103": "over the scenes with two or more choices, the share in which the longest line has the highest "
    "sum of its four numbers (of several longest or several highest, each counts its share) is more"
    " than 10 points above chance (the mean of 1 / number of choices)",
    "W104": "a test-wise strategy (always the longest, always the first as written, always the most "
    "apologetic, always what pleases the customer most) ends above the 60th percentile of random "
    "play on the lowest chair",
    "W105": "a flag is set that nothing tests",
    "W106": "a choice or route that no playable path takes (conditions count)",
    "W107": "one choice’s number for a chair is in size more than half of that chair’s range (highest − "
    "lowest): one line decides everything",
    "W108": "within a scene the longest choice is over 1.6 times the shortest in characters",
    "W109": "a path with fewer than 3 or more than 8 decisions, or a scene with 1 or more than 5 choices",
    "W110": "a chair whose lowest equals its highest",
    "W111": "random play ends all four closer more often than 1 time in 3",
}

CODES = ERRORS | WARNINGS
