"""The described scripts: one text, in which each begins with a line of its name."""

import os
import re

from deployment.servers import PROJECT

FOLDER = os.path.join(PROJECT, "Fixtures/Accounts")


class Script:
    """A script, its name, and what it is about."""

    def __init__(self, name, title, text):
        self.name, self.title, self.text = name, title, text

    def is_for(self, server):
        """Whether it says something about the server: `-- for:` names servers or families of them."""
        named = re.search(r"^-- for: (.*)$", self.text, re.M)
        return not named or any(server.startswith(word) for word in named[1].split())


def scripts(path=None):
    """All scripts of the file, in its order."""
    with open(path or os.path.join(FOLDER, "scripts.sql"), encoding="utf-8") as file:
        parts = re.split(r"^-- == ([^:\n]+): (.*)\n", file.read(), flags=re.M)
    return [Script(*parts[at : at + 3]) for at in range(1, len(parts), 3)]
