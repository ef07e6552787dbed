"""An authority, a server and twenty clients, for each kind of key."""

import os

from ..job import Contender, Job
from ..peers import ALL

NAMES = {"p256": "P-256", "ed25519": "Ed25519", "rsa2048": "RSA-2048", "rsa3072": "RSA-3072"}


def jobs(place, peers):
    count = place.amount(20, 4)
    for algorithm in ALL:
        # Where one key takes long, so does a quick run.
        if place.quick and algorithm == "rsa3072":
            continue
        yield _job(place, peers, algorithm, count)


def _job(place, peers, algorithm, count):
    runs = place.amount(5 if algorithm.startswith("rsa") else 7, 1)
    repeats = 3 if algorithm.startswith("rsa") and not place.quick else 1

    def contender(name, certificates, folder, command, **more):
        return Contender(
            name,
            command,
            prepare=place.remover(folder),
            makes=(os.path.join(folder, certificates), count),
            **more,
        )

    def issuer(name, command, certificates, **more):
        folder = place.folder("fleets", name)
        return contender(
            name, certificates, folder, [*command, "fleet", folder, algorithm, str(count)], **more
        )

    def floor(name, processes, **more):
        folder = place.folder("fleets", name)
        command = [place.floor, "fleet", folder, place.model, algorithm, str(count), str(processes)]
        return contender(name, "hosts/slave*/client-cert.pem", folder, command, kind="floor", **more)

    contenders = [
        issuer(
            "mkcerts",
            [place.script("mkcerts")],
            "hosts/slave*/client-cert.pem",
            kind="mkcerts",
            repeats=repeats,
        ),
        floor("C floor", 1),
    ]
    if algorithm.startswith("rsa"):
        # The two that are to take as long as each other.
        contenders.append(floor("C floor, two processes", 2, repeats=repeats))
    contenders += [
        issuer(peer.name, peer.command, peer.certificates, same_library=peer.same_library)
        for peer in peers
        if algorithm in peer.algorithms
    ]
    return Job(
        f"fleet-{algorithm}",
        f"authority, server and {count} clients, {NAMES[algorithm]}",
        contenders,
        runs=runs,
    )
