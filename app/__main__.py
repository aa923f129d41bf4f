"""`python -m app` is the `fourchairs` command."""

from app.cli import main

main()
