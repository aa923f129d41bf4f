"""What invented groups are called: no two alike, however many there are."""

_TEAMS = (
    *("Service desk", "Field support", "Night shift", "Second line", "Network team", "Workplace team"),
    *("Onboarding", "Apprentices", "Server team", "Phone team", "Ward support", "Print and scan"),
    *("Security team", "Application support", "Weekend shift", "Team leads", "Lab support", "Records desk"),
    *("Purchasing desk", "Accounts and access"),
)
_PLACES = (
    *("north", "south", "east", "west", "harbor", "hillside", "old town", "riverside", "airport", "station"),
    *(
        "campus",
        "market square",
        "upper floors",
        "ground floor",
        "annex",
        "main building",
        "warehouse",
        "lake",
    ),
    *("bridge", "garden", "mill", "tower", "quay", "gallery", "terrace", "court", "park", "library", "forum"),
    *("theater", "depot", "dock", "meadow", "orchard", "valley", "summit", "ridge", "canal", "gate", "wall"),
    *("field", "grove", "spring", "brook", "island", "lighthouse", "castle", "chapel", "arcade", "plaza"),
)


def group_title(number: int) -> str:
    """Numbers are from 0; past all pairs of words, a number is added."""
    again, pair = divmod(number, len(_TEAMS) * len(_PLACES))
    place, team = divmod(pair, len(_TEAMS))
    title = f"{_TEAMS[team]}, {_PLACES[place]}"
    return f"{title} {again + 1}" if again else title
