internal import OpenSSL
internal import Replication
internal import SecureFiles

/// What lies open in a host's folder beside its certificates, to be compared with what lies there later.
struct FolderTexts {
  /// The SHA-256 of each file by its name: the texts themselves would be many for thousands of hosts.
  private let files: [String: [UInt8]]

  /// - Parameter folder: the host's folder.
  init(of folder: String) throws {
    var files: [String: [UInt8]] = [:]
    for name in Self.names where try Files.exists(folder + "/" + name) {
      files[name] = Digest.sha256(try Files.read(folder + "/" + name, limit: HostTrust.readingLimit))
    }
    self.files = files
  }

  private static let names = [
    "cacert.pem", "crl.pem", HostTexts.optionFileName, HostTexts.accountsName, HostTexts.changeMasterName,
  ]

  /// The names of those that hold something else later. Texts that had been cleared away count as the same.
  func changed(in later: FolderTexts) -> Set<String> {
    Set(files.keys.filter { files[$0] != later.files[$0] })
  }
}
