"""Runs account scripts on a real server, each as if the server were new."""

import os
import re
import shutil
import subprocess
import tempfile

from deployment.build import server_user
from deployment.run import MASTER_ADDRESS, Stage
from deployment.servers import ServerEnded

from .login import context, outcome

FIELDS = ("script", "server", "refused", "accounts", "slave", "release")

BASELINE = "('root','mysql','mariadb.sys','mysql.sys','mysql.session','mysql.infoschema')"

# What scripts leave behind: the tables are those of each family.
FORGET_ON_MARIADB = f"""
DELETE FROM mysql.global_priv WHERE User NOT IN {BASELINE};
DELETE FROM mysql.roles_mapping;
DELETE FROM mysql.db;
DELETE FROM mysql.tables_priv WHERE User NOT IN {BASELINE};
DELETE FROM mysql.columns_priv WHERE User NOT IN {BASELINE};
DELETE FROM mysql.procs_priv WHERE User NOT IN {BASELINE};
DELETE FROM mysql.proxies_priv WHERE User <> 'root';
FLUSH PRIVILEGES;
SET GLOBAL require_secure_transport = OFF;
"""
FORGET_ON_MYSQL = """
SET GLOBAL mandatory_roles = '';
SET GLOBAL activate_all_roles_on_login = OFF;
SET GLOBAL require_secure_transport = OFF;
RESET PERSIST;
"""


class AccountStage(Stage):
    """One server in a network and a file tree that only this process sees, and what a slave shows it."""

    def __init__(self, release):
        self.release = release
        self.folder = tempfile.mkdtemp(prefix="accounts-")
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755,size=1G", "tmpfs", self.folder], check=True)
        self._raise_loopback()
        if release.root:
            self._mount(self.folder, release.root + self.folder)
        self._make_certificates()
        with open(f"{self.folder}/my.cnf", "w", encoding="utf-8") as file:
            file.write(f"[mysqld]\nssl-ca={self.folder}/ca.pem\n")
            file.write(f"ssl-cert={self.folder}/server.pem\nssl-key={self.folder}/server.key\n")
        for name in os.listdir(self.folder):
            os.chown(f"{self.folder}/{name}", *server_user())
        self.server = self._server("master", 1)
        self.server.start(f"{self.folder}/my.cnf", MASTER_ADDRESS)
        self.context = context(self.folder)
        self.words = self.server.run("SELECT @@version AS version")[0]["version"].split("-")[0]

    def _make_certificates(self):
        def openssl(*words):
            subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=self.folder)

        def request(name, subject, *more):
            openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", subject, "-keyout", f"{name}.key", "-out", f"{name}.pem", *more,
            )  # fmt: skip

        request("ca", "/O=Example/CN=Example Authority")
        for name, subject in (("server", "/O=Example/CN=master.test"), ("client", "/O=Example/CN=slave.test")):
            request(name, subject, "-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=CA:FALSE")

    def strike(self):
        """Ends the server and removes its files."""
        self.server.kill()
        if self.release.root:
            subprocess.run(["umount", "-l", self.release.root + self.folder], check=False)
            shutil.rmtree(self.release.root + self.folder, ignore_errors=True)

    def play(self, script):
        """Runs one script with the client, which goes on after what the server refuses."""
        self._forget()
        client = subprocess.run(
            [
                "mariadb",
                "--no-defaults",
                "--force",
                "--skip-auto-rehash",
                "--user=root",
                f"--socket={self.folder}/master/socket",
            ],
            input=script.text, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        refused = re.findall(r"^ERROR (\d+) \([^)]*\) at line (\d+)", client.stderr, re.M)
        if len(refused) != len(re.findall("^ERROR", client.stderr, re.M)):
            raise ServerEnded(f"{script.name}: {client.stderr}")
        return {
            "script": script.name,
            "server": self.release.name,
            "refused": " ".join(f"{line}:{number}" for number, line in refused),
            "accounts": "; ".join(sorted(self._accounts())),
            "slave": outcome(MASTER_ADDRESS, "repl", self.context),
            "release": self.words,
        }

    def _forget(self):
        if not self.release.is_mysql:
            return self.server.run(FORGET_ON_MARIADB)
        self.server.run(FORGET_ON_MYSQL)
        # What is only deleted from the tables, MySQL still knows as a role.
        left = self.server.run(
            f"SELECT QUOTE(User) AS user, QUOTE(Host) AS host FROM mysql.user WHERE User NOT IN {BASELINE}"
        )
        names = ", ".join(f"{row['user']}@{row['host']}" for row in left)
        return self.server.run(f"DROP USER {names}") if names else None

    def _accounts(self):
        is_role = "account_locked = 'Y' AND password_expired = 'Y' AND authentication_string = ''"
        rows = self.server.run(
            f"""
            SELECT User AS user, Host AS host, ssl_type AS kind, CONVERT(x509_subject USING utf8mb4) AS subject,
              CONVERT(x509_issuer USING utf8mb4) AS issuer, CONVERT(ssl_cipher USING utf8mb4) AS cipher,
              password_expired AS expired,
              {'account_locked' if self.release.is_mysql else "''"} AS locked
            FROM mysql.user WHERE User NOT IN {BASELINE}
              AND NOT ({is_role if self.release.is_mysql else "is_role = 'Y'"})
            """
        )
        locked = set()
        if not self.release.is_mysql:
            locked = {
                (row["user"], row["host"])
                for row in self.server.run(
                    "SELECT User AS user, Host AS host FROM mysql.global_priv "
                    "WHERE JSON_VALUE(Priv, '$.account_locked') = 1"
                )
            }
        for row in rows:
            words = [f"{row['user']}@{row['host']}", self._requirement(row)]
            if row["locked"] == "Y" or (row["user"], row["host"]) in locked:
                words.append("locked")
            if row["expired"] == "Y":
                words.append("expired")
            yield " ".join(words)

    @staticmethod
    def _requirement(row):
        if row["kind"] != "SPECIFIED":
            return {"": "NONE", "ANY": "SSL"}.get(row["kind"], row["kind"])
        named = [(word.upper(), row[word]) for word in ("subject", "issuer", "cipher") if row[word]]
        return " ".join(f"{word} '{value}'" for word, value in named)
