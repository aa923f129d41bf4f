"""What leads do with assignments, and what members owe by it."""

from app.training.assignments.actions.changes import change_condition as change_condition
from app.training.assignments.actions.changes import change_later as change_later
from app.training.assignments.actions.changes import move_date as move_date
from app.training.assignments.actions.changes import set_again as set_again
from app.training.assignments.actions.changes import take_over as take_over
from app.training.assignments.actions.changes import withdraw as withdraw
from app.training.assignments.actions.instants import follow_zones as follow_zones
from app.training.assignments.actions.one_person import excuse as excuse
from app.training.assignments.actions.one_person import give_own_date as give_own_date
from app.training.assignments.actions.setting import Setting as Setting
from app.training.assignments.actions.setting import begin_due_rounds as begin_due_rounds
from app.training.assignments.actions.setting import begin_rounds as begin_rounds
from app.training.assignments.actions.setting import drop_obligations as drop_obligations
from app.training.assignments.actions.setting import owe_from_joining as owe_from_joining
from app.training.assignments.actions.setting import set_assignment as set_assignment
from app.training.assignments.actions.undoing import undo as undo
