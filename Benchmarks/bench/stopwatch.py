"""What a command costs as a whole process."""

import subprocess
from dataclasses import dataclass


class CommandFailed(Exception):
    """A command that is timed did not do its work."""


@dataclass(frozen=True)
class Cost:
    """A command's wall and processor time in seconds, and the peak memory of its largest process in KiB."""

    seconds: float
    processor: float
    memory: int


class Stopwatch:
    """Runs commands by the small program that measures them (stopwatch.c says why)."""

    def __init__(self, program, result):
        self._program = program
        self._result = result

    def run(self, command):
        """Runs the command, its output thrown away, and returns its Cost."""
        ended = subprocess.run(
            [self._program, self._result, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if ended.returncode != 0:
            raise CommandFailed(f"{command[0]} could not be started: {ended.stderr.strip()}")
        with open(self._result, encoding="ascii") as file:
            seconds, processor, memory, status = file.read().split()
        if status != "0":
            said = ended.stderr.strip()[-800:]
            raise CommandFailed(f"exit status {status} of {' '.join(command)[:300]}\n{said}")
        return Cost(float(seconds), float(processor), int(memory))
