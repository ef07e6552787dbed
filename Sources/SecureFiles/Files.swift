internal import Glibc

/// What can be done with files and folders: a name to find it under.
public enum Files {
  /// True where something is at `path`, be it a symbolic link that leads nowhere.
  ///
  /// - Throws: where it cannot be told, such as in a folder that may not be searched.
  public static func exists(_ path: String) throws(FileError) -> Bool {
    try FileStatus.ifExists(path) != nil
  }

  /// The names in the folder `path`, sorted by their bytes, without `.` and `..`.
  ///
  /// A name that is not UTF-8 has U+FFFD in it, and cannot be used to open what it names.
  public static func list(_ path: String) throws(FileError) -> [String] {
    try FolderEntries.names(in: path).map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes the folder `path` with the mode `mode`.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - mode: its mode, whatever the umask. A folder that exists keeps its own.
  ///   - withParents: whether missing folders above it are made too, of mode 0755.
  /// - Returns: true where it was made, false where it was there.
  /// - Throws: where a file or a symbolic link is in its place.
  @discardableResult
  public static func createFolder(
    _ path: String, mode: FileMode = .folder, withParents: Bool = false
  ) throws(FileError) -> Bool {
    if try isFolder(path) { return false }
    let place = try PlacePath(path, .createFolder)
    if withParents, try FileStatus.ifExists(place.folder, followingLinks: true) == nil {
      try createFolder(place.folder, mode: .folder, withParents: true)
    }
    // With its final mode at once, which only a strict umask makes narrower: a process that is killed before
    // it sets the mode shall leave a folder as it should be.
    guard unsafe mkdir(place.path, mode.bits) == 0 else {
      let number = errno
      // Another process may have been quicker.
      if number == EEXIST, try isFolder(path) { return false }
      throw FileError(number, .createFolder, path)
    }
    try setMode(mode, ofFolder: place.path)
    try syncFolder(place.folder)
    return true
  }

  /// Removes the file `path`; a symbolic link is removed, never followed.
  public static func remove(_ path: String) throws(FileError) {
    let place = try PlacePath(path, .remove)
    guard unsafe unlink(place.path) == 0 else { throw FileError(errno, .remove, path) }
    try syncFolder(place.folder)
  }

  /// Waits until the names in the folder `path` are on disk.
  public static func syncFolder(_ path: String) throws(FileError) {
    try Descriptor(path, O_RDONLY | O_DIRECTORY, .sync).sync()
  }

  private static func isFolder(_ path: String) throws(FileError) -> Bool {
    guard let there = try FileStatus.ifExists(path.count > 1 && path.hasSuffix("/") ? path + "." : path)
    else {
      return false
    }
    switch there.kind {
    case .folder: return true
    case .symbolicLink: throw FileError(ELOOP, .createFolder, path)
    default: throw FileError(.notAFolder, .createFolder, path, "\(there.kind.rawValue) is in its place")
    }
  }

  /// Gives a folder its mode, even where the umask has left its owner no right to open it.
  static func setMode(
    _ mode: FileMode, ofFolder path: String, called name: String? = nil
  ) throws(FileError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw FileError(errno, .inspect, name ?? path) }
    guard status.st_mode & 0o777 != mode.bits else { return }
    let bits = status.st_mode & 0o7000 | mode.bits
    guard unsafe fchmodat(AT_FDCWD, path, bits, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileError(errno, .setMode, name ?? path)
    }
  }
}
