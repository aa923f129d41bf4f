"""What a board stands on, after any history of joining, leaving and playing, is what a plain recount finds."""

from collections import Counter
from datetime import datetime
from random import Random

import pytest

from app.db import Database
from app.practice.decisions.statistics import Play
from app.scenarios.library import Scenarios
from app.training.board import queries
from app.training.board.queries import board_plays, sampled_plays
from tests.training.board.group import Group, last

NAMES = ("maras-folder", "monday-0850")
Said = tuple[tuple[str, str], ...]


def lines(play: Play) -> Said:
    """Without routes, which nobody chose."""
    return tuple(step for step in play.steps if not step[1].startswith("-> "))


@pytest.mark.parametrize("seed", range(6))
def test_any_history(database: Database, group: Group, scenarios: Scenarios, seed: int) -> None:
    chance = Random(seed)
    people = [group.somebody() for _ in range(8)]
    joined: dict[str, tuple[datetime, bool]] = {}
    firsts: dict[tuple[str, str], tuple[datetime, Said]] = {}
    for _ in range(45):
        who, act, name = chance.choice(people), chance.random(), chance.choice(NAMES)
        if act < 0.2 and who not in joined:
            shows = chance.random() < 0.5
            group.join(who, shows_earlier=shows)
            joined[who] = (group.moment, shows)
        elif act < 0.25 and who in joined:
            group.leave(who)
            del joined[who]
        elif act < 0.35:
            group.play(who, scenarios, name, chance.choice, is_replay=True)
        elif act < 0.4:
            group.play(who, scenarios, name, chance.choice, is_open=True)
        else:
            undo = last if chance.random() < 0.3 else None
            before = group.moment
            said = group.play(who, scenarios, name, chance.choice, undo=undo)
            firsts.setdefault((who, name), (before, tuple(said)))
    with database.read() as db:
        sampled = sampled_plays(db.connection(), group.id)
        boards = {name: board_plays(db.connection(), group.id, name) for name in NAMES}
    for name in NAMES:
        made = [(*firsts[who, name], *joined[who]) for who in joined if (who, name) in firsts]
        seen = [said for began, said, since, shows in made if shows or began >= since]
        found = boards[name]
        assert Counter(map(lines, found.plays)) == Counter(seen)
        assert (found.people, found.hidden) == (len(seen), len(made) - len(seen))
        assert (name in sampled) == bool(made)
        assert sampled.get(name, found) == found


def test_a_list_looks_at_the_latest_and_counts_all(
    database: Database, group: Group, scenarios: Scenarios, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "SAMPLED", 3)
    said = [tuple(group.play(group.member(), scenarios, NAMES[0], Random(seed).choice)) for seed in range(7)]
    with database.read() as db:
        found = sampled_plays(db.connection(), group.id)[NAMES[0]]
    assert found.people == 7
    assert [lines(play) for play in found.plays] == said[:-4:-1]
