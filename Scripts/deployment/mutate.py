"""Deployments made from good ones by random changes, the same for the same seed."""

import random

from .description import Description, names

CERTIFICATES = ("ca", "server", "client", "intermediate")
FILES = {
    "master": ("cacert.pem", "server-cert.pem", "server-key.pem"),
    "slave": ("cacert.pem", "client-cert.pem", "client-key.pem"),
}
HOSTS = ("master.test", "MASTER.test", "other.test", "m1.db.test", "127.0.0.2")


def choose_in_certificate(dice, read):
    """Says something else of a certificate."""
    section = f"certificate {dice.choice(CERTIFICATES)}"
    key, values = dice.choice(
        [
            ("valid", ("-30d -2d", "+2d +30d", "-1d +5d", "-1d +3650d")),
            ("purpose", ("serverAuth", "clientAuth", "serverAuth,clientAuth", "-", "codeSigning")),
            (
                "usage",
                ("-", "critical,digitalSignature", "critical,keyCertSign", "critical,keyCertSign,cRLSign"),
            ),
            ("basic", ("-", "critical,CA:TRUE", "critical,CA:FALSE", "critical,CA:TRUE,pathlen:0")),
            ("key", ("ec:P-256", "ec:P-384", "rsa:2048", "rsa:1024", "ed25519", "ec:secp256k1")),
            ("digest", ("sha256", "sha384", "sha1")),
            ("ids", ("yes", "no")),
            ("version", ("1", "3")),
            (
                "names",
                ("-", "DNS:master.test", "DNS:other.test", "IP:127.0.0.2", "DNS:*.db.test", "DNS:127.0.0.2"),
            ),
            (
                "subject",
                ("/O=Example/CN=master.test", "/O=Example/CN=slave.test", "/O=Example/CN=Example Authority"),
            ),
        ]
    )
    read[section][key] = dice.choice(values)


def choose_issuer(dice, read):
    """Lets another authority sign a leaf."""
    read[f"certificate {dice.choice(('server', 'client'))}"]["issuer"] = dice.choice(
        ("ca", "other-ca", "intermediate", "self")
    )


def choose_in_file(dice, read):
    """Puts something else into a file."""
    side = dice.choice(("master", "slave"))
    files = read[f"{side} files"]
    name = dice.choice(FILES[side])
    old = files.get(name) or ""
    # What is no PEM, or is not there, has nothing that could be changed.
    if old.startswith("text") or old == "-":
        return
    if name.endswith("key.pem"):
        files[name] = dice.choice(
            (old, old + " encrypted", "key:ca", "key:client", "key:server", "-", old + " crlf")
        )
    else:
        other = dice.choice(("ca", "other-ca", "intermediate", "server", "client", "garbage"))
        files[name] = dice.choice(
            (
                f"{old} {other}",
                f"{other} {old}",
                other,
                "-",
                "empty",
                old + " crlf",
                old + " prose",
                old + " bom",
                old + " der",
            )
        )


def choose_in_options(dice, read):
    """Changes or takes back an option of the master."""
    key, values = dice.choice(
        [
            ("ssl-ca", ("-", "@/cacert.pem", "@/server-cert.pem", "cacert.pem")),
            ("ssl-cert", ("-", "@/cacert.pem", "@/server-key.pem")),
            ("ssl-key", ("-", "@/server-cert.pem")),
            ("tls_version", ("TLSv1.2", "TLSv1.3", "TLSv1.2,TLSv1.3")),
            ("require_secure_transport", ("ON", "OFF")),
        ]
    )
    read["master options"][key] = dice.choice(values)


def choose_in_statement(dice, read):
    """Changes or takes back an option of the slave's statement."""
    key, values = dice.choice(
        [
            ("ssl", ("0", "1", "-")),
            ("ssl_verify_server_cert", ("0", "1", "-")),
            ("ssl_ca", ("-", "@/cacert.pem", "@/client-cert.pem")),
            ("ssl_cert", ("-", "@/cacert.pem")),
            ("ssl_key", ("-", "@/client-cert.pem")),
            ("host", HOSTS),
        ]
    )
    read["change master"][key] = dice.choice(values)


def choose_requirement(dice, read):
    """Changes what the account asks for."""
    read["account"]["require"] = dice.choice(
        (
            "NONE",
            "SSL",
            "X509",
            "SUBJECT '/O=Example/CN=slave.test'",
            "ISSUER '/O=Example/CN=Example Authority'",
            "SUBJECT '/O=Example/CN=slave2.test'",
        )
    )


CHANGES = (
    choose_in_certificate,
    choose_in_certificate,
    choose_issuer,
    choose_in_file,
    choose_in_file,
    choose_in_options,
    choose_in_statement,
    choose_requirement,
)


def mutations(seed, count, server):
    """Descriptions of `count` deployments: good ones of this folder with one to three changes."""
    good = [
        one for one in map(Description, names()) if one.is_good(server) and one.not_applicable(server) is None
        # Files in the data directory are written otherwise, which the changes do not know.
        and not one.name.startswith("relative-paths")
    ]
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        made = Description(dice.choice(good).name)
        made.name = f"{made.name}-{seed}-{number}"
        for _ in range(dice.randint(1, 3)):
            dice.choice(CHANGES)(dice, made.read)
        yield made
