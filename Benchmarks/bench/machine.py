"""On what machine the ratios were taken."""

import os
import subprocess


def machine(scratch):
    """What bears on the ratios: processors, libcrypto, file system, and what else the machine was doing."""
    openssl = subprocess.run(["openssl", "version"], check=True, capture_output=True, text=True).stdout
    file_system = subprocess.run(
        ["df", "--output=fstype", scratch], check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    return {
        "processors": len(os.sched_getaffinity(0)),
        "openssl": " ".join(openssl.split()[:2]),
        "fileSystem": file_system,
        "load": os.getloadavg()[0],
    }


def is_busy(about):
    """Whether others take so much of the machine that ratios suffer."""
    return about["load"] > about["processors"] / 4
