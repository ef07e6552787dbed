"""What the smallest commands cost: mostly their start."""

from ..job import Contender, Job


def jobs(place, _peers):
    runs = place.amount(41, 7)
    yield Job(
        "version",
        "print the version",
        [
            Contender("mkcerts", [place.mkcerts, "--version"], kind="mkcerts"),
            Contender("openssl version", ["openssl", "version"], same_library=True),
        ],
        runs=runs,
        warmups=3,
    )
    pki = place.folder("four")
    place.run(place.script("mkcerts"), "fleet", pki, "p256", "3")
    slaves = [f"{pki}/hosts/slave{number:05}/client-cert.pem" for number in range(1, 4)]
    certificates = [f"{pki}/hosts/master/server-cert.pem", *slaves]
    command = ["openssl", "verify", "-CAfile", f"{pki}/cacert.pem", *certificates]
    yield Job(
        "verify-four",
        "verify four hosts",
        [
            Contender("mkcerts", [place.mkcerts, "verify", "--pki", pki], kind="mkcerts"),
            Contender("C floor", [place.floor, "verify", pki], kind="floor"),
            Contender("one openssl verify", command, same_library=True),
        ],
        runs=runs,
        warmups=3,
    )
