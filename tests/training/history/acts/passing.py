"""Time passes, and authors edit what people are at."""

from datetime import timedelta

from tests.training.history import shelf as course
from tests.training.history.history import DAY, History


def wait(history: History) -> None:
    """And the job runs that begins rounds, as it does all the time."""
    by = history.chance.choice([timedelta(hours=7), DAY, 3 * DAY, 8 * DAY, 17 * DAY, 33 * DAY])
    history.clock.moment += by
    history.rounds_begin()


def edit(history: History) -> None:
    lesson = history.chance.choice(list(course.LESSONS))
    scenario = history.chance.choice(list(course.SCENARIOS))
    vanishing = history.chance.choice(sorted(course.MAY_VANISH))
    match history.chance.randrange(4):
        case 0:
            history.shelf.longer ^= {lesson}
        case 1 | 2:
            number = history.chance.randrange(len(course.SCORES))
            history.shelf.scores[scenario] = history.shelf.scores.get(scenario, frozenset()) ^ {number}
        case _:
            history.shelf.gone ^= {vanishing}
    history.shelf.write()
    history.said[-1] += f" gone: {sorted(history.shelf.gone)}, longer: {sorted(history.shelf.longer)}"
