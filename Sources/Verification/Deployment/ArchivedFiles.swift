internal import Secrets
internal import SecureFiles

/// The files of a tar archive, in memory, under paths that begin with the archive's own:
/// `slave01.tar/client-cert.pem`.
final class ArchivedFiles: Sendable {
  /// The longest archive that is read, in bytes: many times any host's folder.
  static let longest = 16 << 20

  /// The archive, which is also the path of the folder that was packed.
  let path: String
  private let files: [String: ArchiveEntry]
  private let folders: [String: Set<String>]

  /// The files of the archive `path`; nil where it is no archive, or no file.
  ///
  /// A folder that holds everything is left out of the paths: `tar -cf x.tar slave01` and
  /// `tar -C slave01 -cf x.tar .` are read alike.
  ///
  /// - Throws: where the archive is damaged, or holds what is no file or leads out of it.
  init?(_ path: String) throws(FileError) {
    guard let status = try? FileStatus(of: path, followingLinks: true), status.kind == .file,
      status.size >= 512, status.size <= Self.longest || path.hasSuffix(".tar")
    else { return nil }
    let bytes = try Files.readSecret(path, limit: Self.longest)
    guard Tar.isArchive(bytes) else { return nil }
    let entries = try Tar.read(bytes, called: path)
    self.path = path
    let root = Self.root(of: entries)
    var files: [String: ArchiveEntry] = [:]
    var folders: [String: Set<String>] = [path: []]
    for entry in entries where entry.name.utf8.count > root.utf8.count {
      var name = path + "/" + entry.name.dropFirst(root.count)
      if entry.kind == .file { files[name] = entry } else { folders[name, default: []] = folders[name] ?? [] }
      while name != path, let slash = name.lastIndex(of: "/") {
        let above = String(name[..<slash])
        folders[above, default: []].insert(String(name[name.index(after: slash)...]))
        name = above
      }
    }
    self.files = files
    self.folders = folders
  }

  /// The folder, with its slash, in which all files are; empty where there is none.
  private static func root(of entries: [ArchiveEntry]) -> String {
    var root: [Substring]?
    for entry in entries where entry.kind == .file {
      let above = entry.name.split(separator: "/").dropLast()
      root = root.map { zip($0, above).prefix { $0 == $1 }.map(\.0) } ?? Array(above)
    }
    return (root ?? []).map { $0 + "/" }.joined()
  }

  func kind(_ path: String) -> FileStatus.Kind? {
    files[path] != nil ? .file : folders[path] != nil ? .folder : nil
  }

  func file(_ path: String) -> ArchiveEntry? { files[path] }

  func list(_ path: String) throws(FileError) -> [String] {
    guard let names = folders[path] else { throw .notInArchive(path, .list) }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
  }

  /// The contents of a file, at most as much as is read of a file on disk.
  func content(_ path: String) throws(FileError) -> SecretBytes {
    guard let file = files[path] else { throw .notInArchive(path, .read) }
    return file.content.copy()
  }
}
