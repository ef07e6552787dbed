internal import Glibc

/// What a process that was killed has left beside the place it worked on.
public struct Leftover: Sendable, Hashable {
  /// What it was.
  public enum Kind: String, Sendable, Hashable {
    /// A file that was being written.
    case temporaryFile = "tmp"
    /// A folder that was being filled, or one that has been replaced already.
    case stagedFolder = "staged"
    /// A folder that was being replaced, on a file system that cannot exchange two.
    case oldFolder = "old"
  }

  /// What has become of it.
  public enum Resolution: Sendable, Hashable {
    /// It is gone; entries that were not ours are now in the folder it was for, under these names.
    case discarded(carriedOver: [String])
    /// It is back in its place, since nothing else was there.
    case restored
  }

  /// Where it is.
  public let path: String
  /// The file or folder it was for.
  public let finalPath: String
  /// What it was.
  public let kind: Kind

  /// Clears it away. To be called by whoever holds the lock, since a process at work has such things too.
  ///
  /// - Parameter managed: the entries of a folder that go with it; all others are kept in the folder at
  ///   ``finalPath``, if there is one.
  /// - Returns: what has become of it.
  /// - Throws: where it cannot be cleared away; what is not ours is never lost.
  public func resolve(managed: Set<String>) throws(FileError) -> Resolution {
    if kind == .temporaryFile {
      guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError(errno, .remove, path) }
      return .discarded(carriedOver: [])
    }
    if try FileStatus.ifExists(finalPath)?.kind == .folder {
      return .discarded(carriedOver: try OldFolder.retire(path, into: finalPath, dropping: managed))
    }
    if kind == .oldFolder {
      let number = Rename.exclusively(Rename.Spot(path), to: Rename.Spot(finalPath))
      guard number == 0 else { throw FileError(number, .place, finalPath) }
      try Files.syncFolder(PlacePath(finalPath, .place).folder)
      return .restored
    }
    try FolderEntries.removeTree(path)
    return .discarded(carriedOver: [])
  }
}

extension Files {
  /// What killed processes have left in the folder `path`, sorted by name.
  ///
  /// Resolving them in this order is safe, and so is being killed while doing so.
  public static func leftovers(in path: String) throws(FileError) -> [Leftover] {
    var found: [Leftover] = []
    for text in try list(path) {
      guard let (name, kind) = SideName.parse(text), !name.isEmpty else { continue }
      let place = path.hasSuffix("/") ? path : path + "/"
      // An admin's own file of such a name, and a symbolic link, are not ours.
      guard let there = try FileStatus.ifExists(place + text),
        there.kind == (kind == .temporaryFile ? .file : .folder)
      else { continue }
      found.append(Leftover(path: place + text, finalPath: place + name, kind: kind))
    }
    return found
  }
}
