internal import SecureFiles
internal import Synchronization

/// The user that a server runs as, and what that user may read.
struct ServerUser {
  let name: String
  /// Whether nothing says that the server runs as this user: then only what root keeps to itself is refused.
  let isAssumed: Bool
  private let identifier: UInt32
  private let groups: Set<UInt32>
  private let entered = EnteredFolders()

  /// The user of this name on this machine; nil where there is none.
  ///
  /// Read from passwd(5) and group(5): users of a directory service are not known, and nothing is said of them.
  init?(named name: String, isAssumed: Bool = false, _ files: PEMFileReader) {
    func rows(_ path: String) -> [[Substring]] {
      String(decoding: files.text(path) ?? [], as: UTF8.self).split(separator: "\n").map {
        $0.split(separator: ":", omittingEmptySubsequences: false)
      }
    }
    guard let row = rows("/etc/passwd").first(where: { $0.count > 3 && $0[0] == name }),
      let identifier = UInt32(row[2]), let group = UInt32(row[3])
    else { return nil }
    self.name = name
    self.isAssumed = isAssumed
    self.identifier = identifier
    let others = rows("/etc/group").filter { $0.count > 3 && $0[3].split(separator: ",").contains(name[...]) }
    groups = Set([group] + others.compactMap { UInt32($0[2]) })
  }

  /// Why the user may not read the file; nil where that is allowed, or cannot be told.
  ///
  /// Of owner, group and others the first that fits decides, for the file and for each folder on the way to it
  /// (path_resolution(7)).
  func refusal(of path: String) -> Refusal? {
    guard identifier != 0, let status = try? FileStatus(of: path, followingLinks: true) else { return nil }
    if lacks(0o4, status) {
      return Refusal(
        reason: "the server's user \(name) may not read it (\(Self.words(status)))", folder: nil)
    }
    return closedFolder(to: path.parentFolder).map { folder, status in
      Refusal(
        reason: "the server's user \(name) may not enter \(folder) (\(Self.words(status)))", folder: folder)
    }
  }

  /// Why a user may not read a file.
  struct Refusal {
    let reason: String
    /// The folder that it may not enter; nil where the file itself is closed.
    let folder: String?
  }

  /// Whether the user may enter the folder `path`: what lies in one that it may not is no server's.
  func mayEnter(_ path: String) -> Bool { closedFolder(to: path) == nil }

  /// The first folder from `path` upwards that the user may not enter.
  private func closedFolder(to path: String) -> (String, FileStatus)? {
    var folder = path
    while !entered.holds(folder) {
      guard let status = try? FileStatus(of: folder, followingLinks: true) else { return nil }
      if lacks(0o1, status) { return (folder, status) }
      guard folder != "/", folder != "." else { break }
      folder = folder.parentFolder
    }
    // That of one host is seldom another's: what lies above it is.
    entered.insert(path.parentFolder)
    return nil
  }

  /// Folders that the user may enter, as all above them: a thousand hosts lie in one.
  private final class EnteredFolders: Sendable {
    private let paths = Mutex<Set<String>>([])

    func holds(_ path: String) -> Bool { paths.withLock { $0.contains(path) } }

    func insert(_ path: String) { paths.withLock { _ = $0.insert(path) } }
  }

  /// Whether the user has not these of the three bits of owner, group or others.
  private func lacks(_ bits: UInt32, _ status: FileStatus) -> Bool {
    if isAssumed, status.owner != 0 { return false }
    let needed = status.owner == identifier ? bits << 6 : groups.contains(status.group) ? bits << 3 : bits
    return status.permissions & needed == 0
  }

  private static func words(_ status: FileStatus) -> String {
    "mode 0\(String(status.permissions & 0o777, radix: 8)), owner \(status.owner)"
  }
}
