"""What each slice does with the things that it keeps for a subject, parents after children."""

from app.courses import personal_data as courses
from app.learners.actions.personal_data import Slices
from app.phrases import personal_data as phrases
from app.plans import personal_data as plans
from app.practice.attempts import personal_data as practice
from app.reading import personal_data as reading
from app.review import personal_data as review

SLICES: Slices = (reading, practice, phrases, courses, plans, review)
