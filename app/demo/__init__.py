"""Invented learners with months of history, for looking at the site and for measuring it."""

from app.demo.filling import DemoRefused as DemoRefused
from app.demo.filling import Made as Made
from app.demo.filling import fill as fill
from app.demo.living import Content as Content
