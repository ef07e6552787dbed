"""Proving a hundred and ten thousand hosts: chain, key match, names, dates, modes."""

import os

from ..job import Contender, Job


def jobs(place, peers):
    small, large = place.amount(100, 100), place.amount(10_000, 1000)
    pki = place.folder("verify-small")
    place.run(place.script("mkcerts"), "fleet", pki, "p256", str(small))
    yield _job(place, peers, "verify-small", pki, small, runs=place.amount(7, 2))
    issuing = _issue(place, large)
    yield issuing
    # Where that job was passed over.
    if not os.path.exists(issuing.pki):
        place.run(place.script("mkcerts"), "fleet", issuing.pki, "p256", str(large))
    yield _job(place, peers, "verify-large", issuing.pki, large, runs=place.amount(5, 1))


def _issue(place, count):
    """Issues what is verified next, for the memory that takes."""
    kept, pki, other = place.folder("authority"), place.folder("verify-large"), place.folder("issue-floor")
    place.run(place.script("mkcerts"), "authority", kept, "p256", "0")
    job = Job(
        "issue-large",
        f"{count:,} clients, P-256",
        [
            Contender(
                "mkcerts",
                [place.script("mkcerts"), "clients", pki, "p256", str(count)],
                kind="mkcerts",
                prepare=place.copier(kept, pki),
            ),
            Contender(
                "C floor",
                [place.floor, "clients", other, place.model, str(count)],
                kind="floor",
                prepare=place.copier(kept, other),
            ),
        ],
        runs=place.amount(5, 1),
    )
    job.pki = pki
    return job


def _job(place, peers, key, pki, count, runs):
    sample = min(count, place.amount(200, 10))

    def looped(name, script, job, size=sample, **more):
        return Contender(name, [place.script(script), job, pki, "-", str(size)], scale=count / size, **more)

    at_once = "openssl verify, one process, no keys"
    contenders = [
        Contender("mkcerts", [place.mkcerts, "verify", "--pki", pki], kind="mkcerts"),
        Contender("C floor", [place.floor, "verify", pki], kind="floor"),
        looped("openssl verify in a loop, no keys", "openssl-steps", "chains", same_library=True),
        looped(
            "openssl verify in a loop, and keys",
            "openssl-steps",
            "verify",
            size=min(sample, 100),
            same_library=True,
        ),
        looped(
            at_once,
            "openssl-one-step",
            "chains",
            size=count,
            same_library=True,
        ),
    ]
    for peer in peers:
        if peer.verifies:
            size = sample if peer.sample else count
            command = [*peer.command, "verify", pki, "-", str(size)]
            contenders.append(
                Contender(peer.name, command, scale=count / size, same_library=peer.same_library)
            )
    # What was just issued is in memory already.
    return Job(key, f"verify {count:,} hosts", contenders, runs=runs)
