internal import SecureFiles

/// The user that a server runs as, and what that user may read.
struct ServerUser {
  let name: String
  private let identifier: UInt32
  private let groups: Set<UInt32>

  /// The user of this name on this machine; nil where there is none.
  ///
  /// Read from passwd(5) and group(5): users of a directory service are not known, and nothing is said of them.
  init?(named name: String, _ files: PEMFileReader) {
    func rows(_ path: String) -> [[Substring]] {
      String(decoding: files.text(path) ?? [], as: UTF8.self).split(separator: "\n").map {
        $0.split(separator: ":", omittingEmptySubsequences: false)
      }
    }
    guard let row = rows("/etc/passwd").first(where: { $0.count > 3 && $0[0] == name }),
      let identifier = UInt32(row[2]), let group = UInt32(row[3])
    else { return nil }
    self.name = name
    self.identifier = identifier
    let others = rows("/etc/group").filter { $0.count > 3 && $0[3].split(separator: ",").contains(name[...]) }
    groups = Set([group] + others.compactMap { UInt32($0[2]) })
  }

  /// Why the user may not read the file; nil where that is allowed, or cannot be told.
  ///
  /// Only the bits of the file itself are looked at: of owner, group and others the first that fits decides
  /// (path_resolution(7)).
  func refusal(of path: String) -> String? {
    guard identifier != 0, let status = try? FileStatus(of: path, followingLinks: true) else { return nil }
    let needed: UInt32 =
      status.owner == identifier ? 0o400 : groups.contains(status.group) ? 0o040 : 0o004
    guard status.permissions & needed == 0 else { return nil }
    let mode = String(status.permissions & 0o777, radix: 8)
    return "the server's user \(name) may not read it (mode 0\(mode), owner \(status.owner))"
  }
}
