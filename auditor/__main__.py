"""`python -m auditor`."""

import os

if __name__ == "__main__":
    try:
        from auditor.cli.start import leave_working_folder, run

        leave_working_folder()
        run()
    except KeyboardInterrupt:  # in the first moments, when `run` does not listen yet
        os._exit(130)
