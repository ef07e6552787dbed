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
  private let links: ArchivedLinks

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
    for entry in entries where entry.name.hasPrefix(root) && entry.name.utf8.count > root.utf8.count {
      var name = path + "/" + entry.name.dropFirst(root.count)
      switch entry.kind {
      case .file: files[name] = entry
      case .folder: folders[name, default: []] = folders[name] ?? []
      case .symbolicLink, .hardLink: break
      }
      while name != path, let slash = name.lastIndex(of: "/") {
        let above = String(name[..<slash])
        folders[above, default: []].insert(String(name[name.index(after: slash)...]))
        name = above
      }
    }
    self.files = files
    self.folders = folders
    links = ArchivedLinks(entries, in: path, root: root)
  }

  /// What is in the archive `path`; nil where it is none.
  private static func entries(_ path: String) throws(FileError) -> [ArchiveEntry]? {
    let bytes = try Files.readSecret(path, limit: longest)
    if Gzip.isCompressed(bytes) {
      return try Tar.read(gzip: bytes, called: path, limit: longest, links: .kept)
    }
    return Tar.isArchive(bytes) ? try Tar.read(bytes, called: path, links: .kept) : nil
  }

  /// All files, and links to one that have a name of their own, those first that lie least deep, else by their paths.
  ///
  /// A link that leads nowhere is among them, so that whoever reads it says so.
  var paths: [String] {
    let others = links.paths.filter { link in
      if case .leads(let path, _) = place(of: link) { files[path] != nil } else { true }
    }
    return (files.keys + others).sorted {
      let (one, other) = ($0.utf8.count(where: Self.isSlash), $1.utf8.count(where: Self.isSlash))
      return one == other ? $0.utf8.lexicographicallyPrecedes($1.utf8) : one < other
    }
  }

  private static func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") }

  /// The folder, with its slash, in which all files are; empty where there is none.
  private static func root(of entries: [ArchiveEntry]) -> String {
    var root: [Substring]?
    for entry in entries where entry.kind != .folder {
      let above = entry.name.split(separator: "/").dropLast()
      root = root.map { zip($0, above).prefix { $0 == $1 }.map(\.0) } ?? Array(above)
    }
    return (root ?? []).map { $0 + "/" }.joined()
  }

  /// Whether it is a pki folder, or the folder of hosts in one: each host's folder has what it trusts.
  var holdsHosts: Bool {
    let names = folders[path] ?? []
    return folders[path + "/authority"] != nil && folders[path + "/hosts"] != nil
      || names.count { file("\(path)/\($0)/\(TrustForm.file.name)") != nil } > 1
  }

  /// Where the path leads; through links only to what is there.
  private func place(of path: String) -> ArchivedLinks.Place {
    let found = links.place(of: path)
    guard case .leads(let place, let count) = found, count > 0, files[place] == nil, folders[place] == nil
    else { return found }
    return .leadsAway(ArchivedLinks.reason(String(place.dropFirst(self.path.count + 1))))
  }

  /// Where the path leads through links; nil where that is not in the archive.
  func led(_ path: String) -> String? {
    if case .leads(let place, _) = place(of: path) { place } else { nil }
  }

  /// Whether the last name of the path is a link's.
  func isLink(_ path: String) -> Bool { links.isLink(path) }

  /// Whether something is there; a link that leads out of the archive is, though nothing can be read of it.
  func exists(_ path: String) -> Bool {
    guard let place = led(path) else { return true }
    return files[place] != nil || folders[place] != nil
  }

  func kind(_ path: String) -> FileStatus.Kind? {
    guard let place = led(path) else { return nil }
    return files[place] != nil ? .file : folders[place] != nil ? .folder : nil
  }

  func file(_ path: String) -> ArchiveEntry? { led(path).flatMap { files[$0] } }

  func list(_ path: String) throws(FileError) -> [String] {
    guard let names = folders[try found(path, .list)] else { throw .notInArchive(path, .list) }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
  }

  /// The contents of a file, at most as much as is read of a file on disk.
  func content(_ path: String) throws(FileError) -> SecretBytes {
    guard let file = files[try found(path, .read)] else { throw .notInArchive(path, .read) }
    return file.content.copy()
  }

  private func found(_ path: String, _ operation: FileError.Operation) throws(FileError) -> String {
    switch place(of: path) {
    case .leads(let place, _): return place
    case .leadsAway(let reason):
      throw .link(path, operation, outOf: self.path, reason)
    }
  }
}
