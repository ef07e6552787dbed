"""What a description in Fixtures/Deployments says, laid over what defaults.ini says."""

import configparser
import os

FOLDER = os.path.normpath(os.path.join(os.path.dirname(__file__), "../../Fixtures/Deployments"))


class DescriptionError(Exception):
    """A description says something that has no meaning."""


def names():
    """The names of all deployments, in order."""
    return sorted(name[:-4] for name in os.listdir(FOLDER) if name.endswith(".cnf"))


def parser():
    made = configparser.ConfigParser(
        interpolation=None, allow_no_value=True, delimiters=("=",), comment_prefixes=("#",), strict=True
    )
    made.optionxform = str
    return made


class Description:
    """One deployment as described: every accessor returns defaults and description together."""

    SECTIONS = ("about", "account", "master files", "master options", "slave files", "change master")

    def __init__(self, name, text=None):
        self.name = name
        self.read = parser()
        self.read.read(os.path.join(FOLDER, "defaults.ini"))
        if text is None:
            path = os.path.join(FOLDER, name + ".cnf")
            if not os.path.exists(path):
                raise DescriptionError(f"there is no deployment {name} in Fixtures/Deployments")
            self.read.read(path, encoding="utf-8")
        else:
            self.read.read_string(text)
        for section in self.read.sections():
            if section not in self.SECTIONS and section.split()[0] not in ("certificate", "crl", "like"):
                raise DescriptionError(f"{name}: there is no section [{section}]")

    @property
    def title(self):
        return self.read["about"]["title"]

    @property
    def rules(self):
        """The rules of `mkcerts verify` that are meant to find something; none in a good deployment."""
        return self.read["about"].get("rule", "").split()

    def is_good(self, server):
        """Whether the description means the deployment to replicate with proof on `server`."""
        good = self.read["about"].get("good", "no")
        return good == "yes" or server in good.split() or server.split("-")[0] in good.split()

    def unproven(self, server):
        """Why an encrypted link on `server` is no proof of one shared authority; "" where it is one."""
        about = self.read["about"]
        return about.get(f"unproven {server}", about.get("unproven", ""))

    def not_applicable(self, server):
        """Why the deployment makes no sense on `server`; None where it does."""
        about = self.read["about"]
        for name in (server, server.split("-")[0]):
            if f"not-applicable {name}" in about:
                return about[f"not-applicable {name}"]
        return None

    def section(self, name):
        """The lines of a section that were not taken back by `-`, as pairs; a value may be None."""
        if name not in self.read:
            return []
        return [(key, value) for key, value in self.read[name].items() if value != "-"]

    def certificate(self, name):
        """All that is said of the certificate `name`, over what its kind has by default."""
        section = f"certificate {name}"
        if section not in self.read:
            raise DescriptionError(f"{self.name}: there is no [{section}]")
        own = dict(self.read[section])
        kind = own.get("like", "server")
        if f"like {kind}" not in self.read:
            raise DescriptionError(f"{self.name}: there is no kind {kind}")
        return {**self.read[f"like {kind}"], **own}

    def revocation_list(self, name):
        """All that is said of the revocation list `name`."""
        section = f"crl {name}"
        if section not in self.read:
            raise DescriptionError(f"{self.name}: there is no [{section}]")
        return {**self.read["like crl"], **self.read[section]}
