"""A fleet file of ten thousand hosts: made and proven, and then found as it is to be."""

import os

from ..job import Contender, Job

FILE = """[authority]
name = Fleet
[master master]
san = master
[slave slave00001..slave{last:05}]
"""


def jobs(place, _peers):
    count = place.amount(10_000, 1000)
    # The master is a host too.
    file = place.folder("fleet.cnf")
    with open(file, "w", encoding="utf-8") as text:
        text.write(FILE.format(last=count - 1))
    applied, issued = place.folder("applied"), place.folder("apart")
    made = os.path.join("hosts", "*", "cacert.pem")
    command = [place.mkcerts, "apply", file, "--pki", applied]
    apart = Contender(
        "init-ca, issue and verify, one after the other",
        ["sh", "-c", '"$0" fleet "$1" p256 "$2" && "$MKCERTS" verify --pki "$1"']
        + [place.script("mkcerts"), issued, str(count - 1)],
        kind="itself",
        prepare=place.remover(issued),
        makes=(os.path.join(issued, made), count),
    )
    yield Job(
        "apply-large",
        f"apply a fleet file of {count:,} hosts",
        [
            Contender(
                "mkcerts",
                command,
                kind="mkcerts",
                prepare=place.remover(applied),
                makes=(os.path.join(applied, made), count),
            ),
            apart,
        ],
        runs=place.amount(5, 1),
    )
    yield Job(
        "apply-again",
        f"apply it again: {count:,} hosts as they are to be",
        [
            Contender("mkcerts", command, kind="mkcerts"),
            Contender("mkcerts verify", [place.mkcerts, "verify", "--pki", applied], kind="itself"),
        ],
        runs=place.amount(5, 1),
    )
