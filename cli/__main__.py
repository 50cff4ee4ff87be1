"""``python -m nl2opt.cli``."""

from nl2opt.cli.main import main

if __name__ == "__main__":
    main()
