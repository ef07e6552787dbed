internal import Secrets
internal import SecureFiles

/// Where the files of a host are looked at: on the disk of this machine, or in an archive that was made of
/// them.
///
/// Nothing leads out of an archive: a path that is not in it is one where nothing is, whatever this machine
/// has there.
enum FileTree: Sendable {
  case disk
  case archive(ArchivedFiles)

  /// Whether the files were packed elsewhere, so that paths of this machine mean nothing to them.
  var isArchive: Bool { if case .archive = self { true } else { false } }

  /// What is at `path`; nil where there is nothing, or that cannot be told.
  func kind(_ path: String) -> FileStatus.Kind? {
    switch self {
    case .disk: (try? FileStatus.ifExists(path, followingLinks: true))??.kind
    case .archive(let files): files.kind(path)
    }
  }

  /// The permission bits of the file `path`; nil where there is none.
  func permissions(ofFile path: String) -> UInt32? {
    switch self {
    case .disk:
      guard let status = try? FileStatus(of: path, followingLinks: true), status.kind == .file else {
        return nil
      }
      return status.permissions
    case .archive(let files): return files.file(path)?.mode.bits
    }
  }

  /// True where something is at `path`.
  func exists(_ path: String) throws(FileError) -> Bool {
    switch self {
    case .disk: try Files.exists(path)
    case .archive(let files): files.exists(path)
    }
  }

  /// The names in the folder `path`, sorted.
  func list(_ path: String) throws(FileError) -> [String] {
    switch self {
    case .disk: try Files.list(path)
    case .archive(let files): try files.list(path)
    }
  }

  /// All files below the folder `path` of an archive, those first that lie least deep; none on a disk, where a host's
  /// folder may have any size.
  func files(below path: String) -> [String] {
    switch self {
    case .disk: []
    case .archive(let files): files.paths.filter { $0.hasPrefix(path + "/") }
    }
  }

  /// Where the file is that the path leads to in an archive; the path itself on a disk.
  func place(of path: String) -> String {
    if case .archive(let files) = self { files.led(path) ?? path } else { path }
  }

  /// The contents of a file that holds no secret, of at most `limit` bytes.
  func read(_ path: String, limit: Int = Files.readingLimit) throws(FileError) -> [UInt8] {
    switch self {
    case .disk: try Files.read(path, limit: limit)
    case .archive(let files): try files.content(path).revealed()
    }
  }

  /// The contents of a file, to be wiped.
  func readSecret(_ path: String) throws(FileError) -> SecretBytes {
    switch self {
    case .disk: try Files.readSecret(path)
    case .archive(let files): try files.content(path)
    }
  }
}
