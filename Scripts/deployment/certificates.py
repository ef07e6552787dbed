"""Keys, certificates and revocation lists, made by the `openssl` command as a description asks."""

import datetime
import fcntl
import hashlib
import json
import os
import re
import subprocess
import tempfile

PASSPHRASE = "made for tests"


class OpenSSLFailed(Exception):
    """The `openssl` command refused something."""


def openssl(*arguments, data=None):
    """Runs `openssl` and returns what it wrote."""
    result = subprocess.run(["openssl", *arguments], input=data, capture_output=True)
    if result.returncode != 0:
        raise OpenSSLFailed(
            f"openssl {' '.join(arguments)}: {result.stderr.decode(errors='replace').strip()}"
        )
    return result.stdout


def moment(text, now):
    """The time that `+30d`, `-1d`, `+2h` or a year such as 1999 means, as `openssl ca` reads it."""
    if re.fullmatch(r"\d{4}", text):
        return f"{text}0101000000Z"
    sign, count, unit = re.fullmatch(r"([+-])(\d+)([dh])", text).groups()
    span = datetime.timedelta(**{"d": {"days": int(count)}, "h": {"hours": int(count)}}[unit])
    return (now + span if sign == "+" else now - span).strftime("%Y%m%d%H%M%SZ")


class Workshop:
    """Makes what one description names, and keeps it below `cache` for every other one that says the same."""

    KEYS = {
        "rsa": ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:%s"),
        "rsa-pss": ("-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:%s"),
        "ec": (
            "-algorithm",
            "EC",
            "-pkeyopt",
            "ec_paramgen_curve:%s",
            "-pkeyopt",
            "ec_param_enc:named_curve",
        ),
        "ed25519": ("-algorithm", "ED25519"),
        "ed448": ("-algorithm", "ED448"),
    }

    def __init__(self, description, cache, now):
        self.description = description
        self.cache = cache
        self.now = now
        os.makedirs(cache, exist_ok=True)

    def key(self, name):
        """The PKCS#8 text of the key of the certificate `name`."""
        said = self.description.certificate(name)
        if "key-of" in said:
            return self.key(said["key-of"])
        kind, _, size = said["key"].partition(":")
        words = [word % size if "%" in word else word for word in self.KEYS[kind]]
        label = f"key-{name}-{said['key']}".replace(":", "-").replace("/", "-")
        return self._kept(label, lambda: openssl("genpkey", *words))

    def certificate(self, name):
        """The PEM text of the certificate `name`."""
        return self._kept(self._label("certificate", self._state(name)), lambda: self._sign(name))

    def revocation_list(self, name):
        """The PEM text of the revocation list `name`."""
        said = self.description.revocation_list(name)
        state = self._state(said["issuer"]) + self._state(said.get("revokes", said["issuer"]))
        return self._kept(self._label("crl", [said, state]), lambda: self._list(said))

    def _state(self, name):
        """Everything that decides what the certificate `name` is, its issuers included."""
        said = self.description.certificate(name)
        keys = said.get("key-of")
        above = [] if said["issuer"] == "self" else self._state(said["issuer"])
        return [[name, sorted(said.items()), self._state(keys) if keys else None]] + above

    def _label(self, kind, said):
        # The day is part of it, since what is said of times is relative to now.
        text = json.dumps([str(self.now.date()), said])
        return f"{kind}-" + hashlib.sha256(text.encode()).hexdigest()[:24]

    def _kept(self, label, make):
        path = os.path.join(self.cache, label + ".pem")
        if not os.path.exists(path):
            # Two builders may want the same key; the second must get what the first has made.
            with open(path + ".lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not os.path.exists(path):
                    made = make()
                    with open(path + ".new", "wb") as file:
                        file.write(made)
                    os.rename(path + ".new", path)
        with open(path, "rb") as file:
            return file.read()

    def _sign(self, name):
        said = self.description.certificate(name)
        own = said["issuer"] == "self"
        issuer = name if own else said["issuer"]
        with tempfile.TemporaryDirectory() as folder:
            self._write(folder, "key.pem", self.key(name))
            self._write(folder, "issuer-key.pem", self.key(issuer))
            request = ["-subj", said["subject"], "-utf8"] + (
                ["-multivalue-rdn"] if "+" in said["subject"] else []
            )
            self._write(folder, "openssl.cnf", self._configuration(folder, said).encode())
            openssl(
                "req",
                "-new",
                "-config",
                f"{folder}/openssl.cnf",
                "-key",
                f"{folder}/key.pem",
                "-out",
                f"{folder}/request.pem",
                *request,
            )
            begin, end = said["valid"].split()
            words = [
                "ca",
                "-batch",
                "-notext",
                "-config",
                f"{folder}/openssl.cnf",
                "-in",
                f"{folder}/request.pem",
                "-out",
                f"{folder}/certificate.pem",
                "-preserveDN",
                "-utf8",
                "-keyfile",
                f"{folder}/issuer-key.pem",
                "-startdate",
                moment(begin, self.now),
                "-enddate",
                moment(end, self.now),
            ]
            if said["key"].startswith("ed") and own or self._signer(issuer).startswith("ed"):
                words += ["-md", "null"]
            else:
                words += ["-md", said.get("digest", "sha256")]
            if self._signer(issuer).startswith("rsa-pss"):
                words += ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-1"]
            if own:
                words += ["-selfsign"]
            else:
                self._write(folder, "issuer.pem", self.certificate(issuer))
                words += ["-cert", f"{folder}/issuer.pem"]
            openssl(*words)
            with open(f"{folder}/certificate.pem", "rb") as file:
                return file.read()

    def _signer(self, issuer):
        said = self.description.certificate(issuer)
        return self._signer(said["key-of"]) if "key-of" in said else said["key"]

    def _configuration(self, folder, said):
        """The option file of `openssl ca`, with the extensions that the description asks for."""
        lines = []
        if said.get("version", "3") == "3":
            wanted = {
                "basicConstraints": "basic",
                "keyUsage": "usage",
                "extendedKeyUsage": "purpose",
                "subjectAltName": "names",
            }
            lines = [f"{word} = {said[key]}" for word, key in wanted.items() if said.get(key, "-") != "-"]
            # Without these lines the command would add identifiers of its own accord.
            lines += ["subjectKeyIdentifier = " + ("none" if said["ids"] == "no" else "hash")]
            lines += ["authorityKeyIdentifier = " + self._authority_identifier(said)]
            lines += said.get("more", "").strip().splitlines()
        for file in ("index.txt", "index.txt.attr"):
            self._write(folder, file, b"")
        serial = hashlib.sha256(json.dumps(sorted(said.items())).encode()).hexdigest()[:30]
        self._write(folder, "serial", ("4F" + serial).upper().encode())
        self._write(folder, "crlnumber", b"01")
        extensions = "x509_extensions = extensions\n" if lines else ""
        return (
            "[ca]\ndefault_ca = own\n[own]\n"
            f"database = {folder}/index.txt\nserial = {folder}/serial\nnew_certs_dir = {folder}\n"
            f"crlnumber = {folder}/crlnumber\ndefault_md = sha256\ndefault_crl_days = 30\n"
            f"string_mask = utf8only\nunique_subject = no\npolicy = any\n{extensions}[any]\n"
            "countryName = optional\norganizationName = optional\norganizationalUnitName = optional\n"
            "commonName = optional\nemailAddress = optional\nlocalityName = optional\n"
            "[req]\ndistinguished_name = asked\nstring_mask = utf8only\n[asked]\n"
            "[delta]\n2.5.29.27 = critical,ASN1:INTEGER:1\n[plain]\n"
            "[extensions]\n" + "\n".join(lines) + "\n"
        )

    def _authority_identifier(self, said):
        if said["ids"] == "no" or said["issuer"] == "self":
            return "none"
        above = self.description.certificate(said["issuer"])
        if above["ids"] == "no" or above.get("version") == "1":
            return "none"
        return "keyid,issuer:always" if said["ids"] == "serial" else "keyid"

    def _list(self, said):
        issuer = said["issuer"]
        with tempfile.TemporaryDirectory() as folder:
            self._write(folder, "issuer.pem", self.certificate(issuer))
            self._write(folder, "issuer-key.pem", self.key(issuer))
            with_version = {**self.description.certificate(issuer), "version": "1"}
            self._write(folder, "openssl.cnf", self._configuration(folder, with_version).encode())
            common = [
                "-config",
                f"{folder}/openssl.cnf",
                "-cert",
                f"{folder}/issuer.pem",
                "-keyfile",
                f"{folder}/issuer-key.pem",
            ]
            if self._signer(issuer).startswith("ed"):
                common += ["-md", "null"]
            if "revokes" in said:
                self._write(folder, "revoked.pem", self.certificate(said["revokes"]))
                openssl("ca", *common, "-revoke", f"{folder}/revoked.pem")
            begin, end = said["valid"].split()
            extensions = ["-crlexts", "delta"] if said.get("delta") == "yes" else []
            openssl(
                "ca",
                "-gencrl",
                *common,
                *extensions,
                "-out",
                f"{folder}/crl.pem",
                "-crl_lastupdate",
                moment(begin, self.now),
                "-crl_nextupdate",
                moment(end, self.now),
            )
            with open(f"{folder}/crl.pem", "rb") as file:
                return file.read()

    @staticmethod
    def _write(folder, name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
