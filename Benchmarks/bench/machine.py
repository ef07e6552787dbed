"""On what machine the ratios were taken, and what else it was doing."""

import os
import subprocess


def machine(scratch):
    """What bears on the ratios: processors, libcrypto, file system."""
    openssl = subprocess.run(["openssl", "version"], check=True, capture_output=True, text=True).stdout
    file_system = subprocess.run(
        ["df", "--output=fstype", scratch], check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    return {
        "processors": len(os.sched_getaffinity(0)),
        "openssl": " ".join(openssl.split()[:2]),
        "fileSystem": file_system,
    }


class Others:
    """How much of the processors' time other programs take from now on."""

    def __init__(self):
        self._start = self._now()

    @staticmethod
    def _now():
        """Seconds in which processors were busy, seconds that we and our children took, and the time."""
        with open("/proc/stat", encoding="ascii") as file:
            user, nice, system, _, _, *interrupts = (int(field) for field in file.readline().split()[1:9])
        ours = os.times()
        busy = (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")
        return busy, sum(ours[:4]), ours.elapsed

    def share(self):
        """The part of all processors' time that others took, between 0 and 1."""
        busy, ours, elapsed = (now - then for now, then in zip(self._now(), self._start, strict=True))
        return max(0.0, busy - ours) / (elapsed * os.cpu_count())
