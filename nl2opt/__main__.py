"""``python -m nl2opt``."""

from nl2opt.cli.main import main

if __name__ == "__main__":
    main()
