#!/usr/bin/env python3
"""Python's cryptography, everything in one process.

usage: one-process.py authority|fleet|clients FOLDER ALGORITHM COUNT
       one-process.py verify PKI - COUNT
       one-process.py libraries

The jobs are those of the other peers (common.sh). `libraries` prints the version of cryptography and of the
libcrypto inside it.
"""

import datetime
import os
import sys

import cryptography
from cryptography import x509
from cryptography.hazmat.backends.openssl.backend import backend
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MAKERS = {
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "rsa2048": lambda: rsa.generate_private_key(65537, 2048),
    "rsa3072": lambda: rsa.generate_private_key(65537, 3072),
}
PURPOSES = {"server": ExtendedKeyUsageOID.SERVER_AUTH, "client": ExtendedKeyUsageOID.CLIENT_AUTH}
NOW = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)


def write(path, mode, contents):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:
        file.write(contents)


def write_pair(name, key, certificate):
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write(f"{name}-key.pem", 0o600, pem)
    write(f"{name}-cert.pem", 0o644, certificate.public_bytes(serialization.Encoding.PEM))


def key_usage(*kinds):
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign "
        "crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{kind: kind in kinds for kind in every.split()})


def named(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    def __init__(self, algorithm, key=None, certificate=None):
        self.make_key = MAKERS[algorithm]
        self.digest = None if algorithm == "ed25519" else hashes.SHA256()
        self.key = key or self.make_key()
        self.name = certificate.subject if certificate else named("Authority")
        self.key_identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())

    @classmethod
    def read(cls, algorithm):
        with open("authority-cert.pem", "rb") as certificate, open("authority-key.pem", "rb") as key:
            return cls(
                algorithm,
                serialization.load_pem_private_key(key.read(), None),
                x509.load_pem_x509_certificate(certificate.read()),
            )

    def _started(self, subject, key, days):
        return (
            x509.CertificateBuilder(issuer_name=self.name, subject_name=subject, public_key=key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW)
            .not_valid_after(NOW + datetime.timedelta(days=days))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )

    def write(self):
        certificate = (
            self._started(self.name, self.key.public_key(), 3650)
            .add_extension(x509.BasicConstraints(True, 0), critical=True)
            .add_extension(key_usage("key_cert_sign", "crl_sign"), critical=True)
            .sign(self.key, self.digest)
        )
        write_pair("authority", self.key, certificate)

    def pair(self, role, name):
        key = self.make_key()
        certificate = (
            self._started(named(name), key.public_key(), 397)
            .add_extension(x509.BasicConstraints(False, None), critical=True)
            .add_extension(key_usage("digital_signature"), critical=True)
            .add_extension(x509.ExtendedKeyUsage([PURPOSES[role]]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(self.key_identifier, critical=False)
            .sign(self.key, self.digest)
        )
        write_pair(name, key, certificate)

    def clients(self, count):
        for number in range(1, count + 1):
            self.pair("client", f"slave{number:05}")


def public_bytes(key):
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def is_in_time(certificate):
    if hasattr(certificate, "not_valid_after_utc"):
        now = NOW.replace(tzinfo=datetime.timezone.utc)
        return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
    return certificate.not_valid_before <= NOW <= certificate.not_valid_after


def verify(count):
    with open("cacert.pem", "rb") as file:
        authority = x509.load_pem_x509_certificate(file.read())
    signer = authority.public_key()
    for number in range(1, count + 1):
        folder = f"hosts/slave{number:05}"
        with open(f"{folder}/client-cert.pem", "rb") as file:
            certificate = x509.load_pem_x509_certificate(file.read())
        with open(f"{folder}/client-key.pem", "rb") as file:
            key = serialization.load_pem_private_key(file.read(), None)
        signer.verify(
            certificate.signature,
            certificate.tbs_certificate_bytes,
            ec.ECDSA(certificate.signature_hash_algorithm),
        )
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if not (
            certificate.issuer == authority.subject
            and public_bytes(certificate.public_key()) == public_bytes(key.public_key())
            and PURPOSES["client"] in usage
            and is_in_time(certificate)
        ):
            sys.exit(f"{folder} is not proven")


def main(job, folder, algorithm, count):
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    if job == "verify":
        return verify(int(count))
    authority = Authority.read(algorithm) if job == "clients" else Authority(algorithm)
    if job != "clients":
        authority.write()
    if job == "fleet":
        authority.pair("server", "master")
    if job != "authority":
        authority.clients(int(count))
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["libraries"]:
        print(cryptography.__version__, backend.openssl_version_text(), sep="\t")
    elif len(sys.argv) == 5:
        sys.exit(main(*sys.argv[1:]))
    else:
        sys.exit(__doc__)
