internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

/// What lies in a host's folder, held against what belongs there.
struct FolderDifference {
  private let folder: String
  /// nil where there is no folder.
  private let names: Set<String>?

  init(_ folder: String) throws {
    self.folder = folder
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

  /// The files of trust and texts that are not as they would be written now.
  ///
  /// - Parameters:
  ///   - texts: what the option file and the SQL would say.
  ///   - bundle: what cacert.pem would hold.
  func stale(_ texts: HostTexts, _ trust: TrustForm, bundle: [UInt8]) throws -> [String] {
    guard let names else { return [] }
    var stale: [String] = []
    if try !names.contains(TrustForm.file.name) || read(TrustForm.file.name) != bundle {
      stale.append(TrustForm.file.name)
    }
    if names.contains(TrustForm.folder.name) != (trust == .folder) { stale.append(TrustForm.folder.name) }
    let wanted = texts.files
    for (name, text) in wanted where try !names.contains(name) || read(name) != Array(text.utf8) {
      stale.append(name)
    }
    let others = Set(HostTexts.names).subtracting(wanted.map(\.name))
    return stale + others.intersection(names).sorted()
  }

  private func read(_ name: String) throws -> [UInt8] { try Files.read(folder + "/" + name) }
}
