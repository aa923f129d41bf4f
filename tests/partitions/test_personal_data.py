"""All that is kept of a subject, merged, handed out, erased and made anonymous, as everywhere else."""

from tests.learners.actions.test_personal_data import (
    subject_id,
    test_an_account_leaves_counts_and_no_words,
    test_erasing_leaves_nothing,
    test_merging_into_somebody_who_did_the_same_things,
    test_merging_moves_everything_once,
    test_the_data_hold_a_row_of_every_table,
)

__all__ = [
    "subject_id",
    "test_an_account_leaves_counts_and_no_words",
    "test_erasing_leaves_nothing",
    "test_merging_into_somebody_who_did_the_same_things",
    "test_merging_moves_everything_once",
    "test_the_data_hold_a_row_of_every_table",
]
