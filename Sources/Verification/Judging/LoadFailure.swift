internal import OpenSSL
internal import Replication

/// The first thing that keeps one end from setting TLS up with the files and lists that its options name, in
/// the order in which servers look at them (new_VioSSLFd in vio/viosslfactories of both servers).
struct LoadFailure: Hashable {
  /// What the server's message is about.
  enum Subject: Hashable {
    /// An option that the server does not take.
    case options
    /// A folder of option files.
    case optionFolder
    case versions
    case ciphers
    case authorities
    case revocations
    case certificate
    case key
    /// The key, where it is of another kind than the certificate's.
    case otherKey
    /// The certificate, which the server is told to verify (`tls_certificates_enforced_validation`).
    case validation
  }

  let subject: Subject
  /// The file, or the option's value.
  let named: String
  /// Why, as a sentence goes on behind the file's name.
  let reason: String
}

extension LoadFailure {
  /// What keeps an end of `server` from loading; nil where nothing does.
  ///
  /// - Parameter purpose: what the end is: a server takes the key from the certificate's file where no other
  ///   is named, a slave does not (measured).
  static func first(
    _ trust: Trust, _ presentation: Presentation?, _ transport: Transport, as purpose: TrustStore.Purpose,
    on server: Server
  ) -> LoadFailure? {
    versions(transport, server) ?? ciphers(transport, as: purpose, server) ?? authorities(trust)
      ?? presentation.flatMap { pair in
        certificate(pair, server) ?? key(pair, as: purpose, server)
      }
  }

  /// Unknown versions are refused by all; from MySQL 8.0 on the ones before TLS 1.2 too (8.0.28), and an empty
  /// list leaves MySQL none (measured).
  private static func versions(_ transport: Transport, _ server: Server) -> LoadFailure? {
    guard let text = transport.versions else { return nil }
    func failure(_ reason: String) -> LoadFailure {
      LoadFailure(subject: .versions, named: "tls_version=\(text)", reason: reason)
    }
    guard let versions = ProtocolVersion.list(text) else {
      return failure("it names a version that is not known")
    }
    if versions.isEmpty { return server.flavour == .mysql ? failure("it names no version") : nil }
    if server.refusesOldVersions, versions.contains(where: { $0 < .tls12 }) {
      return failure("it names a version older than TLSv1.2")
    }
    return nil
  }

  private static func ciphers(
    _ transport: Transport, as purpose: TrustStore.Purpose, _ server: Server
  ) -> LoadFailure? {
    if server.flavour == .mysql, let failure = suites(transport, as: purpose, server) { return failure }
    guard let text = transport.cipher else { return nil }
    func failure(_ reason: String) -> LoadFailure {
      LoadFailure(subject: .ciphers, named: "ssl_cipher=\(text)", reason: reason)
    }
    if purpose == .server, server.blocksCiphers {
      let blocked = text.split(separator: ":").first { name in
        (try? CipherList(ciphers: String(name), versions: [.tls12])) == nil
      }
      return blocked.map { failure("the server does not allow \($0) in it") }
    }
    do throws(CipherListError) {
      _ = try CipherList(transport, on: server)
      return nil
    } catch {
      guard case .noCipherMatch = error else { return nil }
      return failure("it names no cipher that is known")
    }
  }

  /// What MySQL makes of tls_ciphersuites: a server that looks at the names itself allows few of them
  /// ("contains cipher that is blocked"), and all refuse what libssl does not know (measured).
  private static func suites(
    _ transport: Transport, as purpose: TrustStore.Purpose, _ server: Server
  ) -> LoadFailure? {
    guard let text = transport.ciphersuites else { return nil }
    func failure(_ reason: String) -> LoadFailure {
      LoadFailure(subject: .ciphers, named: "tls_ciphersuites=\(text)", reason: reason)
    }
    if purpose == .server, server.blocksCiphers {
      let blocked = text.split(separator: ":").first { !Transport.allowedSuites.contains(String($0)) }
      return blocked.map { failure("the server does not allow \($0) in it") }
    }
    do throws(CipherListError) {
      _ = try CipherList(suites: text, versions: [.tls13])
      return nil
    } catch {
      guard case .noSuiteMatch = error else { return nil }
      return failure("it names a suite of TLS 1.3 that is not known")
    }
  }

  /// A folder is only opened once something is looked for in it.
  private static func authorities(_ trust: Trust) -> LoadFailure? {
    if let file = trust.file, let reason = file.reason {
      return LoadFailure(subject: .authorities, named: file.path, reason: reason)
    }
    if let file = trust.revocations, let reason = file.reason {
      return LoadFailure(subject: .revocations, named: file.path, reason: reason)
    }
    return nil
  }

  private static func certificate(_ pair: Presentation, _ server: Server) -> LoadFailure? {
    func failure(_ reason: String) -> LoadFailure {
      LoadFailure(subject: .certificate, named: pair.chain.path, reason: reason)
    }
    guard let chain = pair.chain.value, let leaf = chain.first else {
      return failure(pair.chain.reason ?? "it holds no certificate")
    }
    // What stands behind the leaf is loaded with it, and looked at alike (SSL_CTX_use_certificate_chain_file(3)).
    let loaded = server.sendsChain ? chain : [leaf]
    if let weakness = server.securityLevel >= 2 ? loaded.lazy.compactMap({ Weakness(of: $0) }).first : nil {
      if case .digest = weakness, server.loadsWeakDigests { return nil }
      return failure(weakness.sentence)
    }
    return nil
  }

  private static func key(
    _ pair: Presentation, as purpose: TrustStore.Purpose, _ server: Server
  ) -> LoadFailure? {
    guard let evidence = pair.key else {
      return LoadFailure(
        subject: .key, named: pair.chain.path, reason: "no option names the key of its certificate")
    }
    func failure(_ reason: String) -> LoadFailure {
      LoadFailure(subject: .key, named: evidence.path, reason: reason)
    }
    guard let key = evidence.value else { return failure(evidence.reason ?? "it holds no key") }
    let certified = pair.chain.value?.first?.fields.publicKey
    switch key {
    case .encrypted: return server.loadsEncryptedKeys ? nil : failure("it is encrypted")
    case .key(let key) where key != certified:
      let isOther = certified.map { $0.kind.family != key.kind.family } ?? false
      return LoadFailure(
        subject: isOther ? .otherKey : .key, named: evidence.path,
        reason: "it is not the key of \(pair.chain.path)")
    case .request(let request) where request.publicKey != certified:
      return failure("it asks for another key than \(pair.chain.path) certifies")
    case .request(let request) where !request.provesPossession:
      return failure("it is not signed by the key that it asks a certificate for")
    case .key, .request: return nil
    }
  }
}

extension KeyKind {
  /// What OpenSSL compares before it compares keys (X509_check_private_key(3)).
  fileprivate var family: String {
    switch self {
    case .rsa: "RSA"
    case .ec: "EC"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .other: "other"
    }
  }
}
