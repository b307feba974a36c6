"""Settings: from flags, the environment, a file of the repository and one of the user's own, each with its origin."""
