"""What a server's log says of TLS."""

import re

TELLING = re.compile(
    r"ssl|tls|certificate|x509|handshake|cipher|private key|without authentication|access denied"
    r"|unknown variable|unknown option|ambiguous|aborting",
    re.I,
)
USUAL = re.compile(
    r"is self signed|configured to support TLS|WITHOUT SSL|skip-ssl-verify|Option 'ssl' is|deprecated"
    r"|mysql_native_password|--skip-slave-start|Skipping generation"
    r"|storing .*user name or password|X Plugin|generated using"
)


def telling_lines(log):
    """The lines of a master's log that speak of TLS, without time, thread and severity of no use."""
    lines = []
    for line in log.splitlines():
        if "[System]" in line or not TELLING.search(line) or USUAL.search(line):
            continue
        line = re.sub(r"^\d{4}-\d\d-\d\d[T ]+[\d:.]+Z?\s+\d+\s+", "", line)
        line = re.sub(r"\bconnection \d+|\bthread \d+", lambda found: found[0].split()[0] + " N", line)
        line = re.sub(r" ?\[Server\]", "", line).strip()
        if line not in lines:
            lines.append(line)
    return lines[:4]


def last_words(log):
    """The first error in the log of a server that ended, without time and severity."""
    for line in log.splitlines():
        if "[ERROR]" in line and "Failed to setup SSL" not in line and "Aborting" not in line:
            return re.sub(r"^.*\[ERROR\]( \[[^]]*\])* ?(/usr/sbin/\w+: )?", "", line)
    return ""
