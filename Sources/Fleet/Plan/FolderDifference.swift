internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

/// What lies in a host's folder, held against what its certificates need.
struct FolderDifference {
  /// nil where there is no folder.
  private let names: Set<String>?

  init(_ folder: String) throws {
    names = try Files.exists(folder) ? Set(Files.list(folder)) : nil
  }

  var exists: Bool { names != nil }

  /// What is gone of that which only issuing anew brings back; nil where nothing is.
  func lost(of host: FleetRecord.Host) -> String? {
    guard let names else { return "its folder is gone" }
    for pair in host.entries.map(\.profile.pairNames) {
      if !names.contains(pair.certificate) { return "\(pair.certificate) is gone" }
      if names.isDisjoint(with: [pair.key, pair.request]) { return "\(pair.key) is gone" }
    }
    return nil
  }
}
