/// What is done on a host that gets its files for the first time, up to where its server uses them.
///
/// A server reads its option file when it starts, so that it is restarted this once. A slave's connection reads none,
/// and needs its files alone.
public struct FirstInstallation: Sendable, Hashable {
  /// The steps, in order.
  public let steps: [DeploymentStep]
  /// What is to be known of them, each a sentence.
  public let remarks: [String]

  /// - Parameters:
  ///   - host: the host.
  ///   - optionFile: the name of its option file.
  public init(of host: HostConfiguration, optionFile: String) {
    var steps: [DeploymentStep] = [.copy(host.files, to: host.directory)]
    if host.role.serverPair != nil {
      steps += [.copy([optionFile], to: host.server.optionFolder), .restart, host.checkOfTLS]
    }
    self.steps = steps
    let tools = "\(optionFile) is for the command-line tools there: replication does not read it"
    let proof =
      "the proof of encryption needs performance_schema = ON in [mysqld]: this restart is the moment for it"
    let needsProof = !host.server.hasPerformanceSchemaOn && host.server.showsEncryptionOfThreads
    remarks = host.remarksOnKeys + (host.role.serverPair == nil ? [tools] : needsProof ? [proof] : [])
  }
}

extension HostConfiguration {
  /// What is to be known where keys are copied: as they come from the pki folder, the server's user cannot read them,
  /// and a slave fails with 2026 (measured).
  public var remarksOnKeys: [String] {
    ["the server's user has to be able to read keys, and nobody else: owner root:mysql, mode 0640"]
      + (keepsKeys ? ["its key was made on the host: put it beside the certificate there"] : [])
  }

  /// The names of the files and folders that its server reads, keys before certificates.
  public var files: [String] {
    let lists = checksRevocation && trust == .file ? [trust.revocationName] : []
    return [trust.name] + lists
      + role.pairs.flatMap { keepsKeys ? [$0.certificate] : [$0.key, $0.certificate] }
  }
}

extension HostConfiguration {
  /// What shows that its server has loaded its files: MySQL starts without TLS where it could not (measured).
  /// MariaDB does not start then, but one that never read the option file says `have_ssl: YES` too from 11.4 on,
  /// by a certificate that it made for itself, and names no file (measured on 11.8).
  public var checkOfTLS: DeploymentStep {
    let certificate = (role.serverPair ?? .server).certificate
    return switch server.onBadFiles {
    case .exits:
      .check(
        "SHOW GLOBAL VARIABLES WHERE variable_name IN ('have_ssl', 'ssl_cert');",
        expecting: "YES, and \(directory(certificate))")
    case .startsWithoutTLS:
      .check(
        "SHOW GLOBAL STATUS LIKE 'Ssl_server_not_after';",
        expecting: "the end of \(certificate); empty: no TLS")
    }
  }
}
