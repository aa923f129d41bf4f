"""`python -m app` is the `fourchairs` command."""

from app.cli import main

if __name__ == "__main__":  # processes that read lessons import this file, too
    main()
