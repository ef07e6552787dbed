internal import COpenSSL

/// The client's side of one TLS connection, without a socket: bytes of the peer go in, bytes for the peer come out.
///
/// It verifies nothing. Who wants to know what a server serves must see the chain that verification would refuse,
/// and judges it afterwards; so nothing that is not public may be sent through it.
@safe public final class ClientSession {
  private let library: mkcerts_libssl
  private let connection: Owned<OpaquePointer>
  /// Both belong to `connection`.
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  /// Set once the peer asks for a certificate.
  private let request: UnsafeMutablePointer<Int32>
  /// Whether the handshake is complete as this side sees it. In TLS 1.3 the peer has not judged the certificate of
  /// this side by then.
  public private(set) var isEstablished = false
  /// Whether the peer said that it sends nothing more (close_notify).
  public private(set) var isClosed = false

  /// A session that has said nothing yet.
  ///
  /// - Parameters:
  ///   - pair: what it presents where the peer asks for a certificate; nil for none.
  ///   - serverName: the name in the ClientHello (RFC 6066, 3); nil for none, as replication connects.
  /// - Throws: where libssl is not there, or does not take the pair.
  public init(presenting pair: ClientPair? = nil, serverName: String? = nil) throws(OpenSSLError) {
    guard let library = LibSSL.functions else {
      throw OpenSSLError(operation: "loading libssl, which speaks TLS,", entries: [])
    }
    let context = try unsafe Self.context(library)
    try unsafe pair?.use(in: context.pointer, library)
    let connection = unsafe Owned(try nonNull("SSL_new", library.SSL_new(context.pointer))) {
      unsafe library.SSL_free($0)
    }
    if let serverName {
      // SSL_set_tlsext_host_name(3), a macro; the name is copied.
      var name = serverName.utf8CString
      unsafe name.withUnsafeMutableBytes { bytes in
        _ = unsafe library.SSL_ctrl(
          connection.pointer, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), bytes.baseAddress)
      }
      ERR_clear_error()
    }
    let incoming = try unsafe nonNull("BIO_new", BIO_new(BIO_s_mem()))
    let outgoing: OpaquePointer
    do throws(OpenSSLError) { unsafe outgoing = unsafe try nonNull("BIO_new", BIO_new(BIO_s_mem())) } catch {
      unsafe BIO_free_all(incoming)
      throw error
    }
    unsafe library.SSL_set_bio(connection.pointer, incoming, outgoing)
    let request = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    unsafe request.initialize(to: 0)
    // Called when a certificate is asked for (SSL_CTX_set_cert_cb(3)).
    unsafe library.SSL_set_cert_cb(
      connection.pointer,
      { _, context in
        unsafe context?.assumingMemoryBound(to: Int32.self).pointee = 1
        return 1
      }, request)
    unsafe library.SSL_set_connect_state(connection.pointer)
    self.library = library
    unsafe self.connection = unsafe connection
    unsafe self.incoming = unsafe incoming
    unsafe self.outgoing = unsafe outgoing
    unsafe self.request = unsafe request
  }

  deinit { unsafe request.deallocate() }

  /// What all sessions have in common: every version and strength that libssl still speaks, since it is the server
  /// that is looked at, and not this machine's policy.
  private static func context(_ library: mkcerts_libssl) throws(OpenSSLError) -> Owned<OpaquePointer> {
    let context = unsafe Owned(try nonNull("SSL_CTX_new", library.SSL_CTX_new(library.TLS_client_method()))) {
      unsafe library.SSL_CTX_free($0)
    }
    for bound in [SSL_CTRL_SET_MIN_PROTO_VERSION, SSL_CTRL_SET_MAX_PROTO_VERSION] {
      _ = unsafe library.SSL_CTX_ctrl(context.pointer, bound, 0, nil)
    }
    unsafe library.SSL_CTX_set_security_level(context.pointer, 0)
    _ = unsafe library.SSL_CTX_set_options(context.pointer, legacyServerConnect | ignoreUnexpectedEnd)
    return unsafe context
  }

  /// SSL_OP_LEGACY_SERVER_CONNECT: servers with yaSSL know no secure renegotiation.
  private static let legacyServerConnect: UInt64 = 1 << 2
  /// SSL_OP_IGNORE_UNEXPECTED_EOF: database servers close without a close_notify.
  private static let ignoreUnexpectedEnd: UInt64 = 1 << 7

  /// Takes in what the peer sent. It is looked at by ``handshake()`` or ``read()``.
  public func receive(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    unsafe BIO_write(incoming, bytes, Int32(clamping: bytes.count))
  }

  /// Takes away what is to be sent to the peer; empty where there is nothing.
  public func takeOutput() -> [UInt8] {
    let pending = unsafe BIO_ctrl(outgoing, BIO_CTRL_PENDING, 0, nil)
    guard pending > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: pending) { room, count in
      count = unsafe max(0, Int(BIO_read(outgoing, room.baseAddress, Int32(clamping: pending))))
    }
  }

  /// Gets as far with the handshake as what was received allows, beginning with the ClientHello.
  ///
  /// - Returns: whether it is complete.
  /// - Throws: where it failed; an alert for the peer may be in the output.
  public func handshake() throws(SessionFailure) -> Bool {
    guard !isEstablished else { return true }
    ERR_clear_error()
    let result = unsafe library.SSL_do_handshake(connection.pointer)
    isEstablished = result == 1
    if result != 1 { try judge(result, "SSL_do_handshake") }
    return isEstablished
  }

  /// Encrypts `plain` for the peer.
  ///
  /// - Throws: before the handshake is complete, and after a failure.
  public func write(_ plain: [UInt8]) throws(SessionFailure) {
    guard !plain.isEmpty else { return }
    ERR_clear_error()
    let result = unsafe library.SSL_write(connection.pointer, plain, Int32(clamping: plain.count))
    if result <= 0 { try judge(result, "SSL_write") }
  }

  /// What the peer sent since, decrypted; empty where nothing is complete yet.
  ///
  /// - Throws: where the peer ended the connection with an alert: in TLS 1.3 its refusal of a certificate comes
  ///   here, after the handshake; also for what is no TLS.
  public func read() throws(SessionFailure) -> [UInt8] {
    var plain: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      ERR_clear_error()
      let count = unsafe library.SSL_read(connection.pointer, &room, Int32(room.count))
      guard count > 0 else {
        // What was read is not lost: the failure is there at the next call too.
        if plain.isEmpty { try judge(count, "SSL_read") }
        return plain
      }
      plain += room.prefix(Int(count))
    }
  }

  /// Says goodbye (close_notify), where the connection stands.
  public func close() {
    guard isEstablished else { return }
    _ = unsafe library.SSL_shutdown(connection.pointer)
    ERR_clear_error()
  }

  /// Tells waiting from an end and from a failure (SSL_get_error(3)).
  private func judge(_ result: Int32, _ operation: String) throws(SessionFailure) {
    switch unsafe library.SSL_get_error(connection.pointer, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return
    case SSL_ERROR_ZERO_RETURN: isClosed = true
    default: throw SessionFailure(.drainingQueue(operation))
    }
  }
}

extension ClientSession {
  /// The version that was agreed on, as OpenSSL names it: `TLSv1.3`; of no meaning before the peer's certificate
  /// came.
  public var protocolName: String {
    guard let text = unsafe library.SSL_get_version(connection.pointer) else { return "" }
    return unsafe String(cString: text)
  }

  /// The suite that was agreed on, as OpenSSL names it; empty before that.
  public var cipherName: String {
    guard let cipher = unsafe library.SSL_get_current_cipher(connection.pointer),
      let name = unsafe library.SSL_CIPHER_get_name(cipher)
    else { return "" }
    return unsafe String(cString: name)
  }

  /// Whether the peer asked for a certificate.
  public var isAskedForCertificate: Bool { unsafe request.pointee != 0 }

  /// What the peer presented, in the order in which it came: the leaf first, where the peer keeps to RFC 8446,
  /// 4.4.2.
  ///
  /// - Throws: for a certificate that cannot be decoded.
  public func servedChain() throws(OpenSSLError) -> [Certificate] {
    guard let stack = unsafe library.SSL_get_peer_cert_chain(connection.pointer) else { return [] }
    var chain: [Certificate] = []
    for index in unsafe 0..<max(0, mkcerts_sk_X509_num(stack)) {
      guard let pointer = unsafe mkcerts_sk_X509_value(stack, index) else { continue }
      unsafe X509_up_ref(pointer)
      chain.append(try unsafe Certificate(owning: pointer))
    }
    return chain
  }

  /// The names of the authorities of which the peer asked for a certificate; empty where it named none.
  public func requestedAuthorities() throws(OpenSSLError) -> [DistinguishedName] {
    guard let stack = unsafe library.SSL_get0_peer_CA_list(connection.pointer) else { return [] }
    var names: [DistinguishedName] = []
    for index in unsafe 0..<max(0, mkcerts_sk_X509_NAME_num(stack)) {
      names.append(try unsafe DistinguishedName(copying: mkcerts_sk_X509_NAME_value(stack, index)))
    }
    return names
  }
}
