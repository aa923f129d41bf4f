"""Every table of the site, known once all models are imported."""

from sqlmodel import SQLModel

import app.courses.models
import app.events.models
import app.jobs
import app.learners.models
import app.phrases.models
import app.plans.models
import app.practice.attempts.models
import app.reading.models
import app.record.models
import app.review.models
import app.roster.models
import app.training.assignments.models
import app.training.feed.models
import app.training.models
import app.web.health  # noqa: F401

metadata = SQLModel.metadata
