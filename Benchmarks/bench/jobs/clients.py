"""A thousand clients of an authority that there is already; slow peers make a sample of them."""

import os

from ..job import Contender, Job


def jobs(place, peers):
    count = place.amount(1000, 200)
    contenders = []
    for name, command, certificates, more in _issuers(place, peers):
        sample = min(more.pop("sample", 0) or count, count)
        if place.quick and sample < count:
            sample = min(sample, 5)
        contenders.append(
            _contender(place, name, command, certificates, sample, scale=count / sample, **more)
        )
    yield Job("clients", f"{count:,} clients, P-256", contenders, runs=place.amount(5, 1))


def _issuers(place, peers):
    hosts = "hosts/slave*/client-cert.pem"
    yield "mkcerts", [place.script("mkcerts")], hosts, {"kind": "mkcerts"}
    yield "C floor", [place.floor], hosts, {"kind": "floor"}
    for peer in peers:
        if "p256" in peer.algorithms:
            more = {"same_library": peer.same_library, "sample": peer.sample}
            yield peer.name, peer.command, peer.certificates, more


def _contender(place, name, command, certificates, sample, **more):
    kept, folder = place.folder("authorities", name), place.folder("clients", name)
    if name == "C floor":
        maker, arguments = [place.script("mkcerts")], [folder, place.model, str(sample)]
    else:
        maker, arguments = command, [folder, "p256", str(sample)]
    place.run(*maker, "authority", kept, "p256", "0")
    return Contender(
        name,
        [*command, "clients", *arguments],
        prepare=place.copier(kept, folder),
        makes=(os.path.join(folder, certificates), sample),
        **more,
    )
