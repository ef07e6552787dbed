internal import COpenSSL

/// Why there is no cipher list.
public enum CipherListError: Error, Sendable, Hashable, CustomStringConvertible {
  /// libssl finds no cipher in the list for TLS 1.2 and earlier ("no cipher match").
  case noCipherMatch(String)
  /// libssl does not know a suite in the list for TLS 1.3.
  case noSuiteMatch(String)
  /// libssl is not there to be asked, as in a fully static program without it.
  case unavailable
  /// Another step of libssl failed.
  case failed(OpenSSLError)

  public var description: String {
    switch self {
    case .noCipherMatch(let list): "no cipher matches \(list.debugDescription)"
    case .noSuiteMatch(let list): "no TLS 1.3 cipher suite matches \(list.debugDescription)"
    case .unavailable: "libssl is not there, which works out cipher lists"
    case .failed(let error): error.description
    }
  }
}

extension CipherList {
  /// The suites of these options.
  ///
  /// - Parameters:
  ///   - ciphers: the list for TLS 1.2 and earlier (SSL_CTX_set_cipher_list(3), openssl-ciphers(1)); nil for
  ///     libssl's own.
  ///   - suites: the list for TLS 1.3 (SSL_CTX_set_ciphersuites(3)), empty for none; nil for libssl's own.
  ///   - versions: those that may be used. Those before TLS 1.2 work at level 0 only (measured with OpenSSL 3.0:
  ///     "tlsv1 alert internal error"), and are left out above it; OpenSSL 1.1.1 has them at level 1 too, which is
  ///     what 0 stands for here.
  ///   - securityLevel: 0 to 5, which leaves out weak suites, and old versions too.
  /// - Throws: where libssl refuses a list, as a server's start does.
  public init(
    ciphers: String? = nil, suites: String? = nil, versions: Set<ProtocolVersion>,
    securityLevel: Int = TrustStore.distributionSecurityLevel
  ) throws(CipherListError) {
    guard let library = LibSSL.functions else { throw .unavailable }
    defer { ERR_clear_error() }
    let context: Owned<OpaquePointer>
    do throws(OpenSSLError) {
      unsafe context = unsafe Owned(try nonNull("SSL_CTX_new", library.SSL_CTX_new(library.TLS_method()))) {
        unsafe library.SSL_CTX_free($0)
      }
    } catch { throw .failed(error) }
    // The bounds that this machine's openssl.cnf may set, taken away: the versions are told one by one.
    for bound in [SSL_CTRL_SET_MIN_PROTO_VERSION, SSL_CTRL_SET_MAX_PROTO_VERSION] {
      _ = unsafe library.SSL_CTX_ctrl(context.pointer, bound, 0, nil)
    }
    unsafe library.SSL_CTX_set_security_level(context.pointer, Int32(clamping: securityLevel))
    let versions = securityLevel > 0 ? versions.filter { $0 >= .tls12 } : versions
    let excluded = ProtocolVersion.allCases.filter { !versions.contains($0) }
    _ = unsafe library.SSL_CTX_set_options(
      context.pointer, excluded.reduce(Self.noSSL3) { $0 | $1.exclusion })
    if let ciphers, unsafe library.SSL_CTX_set_cipher_list(context.pointer, ciphers) != 1 {
      throw .noCipherMatch(ciphers)
    }
    if let suites, unsafe library.SSL_CTX_set_ciphersuites(context.pointer, suites) != 1 {
      throw .noSuiteMatch(suites)
    }
    do throws(OpenSSLError) { self.suites = try unsafe Self.supported(library, context.pointer) } catch {
      throw .failed(error)
    }
    self.versions = versions
  }

  /// SSL_OP_NO_SSLv3.
  private static let noSSL3: UInt64 = 1 << 25

  private static func supported(
    _ library: mkcerts_libssl, _ context: OpaquePointer
  ) throws(OpenSSLError) -> [Suite] {
    let connection = unsafe Owned(try nonNull("SSL_new", library.SSL_new(context))) {
      unsafe library.SSL_free($0)
    }
    // Null where no version is left.
    guard let stack = unsafe library.SSL_get1_supported_ciphers(connection.pointer) else { return [] }
    defer { unsafe mkcerts_sk_SSL_CIPHER_free(stack) }
    return unsafe (0..<max(0, mkcerts_sk_SSL_CIPHER_num(stack))).map { index in
      let cipher = unsafe mkcerts_sk_SSL_CIPHER_value(stack, index)
      let version = unsafe library.SSL_CIPHER_get_version(cipher).map { unsafe String(cString: $0) }
      return unsafe Suite(
        name: library.SSL_CIPHER_get_name(cipher).map { unsafe String(cString: $0) } ?? "",
        isTLS13: version == "TLSv1.3", needsTLS12: version == "TLSv1.2",
        authentication: Authentication(library.SSL_CIPHER_get_auth_nid(cipher)))
    }
  }
}

extension CipherList.Authentication {
  fileprivate init(_ identifier: Int32) {
    self =
      switch identifier {
      case NID_auth_any: .any
      case NID_auth_rsa: .rsa
      case NID_auth_ecdsa: .ecdsa
      default: .other
      }
  }
}
