internal import Replication

/// What a slave's statement, or its status, makes of its connection.
struct ConnectionReader {
  let options: ReplicationOptions
  let file: String
  let named: NamedFiles

  func read() -> SlaveSide {
    var side = SlaveSide(
      trust: named.trust(
        ca: text(options.ca), caPath: text(options.caPath), crl: text(options.crl),
        crlPath: text(options.crlPath)),
      presentation: named.presentation(certificate: text(options.cert), key: text(options.key)),
      usesTLS: options.ssl,
      verifiesMaster: options.verifyServerCert, dials: text(options.host))
    // An empty list of suites is one: nothing of TLS 1.3 is left then (measured).
    side.transport = Transport(
      versions: text(options.tlsVersion), cipher: text(options.cipher),
      ciphersuites: options.tlsCiphersuites)
    side.user = options.user
    side.port = options.port
    side.channel = options.channel.isEmpty ? nil : options.channel
    side.statementFile = file
    let paths = [options.ca, options.caPath, options.cert, options.key, options.crl, options.crlPath]
    side.astray = paths.compactMap { text($0).flatMap(named.locate.astray) }
    side.words = options.words
    return side
  }

  /// An empty text clears an option.
  private func text(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
