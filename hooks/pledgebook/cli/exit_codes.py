"""Exit codes of the command, the same for every verb."""

EXIT_OK = 0
EXIT_PROBLEMS = 1
EXIT_USAGE = 2
# What a shell gives for a command that was stopped by hand.
EXIT_INTERRUPTED = 130
