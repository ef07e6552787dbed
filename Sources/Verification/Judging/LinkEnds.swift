internal import OpenSSL
internal import Replication

/// What one side of links accepts and shows, by the numbers of a ``PathJudge``.
struct LinkEnd {
  let server: Server
  let trust: PathJudge.Number?
  let revocations: PathJudge.Revocations
  let chain: PathJudge.Number?
  let keyKind: KeyKind?

  init(_ trust: Trust, _ presentation: Presentation?, on server: Server, _ paths: PathJudge) {
    self.server = server
    self.trust = paths.number(trust.certificates)
    revocations = paths.revocations(trust)
    chain = paths.number(presentation?.chain.value)
    keyKind = presentation?.chain.value?.first?.fields.publicKey?.kind
  }
}

/// A master, as all of its links meet it. A class, since a million links share it.
final class MasterEnd {
  let side: MasterSide
  let end: LinkEnd
  /// What its server does when it starts.
  let start: Start

  init(_ side: MasterSide, _ mistakes: [DeployedHost.Mistake], on server: Server, _ paths: PathJudge) {
    self.side = side
    end = LinkEnd(side.trust, side.presentation, on: server, paths)
    start = Start(side, on: server, mistakes) { paths.ownRefusal($0, side.trust) }
  }
}

/// A slave's connection, as all of its links meet it.
final class SlaveEnd {
  let side: SlaveSide
  let end: LinkEnd
  /// Who it is to a master.
  let address: ClientAddress
  /// What keeps it from loading its own files.
  let failure: LoadFailure?
  let usesTLS: Bool
  /// Whether it looks for the name that it dials, and insists on TLS.
  let verifiesMaster: Bool
  /// The name that it looks for in the master's certificate; nil where it looks for none, or nothing tells.
  let expectedName: String?

  init(_ side: SlaveSide, of host: DeployedHost, on server: Server, _ paths: PathJudge) {
    self.side = side
    address = ClientAddress(host, side.presentation, dialling: side.dials)
    end = LinkEnd(side.trust, side.presentation, on: server, paths)
    failure = LoadFailure.first(side.trust, side.presentation, side.transport, as: .client, on: server)
    usesTLS = side.usesTLS ?? server.slaveUsesTLSByDefault
    verifiesMaster = side.verifiesMaster ?? server.verifiesMasterByDefault
    expectedName = side.dials.flatMap { dialled in
      (side.verifiesMaster ?? server.verifiesMasterByDefault) && !server.ignoresName(dialling: dialled)
        ? dialled : nil
    }
  }
}
