internal import COpenSSL

/// The cipher suites that a server or a client with certain options can use, as libssl works them out
/// (SSL_get1_supported_ciphers(3)).
public struct CipherList: Sendable, Hashable {
  /// One cipher suite.
  public struct Suite: Sendable, Hashable {
    /// OpenSSL's name: `ECDHE-ECDSA-AES128-GCM-SHA256`, `TLS_AES_128_GCM_SHA256`.
    public let name: String
    /// True for a suite of TLS 1.3, which no earlier version can use, nor that one any other.
    public let isTLS13: Bool
    /// True where no version before TLS 1.2 can use it.
    public let needsTLS12: Bool
    /// The key that the server must have for it.
    public let authentication: Authentication

    /// Whether `version` can use it.
    public func isUsable(in version: ProtocolVersion) -> Bool {
      switch version {
      case .tls13: isTLS13
      case .tls12: !isTLS13
      case .tls10, .tls11: !isTLS13 && !needsTLS12
      }
    }
  }

  /// The kinds of keys that suites before TLS 1.3 distinguish (SSL_CIPHER_get_auth_nid(3)).
  public enum Authentication: Sendable, Hashable {
    case any
    case rsa
    /// ECDSA and EdDSA (RFC 8422).
    case ecdsa
    /// Anonymous, pre-shared, or of a kind that database servers do not have.
    case other
  }

  /// The suites, in order of preference.
  public let suites: [Suite]
  /// The versions that can be used.
  public let versions: Set<ProtocolVersion>

  /// The suites of `version` that a server whose certificate has a key of `kind` can use; nil for any key.
  public func suites(in version: ProtocolVersion, key kind: KeyKind? = nil) -> [Suite] {
    guard versions.contains(version) else { return [] }
    return suites.filter { suite in
      suite.isUsable(in: version) && (kind.map { suite.authentication.isPossible(with: $0) } ?? true)
    }
  }

  /// The newest version that both have, with the suites common in it, in the order of this list; nil where there is
  /// none, which a handshake calls "no shared cipher" or "no protocols available": the version is agreed on before
  /// the suite, and no older one is tried where none is common in it (RFC 8446, section 4.1.3; measured).
  ///
  /// - Parameter kind: of the server's key; nil for any.
  public func common(
    with other: CipherList, key kind: KeyKind? = nil
  ) -> (version: ProtocolVersion, suites: [String])? {
    guard let version = versions.intersection(other.versions).max() else { return nil }
    let theirs = Set(other.suites(in: version, key: kind).map(\.name))
    let shared = suites(in: version, key: kind).map(\.name).filter(theirs.contains)
    return shared.isEmpty ? nil : (version, shared)
  }

  /// Whether a client can begin a handshake: it has a suite of the newest version that it offers, without which
  /// libssl says "no ciphers available" (measured).
  public var canBegin: Bool { versions.max().map { !suites(in: $0).isEmpty } ?? false }
}

extension CipherList.Authentication {
  func isPossible(with kind: KeyKind) -> Bool {
    switch (self, kind) {
    case (.any, _), (.rsa, .rsa), (.ecdsa, .ec), (.ecdsa, .ed25519), (.ecdsa, .ed448): true
    default: false
    }
  }
}
