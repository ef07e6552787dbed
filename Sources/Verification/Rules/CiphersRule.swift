internal import OpenSSL
internal import Replication

/// The ciphers that options name are known, and both ends of a link have one in common that the master's key
/// can be used with (ssl_cipher of both families; what servers make of others is measured).
struct CiphersRule: Rule {
  static let name = "ciphers"

  func findings(in examination: Examination) -> [Finding] {
    examination.restrictedEnds.compactMap { end in
      guard let text = end.transport.cipher, let sentence = Self.problem(text) else { return nil }
      return finding(
        end.severity(.ciphers), end.host, end.file, "\(end.host.name) has ssl_cipher=\(text): \(sentence)",
        symptom: end.symptom(.ciphers),
        fix: "take ssl_cipher out, or name ciphers that `openssl ciphers` knows")
    } + examination.restrictedEnds.compactMap { suites($0, examination) }
      + examination.restrictedLinks.compactMap { disjoint($0.link, fails: $0.fails, examination) }
  }

  /// A name alone, since libssl passes over unknown ones beside known ones.
  private static func problem(_ text: String) -> String? {
    let names = text.split(separator: ":").map(String.init)
    if let new = names.first(where: { $0.hasPrefix("TLS_") }) {
      return "\(new) is of TLS 1.3, which MariaDB takes there and MySQL does not"
    }
    let unknown = names.first { name in
      do throws(CipherListError) {
        _ = try CipherList(ciphers: name, versions: [.tls12])
        return false
      } catch { if case .noCipherMatch = error { return true } else { return false } }
    }
    return unknown.map { "\($0) is not known" }
  }

  /// What tls_ciphersuites of a MySQL end makes of TLS 1.3, where that is nothing.
  private func suites(_ end: TransportEnd, _ examination: Examination) -> Finding? {
    let server = examination.server(of: end.host)
    guard server.flavour == .mysql, let text = end.transport.ciphersuites,
      let sentence = Self.suitesProblem(text, end, server)
    else { return nil }
    return finding(
      end.severity(.ciphers), end.host, end.file,
      "\(end.host.name) has tls_ciphersuites=\(text.isEmpty ? "''" : text): \(sentence)",
      symptom: end.failure == nil && !end.isMaster && end.hasNothingInCommon
        ? .noCipherToOffer : end.symptom(.ciphers),
      fix: "take tls_ciphersuites out, or name suites such as TLS_AES_256_GCM_SHA384")
  }

  private static func suitesProblem(_ text: String, _ end: TransportEnd, _ server: Server) -> String? {
    let names = text.split(separator: ":").map(String.init)
    if end.isMaster, server.blocksCiphers,
      let blocked = names.first(where: { !Transport.allowedSuites.contains($0) })
    {
      return "the server does not allow \(blocked)"
    }
    let unknown = names.first { name in
      do throws(CipherListError) {
        _ = try CipherList(suites: name, versions: [.tls13])
        return false
      } catch { if case .noSuiteMatch = error { return true } else { return false } }
    }
    if let unknown { return "\(unknown) is not known" }
    guard end.transport.versions(on: server).contains(.tls13),
      let list = try? CipherList(Transport(versions: "TLSv1.3", ciphersuites: text), on: server),
      !list.canBegin
    else { return nil }
    return "it leaves no suite for TLS 1.3, which is still offered"
  }

  private func disjoint(_ link: Link, fails: Bool, _ examination: Examination) -> Finding? {
    let (slave, master) = (
      examination.deployment.hosts[link.slave], examination.deployment.hosts[link.master]
    )
    let connection = slave.connections[link.connection]
    guard let side = master.asMaster, let problem = Self.mismatch(connection, slave.name, side, master.name)
    else { return nil }
    return finding(
      fails ? .breaks : .note, slave, connection.statementFile,
      fails ? problem : "\(problem): only another version than these are for brings the link up",
      symptom: fails ? .nothingInCommon : nil,
      fix: "let both allow the same ciphers, or name none")
  }

  private static func mismatch(
    _ slave: SlaveSide, _ slaveName: String, _ master: MasterSide, _ masterName: String
  ) -> String? {
    if let theirs = master.transport.ciphersuites, let ours = slave.transport.ciphersuites,
      !theirs.isEmpty, !ours.isEmpty,
      Set(theirs.split(separator: ":")).isDisjoint(with: ours.split(separator: ":"))
    {
      return
        "\(slaveName) has the suites \(ours) of TLS 1.3 and \(masterName) \(theirs): they have none in common"
    }
    guard let named = master.transport.cipher,
      let theirs = try? CipherList(ciphers: named, versions: [.tls12])
    else { return nil }
    let kind = master.presentation?.chain.value?.first?.fields.publicKey?.kind
    if let kind, theirs.suites(in: .tls12, key: kind).isEmpty {
      return "\(masterName) allows \(named), none of which can be used with its key, \(kind)"
    }
    guard let wanted = slave.transport.cipher,
      let ours = try? CipherList(ciphers: wanted, versions: [.tls12]),
      ours.common(with: theirs, key: kind) == nil
    else { return nil }
    return "\(slaveName) allows \(wanted) and \(masterName) \(named): they have no cipher in common"
  }
}
