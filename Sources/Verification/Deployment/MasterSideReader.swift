internal import Replication

/// What a server's own options make it offer to those who connect.
struct MasterSideReader {
  let options: ServerTLSOptions
  let file: String
  let named: NamedFiles

  func read() -> MasterSide {
    var side = MasterSide(
      trust: named.trust(
        ca: text(.sslCA), caPath: text(.sslCAPath), crl: text(.sslCRL), crlPath: text(.sslCRLPath)),
      presentation: named.presentation(certificate: text(.sslCertificate), key: text(.sslKey)))
    // An empty list of versions is one: MySQL runs without TLS then; of suites too: nothing is left for TLS 1.3 then
    // (measured).
    side.transport = Transport(
      versions: options.text(.tlsVersion)?.value, cipher: text(.sslCipher),
      ciphersuites: options.text(.tlsCipherSuites)?.value)
    side.isSwitchedOff = options.ssl?.value == false
    side.isSwitchedOn = options.ssl?.value == true
    side.requiresSecureTransport = options.flag(.requireSecureTransport)?.value == true
    side.resolvesNames = options.flag(.skipNameResolve)?.value != true
    side.roles = RoleSettings(
      activatesAll: options.flag(.activateAllRoles)?.value == true,
      mandatoryRoles: options.text(.mandatoryRoles)?.value ?? "")
    side.enforcesValidation = options.flag(.certificatesEnforcedValidation)?.value == true
    side.makesCertificates = options.flag(.autoGenerateCertificates)?.value ?? true
    side.isMember =
      options.flag(.wsrepOn)?.value == true || text(.groupReplicationSSLMode).map { $0 != "DISABLED" } == true
    side.optionFile = file
    let paths = [ServerOption.sslCA, .sslCAPath, .sslCertificate, .sslKey, .sslCRL, .sslCRLPath]
    side.astray = paths.compactMap { text($0).flatMap(named.locate.astray) }
    if !side.namesFiles, !side.isSwitchedOff { findFilesOfDataDirectory(&side) }
    return side
  }

  /// MySQL takes three files of these names in its data directory where no option is set (measured).
  private func findFilesOfDataDirectory(_ side: inout MasterSide) {
    guard options.server.flavour == .mysql, let folder = named.locate.dataDirectory else { return }
    let paths = ["ca.pem", "server-cert.pem", "server-key.pem"].map { folder + "/" + $0 }
    guard paths.allSatisfy(named.files.exists) else { return }
    side.trust.file = named.files.certificates(paths[0])
    side.presentation = Presentation(
      chain: named.files.certificates(paths[1]), key: named.files.key(paths[2]))
  }

  /// An option's text; an empty one is none.
  private func text(_ option: ServerOption) -> String? {
    options.text(option).flatMap { $0.value.isEmpty ? nil : $0.value }
  }
}
