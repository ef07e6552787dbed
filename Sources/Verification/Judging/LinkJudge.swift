internal import OpenSSL
internal import Replication

/// Judges links as a real master and a real slave of these versions do: what the server makes of its files at
/// start, what the slave makes of its own, and each step of the handshake and the login, in their order.
final class LinkJudge {
  private let hosts: [DeployedHost]
  private let assumed: Server
  private let paths: PathJudge
  private let transports = TransportBook()
  private var masters: [Int: MasterEnd] = [:]
  /// The slave that was asked for last: links come slave by slave, and a fleet has too many of them to keep all.
  private var lastSlave: (place: Int, connections: [SlaveEnd])?
  private var names: [NameQuestion: Bool] = [:]

  /// What the hosts are called, in small letters.
  private(set) lazy var namesOfHosts = Set(hosts.flatMap(\.namesAndAddresses))

  private struct NameQuestion: Hashable {
    let name: String
    let chain: PathJudge.Number
    let matching: NameMatching
  }

  /// - Parameter assumed: the server of hosts that do not say theirs.
  init(_ hosts: [DeployedHost], at time: Time, assuming assumed: Server) {
    self.hosts = hosts
    self.assumed = assumed
    paths = PathJudge(at: time)
  }

  /// The issuer's key of each certificate in a chain that was found to hold.
  var issuers: [Certificate: PublicKey] { paths.issuers }

  /// What the server of the host in this place does when it starts; nil where it has no options for that.
  func start(of host: Int) -> Start? { master(host)?.start }

  /// What becomes of the link.
  func verdict(_ link: Link) -> Verdict {
    guard let master = master(link.master) else { return .fails(.unknown) }
    if case .exits(let failure) = master.start { return .fails(.masterExits(failure)) }
    let slave = slave(link)
    if let refusal = slave.side.refusal { return .fails(.statementRefused(refusal)) }
    guard slave.usesTLS else { return plainLogin(slave, master) }
    if let failure = slave.failure { return .fails(.slaveCannotLoad(failure)) }
    if slave.verifiesMaster, !slave.side.trust.isNamed, !slave.end.server.verifiesByPassword {
      return .fails(.noAuthorityToVerifyBy)
    }
    switch master.start {
    case .withoutTLS:
      return slave.verifiesMaster || slave.end.server.refusesPlainMaster
        ? .fails(.masterOffersNoTLS) : plainLogin(slave, master)
    case .withoutCertificate: return .fails(.masterShowsNothing)
    case .withItsOwnCertificate: return ownCertificate(slave, master)
    case .withTLS, .exits: return handshake(slave, master, checkingName: link.isDialled)
    }
  }

  /// A certificate that a server made for itself is accepted by those who verify nothing, or the password.
  private func ownCertificate(_ slave: SlaveEnd, _ master: MasterEnd) -> Verdict {
    let isByPassword = slave.verifiesMaster && master.end.server.verifiesByPassword
    if slave.side.trust.isNamed || slave.verifiesMaster && !isByPassword {
      return .fails(.slaveRefuses(.selfSigned))
    }
    if slave.side.presentation != nil { return .fails(.masterRefuses(.selfSigned)) }
    return login(Assurance(ofMaster: nil, ofSlave: nil, namesChecked: false), slave, master)
  }

  private func handshake(_ slave: SlaveEnd, _ master: MasterEnd, checkingName: Bool) -> Verdict {
    let haveCommon = transports.haveCommon(
      master.side.transport, on: master.end.server, slave.side.transport, on: slave.end.server,
      key: master.end.keyKind)
    guard haveCommon, transports.canBegin(slave.side.transport, on: slave.end.server) else {
      return .fails(.nothingInCommon("TLS version and cipher"))
    }
    if let obstacle = Self.unusableKey(slave, master) { return .fails(obstacle) }
    var ofMaster: PublicKey?
    // A slave that names no authority verifies nothing, but by the password where that is enough.
    if slave.side.trust.isNamed {
      switch answer(under: slave.end, of: master.end, as: .server) {
      case .ends(let key): ofMaster = key
      case .refused(let refusal): return .fails(.slaveRefuses(refusal))
      case .unknown: return .fails(.unknown)
      }
    } else if slave.verifiesMaster, !master.end.server.verifiesByPassword {
      return .fails(.slaveRefuses(.selfSigned))
    }
    if checkingName, let name = slave.expectedName, !isNamed(master, name, by: slave.end.server) {
      return .fails(.slaveRefusesName(name))
    }
    var ofSlave: PublicKey?
    if slave.side.presentation != nil {
      switch answer(under: master.end, of: slave.end, as: .client) {
      case .ends(let key): ofSlave = key
      case .refused(let refusal): return .fails(.masterRefuses(refusal))
      case .unknown: return .fails(.unknown)
      }
    }
    let assurance = Assurance(
      ofMaster: ofMaster, ofSlave: ofSlave, namesChecked: checkingName && slave.expectedName != nil,
      trustIsMutual: ofMaster != ofSlave && trustIsMutual(slave, master, [ofMaster, ofSlave]))
    return login(assurance, slave, master)
  }

  private func trustIsMutual(_ slave: SlaveEnd, _ master: MasterEnd, _ ends: [PublicKey?]) -> Bool {
    let keys = ends.compactMap { $0 }
    return slave.side.trust.holds(keys) && master.side.trust.holds(keys)
  }

  private static func unusableKey(_ slave: SlaveEnd, _ master: MasterEnd) -> Obstacle? {
    func isTaken(_ kind: KeyKind) -> Bool { slave.end.server.takes(kind) && master.end.server.takes(kind) }
    if let kind = master.end.keyKind, !isTaken(kind) { return .unusableKey(kind, of: .server) }
    if let kind = slave.end.keyKind, !isTaken(kind) { return .unusableKey(kind, of: .client) }
    return nil
  }

  private func isNamed(_ master: MasterEnd, _ name: String, by server: Server) -> Bool {
    guard let chain = master.end.chain else { return false }
    let question = NameQuestion(name: name, chain: chain, matching: server.nameMatching)
    if let known = names[question] { return known }
    let leaf = master.side.presentation?.chain.value?.first
    let isNamed = leaf?.matches(dialled: name, as: server.nameMatching) ?? false
    names[question] = isNamed
    return isNamed
  }
}

extension LinkJudge {
  /// What one end makes of the other's chain, whatever else stands in the way of the link; nil where both
  /// accept.
  func chainObstacle(_ link: Link) -> Obstacle? {
    guard let master = master(link.master) else { return nil }
    let slave = slave(link)
    if slave.side.trust.isNamed, master.end.chain != nil,
      case .refused(let refusal) = answer(under: slave.end, of: master.end, as: .server)
    {
      return .slaveRefuses(refusal)
    }
    if slave.end.chain != nil,
      case .refused(let refusal) = answer(under: master.end, of: slave.end, as: .client)
    {
      return .masterRefuses(refusal)
    }
    return nil
  }

  /// Whether the ends of a link may speak TLS 1.3 with each other, in which a master's refusal has no name.
  func speaksTLS13(_ link: Link) -> Bool { commonVersions(link).contains(.tls13) }

  /// Whether the slave of a link has a cipher to begin with (``CipherList/canBegin``).
  func canBegin(_ link: Link) -> Bool {
    let slave = slave(link)
    return transports.canBegin(slave.side.transport, on: slave.end.server)
  }

  /// Whether any version of TLS is named by the options of both ends.
  func haveVersionInCommon(_ link: Link) -> Bool { !commonVersions(link).isEmpty }

  private func commonVersions(_ link: Link) -> Set<ProtocolVersion> {
    let slave = slave(link)
    let wanted = slave.side.transport.versions(on: slave.end.server)
    return master(link.master).map { $0.side.transport.versions(on: $0.end.server).intersection(wanted) }
      ?? []
  }

  /// What the host in one place makes of what its own kind presents: for a slave that has nobody to replicate
  /// from.
  func answerToItself(_ host: Int, connection: Int) -> PathJudge.Answer {
    let end = slave(Link(slave: host, connection: connection, master: host)).end
    return answer(under: end, of: end, as: .client)
  }

  private func answer(
    under receiver: LinkEnd, of sender: LinkEnd, as purpose: TrustStore.Purpose
  ) -> PathJudge.Answer {
    guard let chain = sender.chain else { return .unknown }
    guard let trust = receiver.trust else { return .refused(.noAuthority) }
    // A server that has the leaf alone completes the chain from its own ssl-ca (SSL_CTX_set_mode(3),
    // SSL_MODE_NO_AUTO_CHAIN); one that is given a chain sends it as it is.
    let completes = paths.isLeafAlone(chain) || !sender.server.sendsChain
    return paths.answer(
      PathJudge.Question(
        trust: trust, revocations: receiver.revocations, chain: chain,
        helpers: completes && sender.trust != trust ? sender.trust : nil,
        sendsLeafAlone: !sender.server.sendsChain, purpose: purpose,
        securityLevel: receiver.server.judgingLevel))
  }

  private func server(of place: Int) -> Server { hosts[place].server ?? assumed }

  func master(_ place: Int) -> MasterEnd? {
    if let known = masters[place] { return known }
    guard let side = hosts[place].asMaster else { return nil }
    let made = MasterEnd(side, hosts[place].mistakes, on: server(of: place), paths)
    masters[place] = made
    return made
  }

  func slave(_ link: Link) -> SlaveEnd {
    if let lastSlave, lastSlave.place == link.slave { return lastSlave.connections[link.connection] }
    let server = server(of: link.slave)
    let made = hosts[link.slave].connections.map {
      SlaveEnd($0, of: hosts[link.slave], on: server, paths)
    }
    lastSlave = (link.slave, made)
    return made[link.connection]
  }
}
