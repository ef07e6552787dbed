internal import OpenSSL
internal import Replication

/// The protocol versions and ciphers that servers make of their options, each distinct set worked out once.
final class TransportBook {
  private struct Entry: Hashable {
    let transport: Transport
    let server: Server
  }

  private var lists: [Entry: CipherList?] = [:]

  /// Whether two ends have a version and a cipher in common for a server's key of this kind. Where neither
  /// restricts anything, all supported servers have.
  func haveCommon(
    _ one: Transport, on server: Server, _ other: Transport, on otherServer: Server, key: KeyKind?
  ) -> Bool {
    let unrestricted = Transport()
    guard one != unrestricted || other != unrestricted else { return true }
    guard let ours = list(one, server), let theirs = list(other, otherServer) else { return true }
    return ours.common(with: theirs, key: key) != nil
  }

  /// Whether an end has a suite to begin a handshake with; true where that cannot be told.
  func canBegin(_ transport: Transport, on server: Server) -> Bool {
    transport == Transport() || list(transport, server)?.canBegin ?? true
  }

  /// nil where libssl is not there to be asked, or the options are refused, which is said elsewhere.
  private func list(_ transport: Transport, _ server: Server) -> CipherList? {
    let entry = Entry(transport: transport, server: server)
    if let known = lists[entry] { return known }
    let list = try? CipherList(transport, on: server)
    lists[entry] = .some(list)
    return list
  }
}

extension CipherList {
  /// What `server` makes of its options. MariaDB sets both lists from the one option: the names of TLS 1.3 there
  /// replace its suites, and without any other name nothing is left for TLS 1.2 (measured).
  init(_ transport: Transport, on server: Server) throws(CipherListError) {
    let named = transport.versions.flatMap { ProtocolVersion.list($0) } ?? []
    var versions = named.isEmpty ? server.defaultVersions : named
    var (ciphers, suites) = (transport.cipher, transport.ciphersuites)
    // Not at the security levels of any release that was measured, while older libraries take it there.
    if server.flavour == .mysql, let named = suites {
      suites = named.split(separator: ":").filter { $0 != "TLS_AES_128_CCM_8_SHA256" }.joined(separator: ":")
    }
    if server.flavour == .mariadb, let cipher = transport.cipher {
      let names = cipher.split(separator: ":")
      let new = names.filter { $0.hasPrefix("TLS_") }
      let old = names.filter { !$0.hasPrefix("TLS_") }
      suites = new.isEmpty ? nil : new.joined(separator: ":")
      ciphers = old.isEmpty ? nil : old.joined(separator: ":")
      if old.isEmpty { versions.formIntersection([.tls13]) }
    }
    try self.init(
      ciphers: ciphers, suites: suites, versions: versions, securityLevel: server.judgingLevel)
  }
}

extension Transport {
  /// The protocol versions that `server` makes of it.
  func versions(on server: Server) -> Set<ProtocolVersion> {
    let named = versions.flatMap { ProtocolVersion.list($0) } ?? []
    return named.isEmpty ? server.defaultVersions : named
  }
}

extension Server {
  /// tls_version where nothing sets it (manuals, "tls_version").
  fileprivate var defaultVersions: Set<ProtocolVersion> {
    self == Server.oldestMySQL ? [.tls10, .tls11, .tls12] : [.tls12, .tls13]
  }
}
