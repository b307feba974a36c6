"""`python -m auditor`."""

from auditor.cli.main import run

if __name__ == "__main__":
    run()
