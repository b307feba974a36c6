"""`python -m auditor`."""

from auditor.cli.start import leave_working_folder, run

if __name__ == "__main__":
    leave_working_folder()
    run()
