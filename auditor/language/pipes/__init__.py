"""The parts of a language model, done over where that is quicker and the outcome is the same: see `dispatch`."""
