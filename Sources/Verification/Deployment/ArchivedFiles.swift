internal import Replication
internal import Secrets
internal import SecureFiles

/// The files of a tar archive, which gzip may have compressed, in memory, under paths that begin with the archive's own:
/// `slave01.tar/client-cert.pem`.
final class ArchivedFiles: Sendable {
  /// The longest archive that is read, in bytes, decompressed or not: many times any host's folder.
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
      status.size <= Self.longest || [".tar", ".gz", ".tgz"].contains(where: path.hasSuffix)
    else { return nil }
    guard let entries = try Self.entries(path) else { return nil }
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

  /// What is in the archive `path`; nil where it is none.
  private static func entries(_ path: String) throws(FileError) -> [ArchiveEntry]? {
    let bytes = try Files.readSecret(path, limit: longest)
    if Gzip.isCompressed(bytes) { return try Tar.read(gzip: bytes, called: path, limit: longest) }
    return Tar.isArchive(bytes) ? try Tar.read(bytes, called: path) : nil
  }

  /// All files, those first that lie least deep, else by their paths.
  var paths: [String] {
    files.keys.sorted {
      let (one, other) = ($0.utf8.count(where: Self.isSlash), $1.utf8.count(where: Self.isSlash))
      return one == other ? $0.utf8.lexicographicallyPrecedes($1.utf8) : one < other
    }
  }

  private static func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") }

  /// The folder, with its slash, in which all files are; empty where there is none.
  private static func root(of entries: [ArchiveEntry]) -> String {
    var root: [Substring]?
    for entry in entries where entry.kind == .file {
      let above = entry.name.split(separator: "/").dropLast()
      root = root.map { zip($0, above).prefix { $0 == $1 }.map(\.0) } ?? Array(above)
    }
    return (root ?? []).map { $0 + "/" }.joined()
  }

  /// Whether it is a pki folder, or the folder of hosts in one: each host's folder has what it trusts.
  var holdsHosts: Bool {
    let names = folders[path] ?? []
    return folders[path + "/authority"] != nil && folders[path + "/hosts"] != nil
      || names.count { files["\(path)/\($0)/\(TrustForm.file.name)"] != nil } > 1
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
