internal import COpenSSL

/// A certificate with its private key and the intermediates behind it, as a client presents them. It may be shared
/// between sessions on several threads.
public final class ClientPair: Sendable {
  /// The certificate first, then what is sent behind it.
  public let chain: [Certificate]
  let key: PrivateKey

  /// The pair of `chain` and `key`.
  ///
  /// - Throws: where there is no certificate, or `key` is another's.
  public init(chain: [Certificate], key: consuming PrivateKey) throws(OpenSSLError) {
    guard let leaf = chain.first else {
      throw OpenSSLError(operation: "pairing a key with no certificate", entries: [])
    }
    guard leaf.fields.publicKey == key.publicKey else {
      throw OpenSSLError(
        operation: "pairing \(leaf.fields.subject.rfc2253) with the key of another certificate", entries: [])
    }
    self.chain = chain
    self.key = key
  }

  /// Has every session of `context` present it.
  func use(in context: OpaquePointer, _ library: mkcerts_libssl) throws(OpenSSLError) {
    for (index, certificate) in chain.enumerated() {
      let pointer = unsafe certificate.pointer
      if index == 0 {
        try unsafe check("SSL_CTX_use_certificate", library.SSL_CTX_use_certificate(context, pointer))
      } else {
        // SSL_CTX_add1_chain_cert(3), a macro.
        try unsafe check(
          "SSL_CTX_add1_chain_cert",
          Int32(
            library.SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, UnsafeMutableRawPointer(pointer))))
      }
    }
    try unsafe check("SSL_CTX_use_PrivateKey", library.SSL_CTX_use_PrivateKey(context, key.pointer))
  }
}
