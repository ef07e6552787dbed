internal import OpenSSL
internal import Replication

/// One side of connections, and which versions and ciphers its options allow.
struct TransportEnd {
  let host: DeployedHost
  let transport: Transport
  /// The file that sets them.
  let file: String?
  let isMaster: Bool
  /// What keeps this end from loading its options, where they are the cause.
  let failure: LoadFailure?

  /// Whether a link of the host fails for want of a version and cipher.
  let hasNothingInCommon: Bool

  /// What is said where its options are about `subject`: it breaks where servers refuse them, and else is
  /// worth knowing.
  func severity(_ subject: LoadFailure.Subject) -> Severity {
    failure?.subject == subject || hasNothingInCommon ? .breaks : .note
  }

  /// What servers print where they refuse them.
  func symptom(_ subject: LoadFailure.Subject) -> LinkFailure? {
    failure.flatMap { $0.subject == subject ? .cannotLoad($0.part, as: isMaster ? .server : .client) : nil }
      ?? (hasNothingInCommon ? .nothingInCommon : nil)
  }
}

extension Examination {
  /// All ends of which options restrict versions or ciphers.
  var restrictedEnds: [TransportEnd] {
    var failures: [Link: LoadFailure] = [:]
    for (link, verdict) in survey.unproven {
      guard case .fails(.slaveCannotLoad(let failure)) = verdict else { continue }
      failures[Link(slave: link.slave, connection: link.connection, master: link.slave)] = failure
    }
    var lonely: Set<Int> = []
    for (link, verdict) in survey.unproven {
      if case .fails(.nothingInCommon) = verdict { lonely.formUnion([link.slave, link.master]) }
    }
    return deployment.hosts.indices.flatMap { place in
      let host = deployment.hosts[place]
      let master = host.asMaster.map { side in
        TransportEnd(
          host: host, transport: side.transport, file: side.optionFile, isMaster: true,
          failure: judge.start(of: place)?.failure, hasNothingInCommon: lonely.contains(place))
      }
      let slaves = host.connections.enumerated().map { number, side in
        TransportEnd(
          host: host, transport: side.transport, file: side.statementFile, isMaster: false,
          failure: failures[Link(slave: place, connection: number, master: place)],
          hasNothingInCommon: lonely.contains(place))
      }
      return ([master].compactMap { $0 } + slaves).filter { $0.transport != Transport() }
    }
  }

  /// The links of which both ends, or the master, restrict versions or ciphers; each kind of pair once. Whether
  /// one fails for that is said beside it.
  var restrictedLinks: [(link: Link, fails: Bool)] {
    let hosts = deployment.hosts
    guard hosts.contains(where: { $0.asMaster.map { $0.transport != Transport() } ?? false }) else {
      return []
    }
    let failing = Set(
      survey.unproven.compactMap { link, verdict -> Link? in
        if case .fails(.nothingInCommon) = verdict { link } else { nil }
      })
    return links.filter { link in
      hosts[link.master].asMaster.map { $0.transport != Transport() } ?? false
    }.map { ($0, failing.contains($0)) }
  }
}

extension Start {
  /// What the server does not load; nil where it loads everything.
  fileprivate var failure: LoadFailure? {
    switch self {
    case .exits(let failure), .withoutTLS(let failure?): failure
    case .withTLS, .withItsOwnCertificate, .withoutCertificate, .withoutTLS(nil): nil
    }
  }
}
