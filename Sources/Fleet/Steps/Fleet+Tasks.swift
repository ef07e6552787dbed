internal import CertificateAuthority
internal import Replication
internal import SecureFiles

extension Fleet {
  /// What of a host's pairs is new.
  enum NewPairs {
    case none, certificates
    /// The keys that are made here too.
    case keysToo
  }

  /// What is to be done on a host whose folder has changed.
  ///
  /// - Parameters:
  ///   - configuration: what it is told; nil for what the ledger says.
  ///   - pairs: what of its pairs is new.
  ///   - catchesUp: whether it may lack what earlier commands changed: then all that it trusts is named too.
  ///   - before: what lay in its folder before; nil where that is not known.
  ///   - isNewRequest: whether its new key is on the host already.
  func task(
    on host: Enrolled, as configuration: HostConfiguration? = nil, pairs: NewPairs, catchesUp: Bool = false,
    before: FolderTexts?,
    isNewRequest: Bool = false
  ) throws -> HostTask {
    let configuration =
      try configuration
      ?? HostSettings.whole(of: host.name, in: store.ledger).configuration(host.name, host.role)
    let folder = pki.host(host.name)
    let changed = try before?.changed(in: FolderTexts(of: folder)) ?? []
    var files: [String] = []
    if try catchesUp ? Files.exists(folder + "/crl.pem") : changed.contains("crl.pem") {
      files.append(configuration.trust.revocationName)
    }
    if catchesUp || changed.contains("cacert.pem"), !files.contains(configuration.trust.name) {
      files.append(configuration.trust.name)
    }
    switch pairs {
    case .none: break
    case .certificates: files += host.role.pairs.map(\.certificate)
    case .keysToo:
      files += host.role.pairs.flatMap { host.keepsKeys ? [$0.certificate] : [$0.key, $0.certificate] }
    }
    return HostTask(
      replacing: files, on: configuration, from: folder,
      remarks: remarks(on: changed, of: host.name, isNewRequest: isNewRequest))
  }

  private func remarks(on changed: Set<String>, of host: String, isNewRequest: Bool) -> [String] {
    var remarks: [String] = []
    if isNewRequest {
      remarks.append(
        "the new key that the request was made with goes beside the certificate, on the host itself")
    }
    if changed.contains(HostTexts.optionFileName) {
      remarks.append("\(HostTexts.optionFileName) says something else than before: put it in its place again")
    }
    if changed.contains(HostTexts.changeMasterName) {
      remarks.append(
        "\(HostTexts.changeMasterName) says something else than before: run what "
          + "\(HostTask.runningStatement(of: host)) prints; a new address or port of the master is to be added to "
          + "it with the position")
    }
    if changed.contains(HostTexts.accountsName) {
      remarks.append(
        "\(HostTexts.accountsName) says something else than before: run it again, in the order that "
          + "\(HostTask.stepsOfRequirement(of: host)) prints")
    }
    return remarks
  }
}
