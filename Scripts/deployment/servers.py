"""Real servers: which are on this machine, how their data directories are made, how they start."""

import os
import re
import subprocess
import time

from .build import server_user
from .wire import Connection

PROJECT = os.path.normpath(os.path.join(os.path.dirname(__file__), "../.."))
KNOWN = ("mariadb-10.5", "mariadb-10.11", "mariadb-11.8", "mysql-9.7")


class ServerMissing(Exception):
    """A release is not on this machine."""


class ServerEnded(Exception):
    """A server ended instead of answering."""


class Release:
    """A release of a server, and the folder that it is unpacked in: "" for the machine's own."""

    def __init__(self, name):
        self.name = name
        self.is_mysql = name.startswith("mysql")
        place = os.environ.get("MKCERTS_SERVERS") or os.path.join(PROJECT, ".build/servers")
        unpacked = os.path.realpath(os.path.join(place, name))
        self.program = "/usr/sbin/mysqld" if self.is_mysql else "/usr/sbin/mariadbd"
        self.root = "" if self._is_installed() else unpacked
        if self.root and not os.path.exists(self.root + self.program):
            raise ServerMissing(f"{name} is not on this machine: `Scripts/unpack-servers {name}` unpacks it")

    def _version_of(self, words):
        printed = subprocess.run(
            [*words, self.program, "--no-defaults", "--version"], capture_output=True, text=True
        )
        return re.search(r"Ver (\S+)", printed.stdout)[1]

    def _is_installed(self):
        return os.path.exists(self.program) and self._version_of([]).startswith(self.name.split("-")[1] + ".")

    @property
    def version(self):
        """The name and version as the server prints it, such as `mariadb-11.8.6-MariaDB-0+deb13u1`."""
        return self.name.split("-")[0] + "-" + self._version_of(["chroot", self.root] if self.root else [])

    def start(self, arguments, log=None, **more):
        """Starts the program as the servers' user, below its own root."""
        user, group = server_user()

        def enter():
            if self.root:
                os.chroot(self.root)
                os.chdir("/")
            os.setgroups([])
            os.setgid(group)
            os.setuid(user)
            os.umask(0o027)

        with open(log or os.devnull, "ab") as output:
            return subprocess.Popen(
                [self.program, *arguments],
                preexec_fn=enter,
                stdout=output,
                stderr=output,
                **{"stdin": subprocess.DEVNULL, **more},
            )

    def make_data(self, path):
        """Makes a data directory at `path` whose administrator has no password."""
        if self.is_mysql:
            server = self.start(
                ["--no-defaults", "--initialize-insecure", f"--datadir={path}", *self.thrift()],
                log=path + ".log",
            )
            if server.wait(120) != 0:
                raise ServerEnded(f"{self.name} made no data directory; its log is {path}.log")
            return
        os.makedirs(path, exist_ok=True)
        os.chown(path, *server_user())
        if not self.root:
            # The installed release has the tools that this script calls; unpacked ones lack them.
            made = subprocess.run(
                [
                    "mariadb-install-db",
                    "--no-defaults",
                    f"--datadir={path}",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--skip-name-resolve",
                    "--cross-bootstrap",
                    f"--tmpdir={os.path.dirname(path)}",
                    "--innodb-flush-method=nosync",
                ],
                user=server_user()[0],
                group=server_user()[1],
                extra_groups=[],
                capture_output=True,
                text=True,
            )
            if made.returncode != 0:
                raise ServerEnded(f"mariadb-install-db: {made.stderr}{made.stdout}")
            return
        statements = "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n"
        for part in ("system_tables", "performance_tables", "system_tables_data"):
            names = [
                f"{self.root}/usr/share/{folder}_{part}.sql" for folder in ("mysql/mysql", "mariadb/mariadb")
            ]
            with open(next(name for name in names if os.path.exists(name)), encoding="utf-8") as file:
                # The lines with this variable make accounts for the machine's own name.
                statements += "\n".join(
                    line for line in file.read().split("\n") if "@current_hostname" not in line
                )
        server = self.start(
            [
                "--no-defaults",
                "--bootstrap",
                f"--datadir={path}",
                f"--tmpdir={os.path.dirname(path)}",
                "--log-warnings=0",
                "--enforce-storage-engine=",
                *self.thrift(),
            ],
            log=path + ".log",
            stdin=subprocess.PIPE,
        )
        server.communicate(statements.encode(), 120)
        if server.returncode != 0:
            raise ServerEnded(f"{self.name} made no data directory; its log is {path}.log")

    def thrift(self):
        """Options that spare memory and waiting for the disk, and have nothing to do with TLS."""
        if self.is_mysql:
            return [
                "--innodb-buffer-pool-size=16M",
                "--innodb-redo-log-capacity=8M",
                "--innodb-use-native-aio=OFF",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=OFF",
                "--mysqlx=OFF",
                "--innodb-buffer-pool-load-at-startup=OFF",
                "--innodb-flush-method=nosync",
            ]
        return [
            "--innodb-buffer-pool-size=16M",
            "--innodb-log-file-size=4M",
            "--innodb-flush-method=nosync",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-use-native-aio=OFF",
            "--skip-innodb-doublewrite",
        ]


class Server:
    """One server with its data directory in `folder`, which it and this process see under the same path."""

    def __init__(self, release, folder, number):
        self.release = release
        self.folder = folder
        self.number = number
        self.process = None
        self.connection = None

    @property
    def log(self):
        """What the server has written since its start."""
        with open(f"{self.folder}/error.log", encoding="utf-8", errors="replace") as file:
            return file.read()

    def start(self, option_file, address, timeout=40):
        """Starts the server with the option file, and waits for it.

        Raises `ServerEnded` when it ends, and says in which way.
        """
        for name in ("error.log", "socket", "pid", "socket.lock"):
            if os.path.lexists(f"{self.folder}/{name}"):
                os.remove(f"{self.folder}/{name}")
        first = f"--defaults-file={option_file}" if option_file else "--no-defaults"
        listening = [f"--bind-address={address}", "--port=3306"] if address else ["--skip-networking"]
        own = (
            ["--log-error-verbosity=3", "--performance-schema=ON", "--secure-file-priv="]
            if self.release.is_mysql
            else ["--performance-schema=ON"]
        )
        os.close(os.open(f"{self.folder}/error.log", os.O_CREAT, 0o644))
        os.chown(f"{self.folder}/error.log", *server_user())
        self.process = self.release.start(
            [
                first,
                f"--datadir={self.folder}/data",
                f"--socket={self.folder}/socket",
                f"--tmpdir={self.folder}",
                f"--pid-file={self.folder}/pid",
                f"--log-error={self.folder}/error.log",
                f"--server-id={self.number}",
                "--log-bin=binlog",
                "--relay-log=relay",
                "--skip-slave-start",
                "--skip-name-resolve",
                "--sync-binlog=0",
                *own,
                *listening,
                *self.release.thrift(),
            ],
            log=f"{self.folder}/error.log",
        )
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                self.connection = Connection(f"{self.folder}/socket")
                return
            except OSError:
                pass
            if self.process.poll() is not None:
                raise ServerEnded(f"ended with {self.process.returncode}")
            time.sleep(0.01)
        self.kill()
        raise ServerEnded(f"did not answer within {timeout} s")

    def run(self, statements):
        """Runs statements as the administrator."""
        return self.connection.run(statements)

    def kill(self):
        """Ends the server at once; its data directory mends itself at the next start."""
        if self.connection:
            self.connection.close()
            self.connection = None
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
