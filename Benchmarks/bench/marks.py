"""The marks that mkcerts is to reach, each a ratio within one run."""

import operator
from dataclasses import dataclass

from .figures import ratio

MEBIBYTE = 1024
MEMORY = 64 * MEBIBYTE


@dataclass(frozen=True)
class Mark:
    """A bound for one ratio: of a peer's time to that of mkcerts, or of mkcerts' to the floor's."""

    job: str
    # A contender's name, or a function that chooses one among those of the job.
    against: object
    sign: str
    bound: float
    what: str = "seconds"

    def contender(self, job):
        """Which contender of the job the mark speaks of; None where it was not there."""
        if callable(self.against):
            return self.against(job)
        return next((one["name"] for one in job["contenders"] if one["name"] == self.against), None)

    @property
    def subject(self):
        """Whom the mark speaks of, whether there or not."""
        return self.against.__name__.replace("_", " ") if callable(self.against) else self.against

    def is_reached(self, value):
        signs = {"≥": operator.ge, "≤": operator.le, "<": operator.lt}
        return signs[self.sign](value, self.bound)

    def __str__(self):
        return f"{self.sign} {self.bound:g}"


def _quickest(job, is_meant):
    mkcerts = next(one for one in job["contenders"] if one["kind"] == "mkcerts")
    meant = [one for one in job["contenders"] if one["kind"] == "peer" and is_meant(one)]
    best = min(meant, key=lambda one: ratio(one["seconds"], mkcerts["seconds"]), default=None)
    return best and best["name"]


def quickest_peer(job):
    return _quickest(job, lambda _: True)


def quickest_with_same_library(job):
    return _quickest(job, lambda one: one["sameLibrary"])


MARKS = [
    Mark("fleet-p256", quickest_peer, "≥", 5),
    Mark("fleet-rsa2048", "C floor, two processes", "≤", 1.1),
    Mark("fleet-rsa2048", quickest_with_same_library, "≥", 1),
    Mark("fleet-rsa3072", "C floor, two processes", "≤", 1.1),
    Mark("fleet-rsa3072", quickest_with_same_library, "≥", 1),
    Mark("clients", "C floor", "<", 1.5),
    Mark("clients", "certtool", "≥", 30),
    Mark("clients", "easy-rsa", "≥", 300),
    Mark("issue-large", "mkcerts", "<", 1, what="memory"),
    Mark("verify-large", "C floor", "<", 1.5),
    Mark("verify-large", "openssl verify in a loop, no keys", "≥", 20),
    Mark("verify-large", "mkcerts", "<", 1, what="memory"),
    # It plans, issues and verifies in one process.
    Mark("apply-large", "init-ca, issue and verify, one after the other", "<", 1.1),
    Mark("apply-large", "mkcerts", "<", 1, what="memory"),
    # As much as with a hundred, within noise.
    Mark("record-issue", "mkcerts with 100", "<", 1.2),
    Mark("record-master", "mkcerts with 100", "<", 1.2),
    Mark("record-renew", "mkcerts with 100", "<", 1.2),
    Mark("record-list", "mkcerts with 100", "<", 1.2),
    Mark("record-crl", "mkcerts with 100", "<", 1.2),
    Mark("record-status", "mkcerts with 100", "<", 1.2),
    Mark("version", "openssl version", "<", 1.6),
    Mark("verify-four", "one openssl verify", "<", 2),
]
