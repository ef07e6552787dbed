"""Jobs, those who do them, and the taking of their time."""

import glob
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from .stopwatch import CommandFailed

# A command that takes longer than so many seconds is run only so many times.
LONG = 20
RUNS_OF_LONG = 3


@dataclass(frozen=True)
class Contender:
    """One who does a job; times that are taken on a sample are multiplied by `scale`."""

    name: str
    command: list[str]
    kind: str = "peer"  # or mkcerts, floor, or itself: mkcerts under other circumstances
    prepare: Callable[[], None] = lambda: None
    scale: float = 1
    same_library: bool = False
    # How often in a round: more for what is to be told apart although it depends on chance, as primes do.
    repeats: int = 1
    # A pattern of files, and how many of them there have to be afterwards.
    makes: tuple[str, int] | None = None

    def check(self):
        if self.makes is None:
            return
        pattern, count = self.makes
        found = len(glob.glob(pattern))
        if found != count:
            raise CommandFailed(f"{self.name} left {found} of {count} files {pattern}")


@dataclass
class Job:
    key: str
    title: str
    contenders: list[Contender]
    runs: int = 5
    # Rounds whose times do not count.
    warmups: int = 0
    costs: dict = field(default_factory=dict)

    def measure(self, stopwatch):
        """Runs everyone in turn, so that what else the machine does meets all alike."""
        self.costs = {contender.name: [] for contender in self.contenders}
        for turn in range(-self.warmups, self.runs):
            start = turn % len(self.contenders)
            for contender in self.contenders[start:] + self.contenders[:start]:
                taken = self.costs[contender.name]
                if len(taken) >= RUNS_OF_LONG and taken[0].seconds > LONG:
                    continue
                costs = [_run(contender, stopwatch) for _ in range(contender.repeats if turn >= 0 else 1)]
                if turn >= 0:
                    taken += costs

    def result(self):
        """All that tables and plots are made of, as plain values."""
        return {
            "key": self.key,
            "title": self.title,
            "contenders": [
                {
                    "name": contender.name,
                    "kind": contender.kind,
                    "scale": contender.scale,
                    "sameLibrary": contender.same_library,
                    "seconds": [cost.seconds * contender.scale for cost in self.costs[contender.name]],
                    "processor": [cost.processor for cost in self.costs[contender.name]],
                    "memory": [cost.memory for cost in self.costs[contender.name]],
                }
                for contender in self.contenders
            ],
        }


def _run(contender, stopwatch):
    contender.prepare()
    # What others left unwritten is not for the next one to wait for.
    os.sync()
    cost = stopwatch.run(contender.command)
    contender.check()
    return cost
