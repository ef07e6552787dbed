internal import CertificateAuthority
internal import Replication
internal import SecureFiles

/// What is to be done on a host whose folder has changed.
public struct HostDelivery: Sendable, Hashable, Encodable {
  public let host: String
  /// The server that the steps are for: `mariadb-10.11`.
  public let server: String
  public let role: String
  /// In order.
  public let steps: [HostStep]
  /// What is to be known besides, each a sentence.
  public let remarks: [String]
}

extension Fleet {
  /// What is to be done on a host.
  ///
  /// - Parameters:
  ///   - pairs: whether it may lack its certificates and the keys that are made here too. Then all of its
  ///     files are named: who has not done an earlier step catches up with this one.
  ///   - before: what lay in its folder before.
  func delivery(to host: Enrolled, pairs: Bool, before: FolderTexts) throws -> HostDelivery {
    let configuration = try HostSettings.whole(of: host.name, in: store.ledger)
      .configuration(host.name, host.role)
    let folder = pki.host(host.name)
    let changed = before.changed(in: try FolderTexts(of: folder))
    var files: [String] = []
    let hasLists = try pairs ? Files.exists(folder + "/crl.pem") : changed.contains("crl.pem")
    if hasLists { files.append(configuration.trust.revocationName) }
    if pairs || changed.contains("cacert.pem"), !files.contains(configuration.trust.name) {
      files.append(configuration.trust.name)
    }
    if pairs {
      files += host.role.pairs.flatMap { pair in
        host.keepsKeys ? [pair.certificate] : [pair.key, pair.certificate]
      }
    }
    let replacement = FileReplacement(of: configuration, files: files)
    return HostDelivery(
      host: host.name, server: configuration.server.description, role: host.role.rawValue,
      steps: files.isEmpty ? [] : replacement.steps.map { HostStep($0, from: folder) },
      remarks: replacement.remarks
        + RenewedHost.remarks(on: changed, of: host.name, isNewRequest: false))
  }
}
