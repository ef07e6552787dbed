"""The committed table: what became of each deployment, and what verify is to conclude from it."""

import os

from .description import FOLDER, Description, names

FIELDS = ("deployment", "server", "outcome", "errno", "text", "log", "release", "verdict", "reason")
PATH = os.path.join(FOLDER, "outcomes.tsv")


def read(path):
    """The lines of a run or of the table, by deployment and server."""
    with open(path, encoding="utf-8") as file:
        head, *lines = [line.rstrip("\n").split("\t") for line in file]
    return {(line[0], line[1]): dict(zip(head, line)) for line in lines}


def merge(paths):
    """Puts the lines of these runs into the table, and drops deployments that are no longer described."""
    rows = read(PATH) if os.path.exists(PATH) else {}
    for path in paths:
        rows.update(read(path))
    described = {name: Description(name) for name in names()}
    with open(PATH, "w", encoding="utf-8") as file:
        file.write("\t".join(FIELDS) + "\n")
        for (name, server), row in sorted(rows.items()):
            if name in described:
                row.update(conclusion(described[name], server, row["outcome"]))
                file.write("\t".join(row[field] for field in FIELDS) + "\n")
    return 0


def conclusion(description, server, outcome):
    """What a correct verify says: proven where the link is encrypted, but for what the description says."""
    if outcome == "not-applicable":
        return {"verdict": "", "reason": ""}
    if outcome != "encrypted":
        return {"verdict": "not-proven", "reason": ""}
    reason = description.unproven(server)
    return {"verdict": "not-proven" if reason else "proven", "reason": reason}
