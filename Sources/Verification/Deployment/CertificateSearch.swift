internal import SecureFiles

/// The PEM files in a folder and in what lies below it, in the order of their paths; without the folder in which
/// easy-rsa keeps what it has revoked.
struct CertificateSearch {
  private(set) var paths: [String] = []

  private static let depth = 4
  private static let endings = [".pem", ".crt", ".cer", ".key", ".cert"]

  init(below folder: String) {
    look(at: folder, depth: 0)
    paths.sort()
  }

  private mutating func look(at folder: String, depth: Int) {
    guard depth < Self.depth, let names = try? Files.list(folder) else { return }
    for name in names {
      let path = folder + "/" + name
      guard let status = try? FileStatus(of: path) else { continue }
      switch status.kind {
      case .folder: if name != "revoked" { look(at: path, depth: depth + 1) }
      case .file where Self.endings.contains(where: name.hasSuffix): paths.append(path)
      default: break
      }
    }
  }
}
