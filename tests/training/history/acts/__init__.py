"""All that can happen, how often each happens, and how it is done."""

from tests.training.history.acts import assigning, belonging, passing, working

ACTS = {
    **{passing.wait: 14, passing.edit: 5},
    **{belonging.join: 9, belonging.leave: 2, belonging.delete: 1, belonging.show_earlier: 2},
    **{belonging.talk: 1, belonging.expect: 3},
    **{working.read: 9, working.play: 16, working.go_on: 5, working.replay: 3, working.merge: 4},
    **{assigning.set_something: 5, assigning.move: 3, assigning.move_back: 3, assigning.withdraw: 2},
    **{assigning.set_again: 3, assigning.excuse: 3, assigning.own_date: 3, assigning.take_over: 2},
}
