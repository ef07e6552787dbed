internal import Replication

/// What a slave's statement, or its status, makes of its connection.
struct ConnectionReader {
  let options: ReplicationOptions
  let file: String
  let locate: FileLocator
  let files: PEMFileReader

  func read() -> SlaveSide {
    var side = SlaveSide(
      trust: trust, presentation: presentation, usesTLS: options.ssl,
      verifiesMaster: options.verifyServerCert, dials: named(options.host))
    side.transport = Transport(
      versions: named(options.tlsVersion), cipher: named(options.cipher),
      ciphersuites: named(options.tlsCiphersuites))
    side.user = options.user
    side.port = options.port
    side.channel = options.channel.isEmpty ? nil : options.channel
    side.statementFile = file
    side.words = options.words
    return side
  }

  private var trust: Trust {
    Trust(
      file: named(options.ca).map { files.certificates(locate($0)) },
      folder: named(options.caPath).map { HashedFolderReader(folder: locate($0), files: files).read() },
      revocations: named(options.crl).map { files.revocationLists(locate($0)) },
      revocationFolder: named(options.crlPath).map {
        HashedFolderReader(folder: locate($0), files: files).readRevocationLists()
      })
  }

  /// A slave does not look for the key in the certificate's file (measured on all servers).
  private var presentation: Presentation? {
    guard let certificate = named(options.cert) ?? named(options.key) else { return nil }
    return Presentation(
      chain: files.certificates(locate(certificate)),
      key: named(options.key).map { files.key(locate($0)) })
  }

  /// An empty text clears an option.
  private func named(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
