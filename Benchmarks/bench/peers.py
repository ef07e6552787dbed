"""The programs that mkcerts is held against, and what each of them can do."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from .place import BENCHMARKS

ALL = ("p256", "ed25519", "rsa2048", "rsa3072")


@dataclass(frozen=True)
class Peer:
    """A program, by the script in `peers` that runs it."""

    name: str
    command: tuple[str, ...]
    # Which files are the clients' certificates.
    certificates: str
    algorithms: tuple[str, ...] = ALL
    # Whether its keys and signatures are made by the libcrypto that mkcerts uses.
    same_library: bool = False
    # On how many clients it is timed where there are a thousand; 0 for all of them.
    sample: int = 0
    verifies: bool = False


def peers(environments):
    """The peers that the machine has; `environments` are interpreters of Python with cryptography."""
    found = [
        _peer("openssl, three steps", "openssl-steps", "openssl", same_library=True, sample=50),
        _peer("openssl, one step", "openssl-one-step", "openssl", same_library=True, sample=100),
        _peer("certtool", "certtool", "certtool", sample=100, verifies=True),
        _peer(
            "easy-rsa",
            "easy-rsa",
            "/usr/share/easy-rsa/easyrsa",
            certificates="pki/issued/slave*.crt",
            same_library=True,
            sample=20,
        ),
        _peer(
            "cfssl",
            "cfssl",
            "cfssl",
            certificates="slave?????.pem",
            algorithms=("p256", "rsa2048", "rsa3072"),
            sample=100,
        ),
        _peer("minica", "minica", "minica", certificates="slave*.crt", algorithms=("rsa2048", "rsa3072")),
    ]
    script = os.path.join(BENCHMARKS, "peers", "one-process.py")
    system = subprocess.run(["openssl", "version"], check=True, capture_output=True, text=True).stdout
    for python in environments:
        asked = subprocess.run([python, script, "libraries"], check=False, capture_output=True, text=True)
        if asked.returncode != 0:
            continue
        version, library = asked.stdout.strip().split("\t")
        found.append(
            Peer(
                f"Python cryptography {version}",
                (python, script),
                "slave*-cert.pem",
                same_library=system.startswith(library),
                verifies=True,
            )
        )
    return [peer for peer in found if peer is not None]


def _peer(name, script, program, certificates="slave*-cert.pem", **more):
    """A peer that is a script, or None where the machine does not have its program."""
    if shutil.which(program) is None:
        return None
    return Peer(name, (os.path.join(BENCHMARKS, "peers", script),), certificates, **more)
