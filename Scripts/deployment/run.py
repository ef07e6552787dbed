"""Runs deployments on a real master and a real slave, and reads what became of each link."""

import fcntl
import glob
import os
import re
import shutil
import socket
import struct
import subprocess
import tempfile
import time

from .build import server_user
from .log import last_words, telling_lines
from .servers import PROJECT, Server, ServerEnded
from .wire import StatementRefused

FIELDS = ("deployment", "server", "outcome", "errno", "text", "log", "release")
MASTER_ADDRESS = "127.0.0.2"

FORGET_ON_MARIADB = """
CHANGE MASTER TO MASTER_HOST='forgotten.invalid', MASTER_USER='', MASTER_SSL={ssl}, MASTER_SSL_CA='',
  MASTER_SSL_CAPATH='', MASTER_SSL_CERT='', MASTER_SSL_KEY='', MASTER_SSL_CRL='', MASTER_SSL_CRLPATH='',
  MASTER_SSL_CIPHER='', MASTER_SSL_VERIFY_SERVER_CERT={ssl};
RESET SLAVE ALL;
"""


class Stage:
    """A master's and a slave's place in a network and a file tree that only this process sees."""

    def __init__(self, release, deployments):
        self.release = release
        self.deployments = deployments
        self.folder = tempfile.mkdtemp(prefix="deployments-")
        # In memory, and gone with this process.
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755,size=2G", "tmpfs", self.folder], check=True)
        self._raise_loopback()
        if release.root:
            for path in (self.folder, deployments):
                self._mount(path, release.root + path)
        hosts = os.path.join(self.folder, "hosts")
        with open(hosts, "w") as file:
            file.write(f"127.0.0.1 localhost\n{MASTER_ADDRESS} {' '.join(sorted(self._names()))}\n")
        subprocess.run(["mount", "--bind", hosts, release.root + "/etc/hosts"], check=True)
        self.master = self._server("master", 1)
        self.slave = self._server("slave", 2)
        self.slave_options = None
        self.slave.start(None, None)
        self.release_words = self._release_words()

    def _release_words(self):
        """The server's version and its library's: what becomes of a deployment can change with either."""
        library = (
            "(SELECT variable_value FROM performance_schema.global_status "
            "WHERE variable_name = 'Tls_library_version')"
            if self.release.is_mysql
            else "@@version_ssl_library"
        )
        words = self.slave.run(f"SELECT @@version AS tls_server, {library} AS tls_library")[0]
        return words["tls_server"].split("-")[0] + " with " + " ".join(words["tls_library"].split()[:2])

    def _server(self, name, number):
        folder = os.path.join(self.folder, name)
        os.makedirs(folder)
        os.chown(folder, *server_user())
        kept = os.path.join(PROJECT, ".build/deployments/cache", f"data-{self.release.version}")
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        # Another worker may be making it; a data directory takes more time than ten deployments.
        with open(kept + ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.exists(kept):
                self.release.make_data(f"{folder}/data")
                shutil.rmtree(kept + ".new", ignore_errors=True)
                subprocess.run(["cp", "-a", f"{folder}/data", kept + ".new"], check=True)
                if os.path.exists(f"{kept}.new/auto.cnf"):
                    os.remove(f"{kept}.new/auto.cnf")
                os.rename(kept + ".new", kept)
                shutil.rmtree(f"{folder}/data")
        subprocess.run(["cp", "-a", "--reflink=auto", kept, f"{folder}/data"], check=True)
        return Server(self.release, folder, number)

    def _names(self):
        for path in glob.glob(f"{self.deployments}/*/slave/*.sql"):
            with open(path, encoding="utf-8") as file:
                for host in re.findall(r"_HOST = '([^']*[A-Za-z][^']*)'", file.read()):
                    if host != "localhost":
                        yield host
        yield "master.test"

    @staticmethod
    def _mount(path, place):
        os.makedirs(place, exist_ok=True)
        subprocess.run(["mount", "--bind", path, place], check=True)

    @staticmethod
    def _raise_loopback():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            request = struct.pack("16sH14s", b"lo", 1 | 64, b"")
            fcntl.ioctl(any_socket, 0x8914, request)

    def strike(self):
        """Ends both servers and removes their files."""
        self.master.kill()
        self.slave.kill()
        if self.release.root:
            for path in (self.folder, self.deployments):
                subprocess.run(["umount", "-l", self.release.root + path], check=False)
            shutil.rmtree(self.release.root + self.folder, ignore_errors=True)
        # The folder may be gone: others see it as an empty one.
        if os.path.exists(self.folder):
            subprocess.run(["umount", "-l", self.folder], check=False)
            os.rmdir(self.folder)

    def play(self, name):
        """Runs one deployment and returns its row of the table."""
        place = os.path.join(self.deployments, name)
        row = dict.fromkeys(FIELDS, "")
        row.update(deployment=name, server=self.release.name, release=self.release_words)
        data = self._lay_out(place)
        try:
            outcome = self._outcome(name, place)
        finally:
            self._leave(data)
        row.update(outcome)
        if row["outcome"] == "master-exits":
            row["text"] = last_words(self.master.log) or row["text"]
        row["text"] = self._plain(row["text"], place)
        row["log"] = self._plain(" | ".join(telling_lines(self.master.log)), place)
        return row

    def _lay_out(self, place):
        """Puts files of a master's data directory there, and returns what was put."""
        put = []
        for path in glob.glob(f"{place}/master/data/*"):
            target = f"{self.master.folder}/data/{os.path.basename(path)}"
            shutil.copy2(path, target)
            os.chown(target, *server_user())
            put.append(target)
        return put

    def _leave(self, data):
        try:
            self.slave.run("STOP REPLICA" if self.release.is_mysql else "STOP SLAVE")
        except (OSError, StatementRefused, AttributeError):
            self.slave.kill()
            self.slave.start(None, None)
            self.slave_options = None
        self.master.kill()
        made = [
            path
            for path in glob.glob(f"{self.master.folder}/data/*.pem")
            if os.path.basename(path) not in ("private_key.pem", "public_key.pem")
        ]
        for path in set(data + made):
            os.remove(path)

    def _outcome(self, name, place):
        with open(f"{place}/slave/change-master.sql", encoding="utf-8") as file:
            statement = file.read()
        dialled = re.search(r"_HOST = '([^']*)'", statement)
        address = "127.0.0.1" if dialled and dialled[1] in ("127.0.0.1", "localhost") else MASTER_ADDRESS
        try:
            self.master.start(f"{place}/master/my.cnf", address)
        except ServerEnded as error:
            return {"outcome": "master-exits", "text": str(error)}
        try:
            self._make_accounts(place)
            self._prepare_slave(place)
            self.slave.run(statement)
            self.slave.run("START REPLICA IO_THREAD" if self.release.is_mysql else "START SLAVE IO_THREAD")
        except StatementRefused as error:
            return {"outcome": "statement-refused", "errno": str(error.number), "text": error.message}
        return self._watch()

    def _make_accounts(self, place):
        """Makes the accounts of the deployment, and no others but the administrator's.

        A statement that the server refuses changes nothing, as for an administrator who goes on behind it.
        """
        self.master.run(
            "SET sql_log_bin = 0; "
            + ("RESET BINARY LOGS AND GTIDS" if self.release.is_mysql else "RESET MASTER")
        )
        for row in self.master.run("SELECT host AS place FROM mysql.user WHERE user IN ('replicate', 'others')"):
            self.master.run(
                f"DROP USER IF EXISTS 'replicate'@'{row['place']}', 'others'@'{row['place']}'"
            )
        self.master.run("DROP ROLE IF EXISTS replicators")
        if not self.release.is_mysql:
            try:
                self.master.run("REVOKE REPLICATION SLAVE ON *.* FROM PUBLIC")
            except StatementRefused:
                # Nothing was granted to it, or there is no such role before 10.11.
                pass
        with open(f"{place}/master/accounts.sql", encoding="utf-8") as file:
            for statement in file.read().split(";\n"):
                try:
                    if statement.strip():
                        self.master.run(statement)
                except StatementRefused:
                    pass

    def _prepare_slave(self, place):
        """Makes the slave as one that was never told of a master, with the deployment's option file."""
        own = f"{place}/slave/my.cnf"
        wanted = own if os.path.exists(own) else None
        if wanted != self.slave_options:
            self.slave.kill()
            self.slave.start(wanted, None)
            self.slave_options = wanted
        if self.release.is_mysql:
            self.slave.run("STOP REPLICA; RESET REPLICA ALL")
        else:
            # RESET SLAVE ALL leaves the options of TLS in place; these are what a new slave has.
            new = 1 if self.release.name >= "mariadb-11.4" else 0
            self.slave.run("STOP SLAVE; " + FORGET_ON_MARIADB.format(ssl=new))

    def _watch(self, timeout=12):
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            status = self.slave.run("SHOW REPLICA STATUS" if self.release.is_mysql else "SHOW SLAVE STATUS")[
                0
            ]
            number = status["Last_IO_Errno"]
            if number != "0":
                text = re.sub(r"^.*?[Mm]essage: ", "", status["Last_IO_Error"], flags=re.S)
                return {"outcome": "refused", "errno": number, "text": text}
            if "Yes" in (status.get("Replica_IO_Running"), status.get("Slave_IO_Running")):
                kinds = {
                    thread["kind"]
                    for thread in self.master.run(
                        "SELECT connection_type AS kind FROM performance_schema.threads "
                        "WHERE processlist_command LIKE 'Binlog Dump%'"
                    )
                }
                if kinds:
                    proof = {"SSL/TLS": "encrypted", "TCP/IP": "plain"}
                    return {"outcome": "+".join(sorted(proof.get(kind, str(kind)) for kind in kinds))}
            time.sleep(0.02)
        return {"outcome": "no-answer", "text": f"neither an error nor a connection within {timeout} s"}

    def _plain(self, text, place):
        """The text without what differs from run to run."""
        text = (
            text.replace(f"{place}/master/", "").replace(f"{place}/slave/", "").replace(self.folder + "/", "")
        )
        # The server cuts what it quotes at a length, and so within a path.
        text = re.sub(r" to use near '.*' at line", " to use near '…' at line", text, flags=re.S)
        text = re.sub(r"\bat '?127\.\d+\.\d+\.\d+:\d+'?", "at ADDRESS", text)
        text = re.sub(r"'127\.0\.0\.\d+:\d+'|127\.0\.0\.\d+:\d{5}", "ADDRESS", text)
        return re.sub(r"\s+", " ", text).strip()
