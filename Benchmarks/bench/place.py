"""Where the jobs are done: the programs, the scratch folder, and how much is asked for."""

import os
import shutil
import subprocess

BENCHMARKS = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


class Place:
    def __init__(self, mkcerts, programs, scratch, quick):
        self.mkcerts = os.path.realpath(mkcerts)
        self.floor = os.path.join(programs, "floor")
        self.quick = quick
        self.scratch = scratch
        os.environ["MKCERTS"] = self.mkcerts
        os.environ.pop("MKCERTS_PKI", None)
        # Whose texts the floor writes: what they hold depends on the host's name and nothing else.
        self.model = os.path.join(scratch, "model")
        self.run(self.script("mkcerts"), "fleet", self.model, "p256", "1")

    def amount(self, full, quick):
        """How many hosts or runs there are, in a full and in a quick run."""
        return quick if self.quick else full

    def script(self, name):
        return os.path.join(BENCHMARKS, "peers", name)

    def folder(self, *names):
        return os.path.join(self.scratch, *names)

    def run(self, *command):
        """Runs a command that is not timed."""
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def remover(self, folder):
        """A preparation that leaves nothing in the place of `folder`."""

        def prepare():
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(os.path.dirname(folder), exist_ok=True)

        return prepare

    def copier(self, kept, folder):
        """A preparation that puts a copy of the folder `kept` in the place of `folder`."""

        def prepare():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(kept, folder, symlinks=True)

        return prepare
