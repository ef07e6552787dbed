internal import SecureFiles

/// Looks for private keys in a folder and in what lies below it. Symbolic links to other folders are not
/// followed.
struct KeyFileSearch {
  /// What was found: keys, and what could not be looked at.
  private(set) var result: (keyFiles: [KeyFile], unreadable: [UnreadableFile]) = ([], [])

  private let files: PEMFileReader

  /// How deep folders are looked into; what lies deeper is said to be unreadable.
  private static let depth = 8

  /// - Parameter excluding: names in the folder itself that are left out.
  init(below folder: String, _ files: PEMFileReader, excluding: Set<String> = []) {
    self.files = files
    look(at: folder, excluding: excluding, depth: 0)
  }

  /// Looks in a folder of which the names are known already.
  init(below folder: String, _ files: PEMFileReader, names: [String]) {
    self.files = files
    switch files.tree {
    case .archive(let archive): look(in: archive, folder)
    case .disk: for name in names { look(at: folder + "/" + name, excluding: [], depth: 1) }
    }
  }

  private mutating func look(at path: String, excluding: Set<String>, depth: Int) {
    if case .archive(let archive) = files.tree { return look(in: archive, path) }
    if files.isKnownKeyless(path) { return }
    do throws(FileError) {
      let status = try FileStatus(of: path, followingLinks: depth == 0)
      switch status.kind {
      case .folder:
        guard depth < Self.depth else {
          result.unreadable.append(UnreadableFile(path: path, reason: "it lies too deep to be looked into"))
          return
        }
        for name in try Files.list(path) where !excluding.contains(name) {
          look(at: path + "/" + name, excluding: [], depth: depth + 1)
        }
      case .file: try lookInto(path, status)
      case .symbolicLink:
        if let led = try FileStatus.ifExists(path, followingLinks: true), led.kind == .file {
          try lookInto(path, led)
        }
      case .pipe, .socket, .device: break
      }
    } catch {
      result.unreadable.append(UnreadableFile(path: path, reason: error.reason))
    }
  }

  /// An archive is as deep as it is long.
  private mutating func look(in archive: ArchivedFiles, _ path: String) {
    guard let names = try? archive.list(path) else { return }
    for name in names {
      let path = path + "/" + name
      guard let file = archive.file(path) else {
        if !archive.isLink(path) { look(in: archive, path) }
        continue
      }
      result.keyFiles += (try? files.keyFiles(path, permissions: file.mode.bits)) ?? []
    }
  }

  private mutating func lookInto(_ path: String, _ status: FileStatus) throws(FileError) {
    // No key is that long, and archives are not opened.
    guard status.size <= Files.readingLimit else { return }
    result.keyFiles += try files.keyFiles(path, permissions: status.permissions)
  }
}
