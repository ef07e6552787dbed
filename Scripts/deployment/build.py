"""Writes a deployment as files: what stands on the master, and what stands on the slave."""

import base64
import os
import pwd
import re
import shutil

from .certificates import PASSPHRASE, openssl
from .description import DescriptionError

PROSE = b"This text stands before the encoded part, as `openssl x509 -text` leaves it.\n\n"


def server_user():
    """The user and group number that the servers run as, and that own their files."""
    try:
        entry = pwd.getpwnam("mysql")
        return entry.pw_uid, entry.pw_gid
    except KeyError:
        return 27027, 27027


def build(description, workshop, folder, server):
    """Builds the deployment anew in `folder`, in the words of `server`."""
    if os.path.exists(folder):
        shutil.rmtree(folder)
    for side in ("master", "slave"):
        place = os.path.join(folder, side)
        os.makedirs(place)
        for name, value in description.section(f"{side} files"):
            write(place, name, value, workshop)
    master, slave = os.path.join(folder, "master"), os.path.join(folder, "slave")
    texts = {
        f"{master}/my.cnf": option_file(description.section("master options")),
        f"{master}/accounts.sql": accounts(dict(description.section("account"))),
        f"{slave}/change-master.sql": change_master(description.section("change master"), server),
    }
    for path, text in texts.items():
        if not os.path.exists(path):
            with open(path, "w") as file:
                file.write(text.replace("@/", os.path.dirname(path) + "/"))


def write(place, name, value, workshop):
    """Writes one file, or one folder of authorities, as the words of `value` ask."""
    path = os.path.join(place, name.rstrip("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if (value or "").startswith("text"):
        content, words = value[4:].strip("\n").replace("@/", place + "/").encode() + b"\n", []
    elif name.endswith("/"):
        return write_folder(path, value.split(), workshop)
    else:
        words = (value or "").split()
        content = contents(words, workshop)
    settings = dict(word.split(":", 1) for word in words if word.startswith(("mode:", "owner:")))
    holds_key = any(word.startswith("key:") for word in words)
    mode = int(settings.get("mode", "0600" if holds_key else "0644"), 8)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    os.chmod(path, mode)
    if os.geteuid() == 0 and holds_key and settings.get("owner") != "root":
        os.chown(path, *server_user())


def write_folder(path, words, workshop):
    """Writes a folder of authorities with the names of `openssl rehash`, with other ones, or without."""
    os.makedirs(path)
    manner, *names = words
    for number, name in enumerate(names):
        content = contents([name], workshop)
        kind, letter = ("crl", "r") if name.startswith("crl:") else ("x509", "")
        digest = openssl(kind, "-hash", "-noout", data=content).decode().split()[0]
        if manner == "misnamed":
            digest = digest[::-1]
        elif manner not in ("hashed", "unhashed"):
            raise DescriptionError(f"there is no folder of the kind {manner}")
        count = 0
        while os.path.exists(f"{path}/{digest}.{letter}{count}"):
            count += 1
        file_name = f"authority{number}.pem" if manner == "unhashed" else f"{digest}.{letter}{count}"
        with open(f"{path}/{file_name}", "wb") as file:
            file.write(content)


def contents(words, workshop):
    """The bytes that the words of a file ask for, in their order."""
    manner = {word for word in words if word in MANNERS}
    pieces = []
    for word in words:
        if word in MANNERS or word.startswith(("mode:", "owner:")):
            continue
        if word.startswith("key:"):
            pieces.append(key_text(workshop.key(word[4:]), manner))
        elif word.startswith("crl:"):
            pieces.append(workshop.revocation_list(word[4:]))
        elif word.startswith("trusted:"):
            _, purpose, name = word.split(":")
            pieces.append(
                openssl("x509", "-trustout", "-addtrust", purpose, data=workshop.certificate(name))
            )
        elif word == "garbage":
            pieces.append(b"\x00\x01\xfe" * 20)
        elif word == "broken":
            pieces.append(b"-----BEGIN CERTIFICATE-----\nMIIB####\n-----END CERTIFICATE-----\n")
        else:
            pieces.append(workshop.certificate(word))
    if "der" in manner:
        return base64.b64decode(re.search(rb"-----\n(.*?)-----END", pieces[0], re.S)[1])
    if "prose" in manner:
        pieces.insert(0, PROSE)
    whole = b"".join(pieces)
    if "crlf" in manner:
        whole = whole.replace(b"\n", b"\r\n")
    return (b"\xef\xbb\xbf" if "bom" in manner else b"") + whole


MANNERS = {
    "der",
    "crlf",
    "bom",
    "prose",
    "pkcs1",
    "sec1",
    "sec1-with-parameters",
    "encrypted",
    "encrypted-traditional",
    "empty",
}


def key_text(key, manner):
    """A PKCS#8 key in the form that is asked for."""
    if "encrypted" in manner:
        return openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", f"pass:{PASSPHRASE}", data=key)
    if "encrypted-traditional" in manner:
        return openssl("pkey", "-traditional", "-aes256", "-passout", f"pass:{PASSPHRASE}", data=key)
    if "sec1-with-parameters" in manner:
        parameters = openssl("ecparam", "-name", "prime256v1", "-genkey")
        return parameters[: parameters.index(b"-----BEGIN EC PRIVATE")] + openssl(
            "pkey", "-traditional", data=key
        )
    if manner & {"pkcs1", "sec1"}:
        return openssl("pkey", "-traditional", data=key)
    return key


def option_file(options):
    """The master's option file with these lines in the group that every server reads."""
    lines = [key if value is None else f"{key} = {value}" for key, value in options]
    return "\n".join(["[mysqld]", *lines]) + "\n"


def accounts(said):
    """The statements that make the account of the slaves."""
    return (
        f"CREATE USER 'replicate'@'%' IDENTIFIED BY 'made for tests' REQUIRE {said['require']};\n"
        "GRANT REPLICATION SLAVE ON *.* TO 'replicate'@'%';\n"
    )


MYSQL_ONLY = {"tls_version", "tls_ciphersuites", "get_public_key"}
NUMBERS = {"port", "ssl", "ssl_verify_server_cert"}


def change_master(options, server):
    """The statement that tells the slave its master, in the words of `server`."""
    modern = server.startswith("mysql-") and float(server[6:]) >= 8.4
    verb, prefix = ("REPLICATION SOURCE", "SOURCE") if modern else ("MASTER", "MASTER")
    lines = []
    for key, value in options:
        if key == "get_public_key":
            if server.startswith("mysql"):
                lines.append(f"GET_{prefix}_PUBLIC_KEY = {value}")
        elif key not in MYSQL_ONLY or server.startswith("mysql"):
            number = key in NUMBERS
            quoted = value if number else "'" + (value or "").replace("'", "''") + "'"
            lines.append(f"{prefix}_{key.upper()} = {quoted}")
    return f"CHANGE {verb} TO\n  " + ",\n  ".join(lines) + ";\n"
