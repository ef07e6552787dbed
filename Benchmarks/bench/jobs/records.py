"""What a command costs in a record of a million certificates, beside the same in one of a hundred."""

import os

from .. import record
from ..job import Contender, Job

REVOKED = 10_000
# `issue --replace` makes a certificate each time, in place: a large record takes longer to copy than to use.
COMMANDS = {
    "issue": ("issue one host", ["issue", "another", "--replace"]),
    # Its accounts.sql looks for slaves that log in otherwise than all others do.
    "master": ("issue one master", ["issue", "another-master", "--role", "master", "--replace"]),
    "renew": ("renew what ends within 30 days, which is nothing", ["renew", "--within", "30d"]),
    "list": ("list one host", ["list", "host0000007"]),
    "crl": (f"make a revocation list of {REVOKED:,}", ["crl"]),
    "status": ("status of 100 hosts, whose others were replaced", ["status"]),
}
# Tells of every host, and so grows with them: here the record is long, and the hosts are as many.
TELLS_OF_ALL = {"status"}


def jobs(place, _peers):
    many = place.amount(1_000_000, 20_000)
    counts = {"small": 100, "large": many, "short": 100, "long": many}
    for size, count in counts.items():
        pki = place.folder(f"record-{size}")
        place.run(place.script("mkcerts"), "authority", pki, "p256", "0")
        present = counts["small"] if size == "long" else count
        record.fill(os.path.join(pki, "authority", "ledger.sqlite"), count, REVOKED, present)
    for key, (title, words) in COMMANDS.items():
        large, small = ("long", "short") if key in TELLS_OF_ALL else ("large", "small")
        contenders = [
            Contender(name, [place.mkcerts, *words, "--pki", place.folder(f"record-{size}")], kind=kind)
            for name, kind, size in (
                ("mkcerts", "mkcerts", large),
                (f"mkcerts with {counts['small']}", "itself", small),
            )
        ]
        yield Job(
            f"record-{key}",
            f"{title}, with {counts['large']:,} certificates on record",
            contenders,
            runs=place.amount(9, 2),
            warmups=1,
        )
