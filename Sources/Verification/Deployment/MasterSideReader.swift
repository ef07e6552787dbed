internal import Replication

/// What a server's own options make it offer to those who connect.
struct MasterSideReader {
  let options: ServerTLSOptions
  let file: String
  let locate: FileLocator
  let files: PEMFileReader

  func read() -> MasterSide {
    var side = MasterSide(trust: trust, presentation: presentation)
    side.transport = Transport(
      versions: text(.tlsVersion), cipher: text(.sslCipher), ciphersuites: text(.tlsCipherSuites))
    side.isSwitchedOff = options.ssl?.value == false
    side.isSwitchedOn = options.ssl?.value == true
    side.requiresSecureTransport = options.flag(.requireSecureTransport)?.value == true
    side.enforcesValidation = options.flag(.certificatesEnforcedValidation)?.value == true
    side.makesCertificates = options.flag(.autoGenerateCertificates)?.value ?? true
    side.isMember =
      options.flag(.wsrepOn)?.value == true || text(.groupReplicationSSLMode).map { $0 != "DISABLED" } == true
    side.optionFile = file
    if !side.namesFiles, !side.isSwitchedOff { findFilesOfDataDirectory(&side) }
    return side
  }

  private var trust: Trust {
    Trust(
      file: text(.sslCA).map { files.certificates(locate($0)) },
      folder: text(.sslCAPath).map { HashedFolderReader(folder: locate($0), files: files).read() },
      revocations: text(.sslCRL).map { files.revocationLists(locate($0)) },
      revocationFolder: text(.sslCRLPath).map {
        HashedFolderReader(folder: locate($0), files: files).readRevocationLists()
      })
  }

  /// A server takes the certificate's file for the key's where only that is named, and the other way round
  /// (vio/viosslfactories, vio_set_cert_stuff; measured).
  private var presentation: Presentation? {
    guard let certificate = text(.sslCertificate) ?? text(.sslKey) else { return nil }
    let key = text(.sslKey) ?? certificate
    return Presentation(
      chain: files.certificates(locate(certificate)), key: files.key(locate(key)))
  }

  /// MySQL takes three files of these names in its data directory where no option is set (measured).
  private func findFilesOfDataDirectory(_ side: inout MasterSide) {
    guard options.server.flavour == .mysql, let folder = locate.dataDirectory else { return }
    let paths = ["ca.pem", "server-cert.pem", "server-key.pem"].map { folder + "/" + $0 }
    guard paths.allSatisfy(files.exists) else { return }
    side.trust.file = files.certificates(paths[0])
    side.presentation = Presentation(
      chain: files.certificates(paths[1]), key: files.key(paths[2]))
  }

  /// An option's text; an empty one is none.
  private func text(_ option: ServerOption) -> String? {
    options.text(option).flatMap { $0.value.isEmpty ? nil : $0.value }
  }
}
