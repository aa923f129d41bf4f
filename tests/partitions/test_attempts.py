"""Attempts, their replays and the first line of the home page, as everywhere else."""

import pytest
from starlette.testclient import TestClient

from tests.practice.attempts.test_attempt_machine import test_totals_and_position_never_differ
from tests.practice.attempts.test_personal_data import (
    test_all_of_it_is_handed_out,
    test_attempts_move_over,
    test_nothing_is_left_behind,
    test_two_of_one_name_both_stay,
)
from tests.practice.debrief.test_replays import test_it_stands_where_the_line_was_about_to_be_said
from tests.practice.home.test_home import (
    test_a_form_does_not_open_an_account,
    test_a_lost_cookie_is_set_again,
    test_another_visitor_is_not_let_in,
    test_the_same_form_again_finds_the_attempt,
    test_two_at_once_make_one,
)
from tests.practice.playing import Player, begin, content, settings

__all__ = [
    "content",
    "settings",
    "test_a_form_does_not_open_an_account",
    "test_a_lost_cookie_is_set_again",
    "test_all_of_it_is_handed_out",
    "test_another_visitor_is_not_let_in",
    "test_attempts_move_over",
    "test_it_stands_where_the_line_was_about_to_be_said",
    "test_nothing_is_left_behind",
    "test_the_same_form_again_finds_the_attempt",
    "test_totals_and_position_never_differ",
    "test_two_at_once_make_one",
    "test_two_of_one_name_both_stay",
]


@pytest.fixture
def player(visitor: TestClient, request: pytest.FixtureRequest) -> Player:
    """As the tests of replays begin, and those of personal data."""
    player = begin(visitor)
    if "said" in request.node.name:
        player.play("ask", "lend", ">", "hold")
    else:
        player.play("ask", "lend")
        player.take_back()
    return player
