"""The command line: ``python -m medinsure_budget read|check|tables|…``."""

from medinsure_budget.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
