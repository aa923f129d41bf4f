"""Every sentence that a page of this site may open with, of all slices."""

from app.courses.notices import NOTICES as COURSES
from app.learners.notices import NOTICES as LEARNERS
from app.phrases.notices import NOTICES as PHRASES
from app.plans.notices import NOTICES as PLANS
from app.practice.notices import NOTICES as PRACTICE
from app.reading.notices import NOTICES as READING
from app.review.notices import NOTICES as REVIEW
from app.training.notices import NOTICES as TRAINING
from app.web.notices import gather

NOTICES = gather(PRACTICE, READING, PHRASES, PLANS, REVIEW, COURSES, TRAINING, LEARNERS)
