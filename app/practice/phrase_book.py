"""The scenarios' phrases, one each at most, for whoever keeps them."""

from collections.abc import Mapping, Sequence

from app.content.chair import Chair
from app.content.markdown import plain_text
from app.phrases.book import Kind, Offer, Origin
from app.scenarios.scenario import Scenario

PHRASE = "phrase"


class ScenarioPhrases:
    """Where a scenario has a phrase, its id is `phrase`."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = scenarios

    def words(self, source_id: str, phrase_id: str) -> str | None:
        scenario = self._scenarios.get(source_id)
        return plain_text(scenario.phrase) if scenario and scenario.phrase and phrase_id == PHRASE else None

    def origin(self, source_id: str) -> Origin | None:
        scenario = self._scenarios.get(source_id)
        return Origin(scenario.title, f"/practice/{source_id}") if scenario else None

    def chair(self, source_id: str, phrase_id: str) -> Chair | None:  # noqa: ARG002
        """None: a scenario's phrase is for the whole table."""
        return None

    def starters(self) -> Sequence[Offer]:
        return [
            Offer(Kind.SCENARIO, scenario.id, PHRASE, plain_text(scenario.phrase))
            for scenario in self._scenarios.values()
            if scenario.phrase
        ]
