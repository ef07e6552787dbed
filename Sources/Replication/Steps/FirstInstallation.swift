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
      steps += [.copy([optionFile], to: host.server.optionFolder), .restart, host.server.checkOfTLS]
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

extension Server {
  /// What shows that a server has loaded its files: MySQL starts without TLS where it could not (measured).
  public var checkOfTLS: DeploymentStep {
    switch onBadFiles {
    case .exits: .check("SHOW GLOBAL VARIABLES LIKE 'have_ssl';", expecting: "YES")
    case .startsWithoutTLS:
      .check(
        "SHOW GLOBAL STATUS LIKE 'Ssl_server_not_after';",
        expecting: "the end of server-cert.pem; empty: no TLS")
    }
  }
}
