"""Fills the ledger of an authority with certificates that were never made, for what a command costs in a large one.

usage: python3 -m bench.record LEDGER COUNT REVOKED [PRESENT]

The rows are as mkcerts writes them (Sources/CertificateAuthority/Ledger/LedgerSchema.swift): clients with
serial numbers, names and keys of their own, one encoding for all of them. REVOKED more are revoked. Others took
the place of all but the first PRESENT ones. Nothing ends soon, and no host has a folder.
"""

import hashlib
import sqlite3
import sys
import time

DAY = 86400


def fill(ledger, count, revoked, present=None):
    record = sqlite3.connect(ledger, isolation_level=None)
    record.execute("PRAGMA foreign_keys = ON")
    record.execute("PRAGMA synchronous = OFF")
    record.execute("BEGIN")
    # Made anew at the end, which is quicker than to keep them up to date.
    indexes = record.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL").fetchall()
    for name, _ in indexes:
        record.execute(f"DROP INDEX {name}")
    der = record.execute("SELECT certificate FROM generation").fetchone()[0]
    record.executemany(
        "INSERT INTO certificate VALUES (?, ?, 'client', 1, ?, ?, ?, ?, ?, '', ?, 0, ?)",
        (_row(number, count, present or count, der) for number in range(count + revoked)),
    )
    record.execute(
        "INSERT INTO revocation SELECT serial, generation, issued_at, 4, not_after, 1, NULL"
        " FROM certificate WHERE state = 'revoked'"
    )
    for _, statement in indexes:
        record.execute(statement)
    record.execute("COMMIT")
    record.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    record.close()


def _row(number, count, present, der):
    now = int(time.time())
    # In the order of the table, of which the serial number is the key.
    serial = f"{number + (1 << 152):040x}"
    state = "issued" if number < present else "replaced" if number < count else "revoked"
    key = hashlib.sha256(serial.encode()).hexdigest()
    return serial, f"host{number:07}", state, now, now, now, now + 300 * DAY, key, der


if __name__ == "__main__":
    fill(sys.argv[1], *map(int, sys.argv[2:]))
