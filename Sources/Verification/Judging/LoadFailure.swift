internal import OpenSSL
internal import Replication

/// The first thing that keeps one end from setting TLS up with the files and lists that its options name, in
/// the order in which servers look at them (new_VioSSLFd in vio/viosslfactories of both servers).
struct LoadFailure: Hashable {
  /// What the server's message is about.
  enum Subject: Hashable {
    /// An option that the server does not take.
    case options
    case versions
    case ciphers
    case authorities
    case revocations
    case certificate
    case key
  }

  let subject: Subject
  /// The file, or the option's value.
  let named: String
  /// Why, as a sentence goes on behind the file's name.
  let reason: String

  /// The words of the servers, as measured: those about authorities and revocation lists are the same.
  var serverText: String {
    switch subject {
    case .options: "unknown variable, or its like"
    case .versions: "TLS version is invalid"
    case .ciphers: "Failed to set ciphers to use"
    case .authorities, .revocations: "SSL_CTX_set_default_verify_paths failed"
    case .certificate: "Unable to get certificate"
    case .key: "Unable to get private key"
    }
  }
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
    authorities(trust)
      ?? presentation.flatMap { pair in
        certificate(pair, server) ?? key(pair, as: purpose, server)
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
    if let weakness = server.securityLevel >= 2 ? Weakness(of: leaf) : nil {
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
    case .key(let key) where key != certified: return failure("it is not the key of \(pair.chain.path)")
    case .request(let request) where request.publicKey != certified:
      return failure("it asks for another key than \(pair.chain.path) certifies")
    case .request(let request) where !request.provesPossession:
      return failure("it is not signed by the key that it asks a certificate for")
    case .key, .request: return nil
    }
  }
}
