"""`python -m auditor`."""

if __name__ == "__main__":
    import os
    import sys

    # Python looks for modules in the working folder first, and what lies there is not ours: a draft's repository could
    # bring a `yaml.py`. Where the auditor itself lies there, as in a checkout, that folder is trusted already.
    here = os.path.realpath(os.curdir)
    if not os.path.realpath(__file__).startswith(os.path.join(here, "auditor", "")):  # noqa: PTH118
        sys.path[:] = [place for place in sys.path if place and os.path.realpath(place) != here]

    from auditor.cli.main import run

    run()
