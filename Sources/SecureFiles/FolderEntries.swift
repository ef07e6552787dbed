internal import Glibc

/// The contents of folders by the bytes of their names, which need not be UTF-8.
enum FolderEntries {
  /// A name in a folder, without a slash in it.
  struct Name {
    /// The bytes, with a final NUL.
    let bytes: [CChar]
    /// The name for people.
    let text: String
  }

  /// The names in `folder`, in no order, without `.` and `..`.
  static func names(in folder: borrowing Descriptor) throws(FileError) -> [Name] {
    // A fresh descriptor: the stream takes it over, and has a position of its own.
    let copy = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw FileError(errno, .list, folder.path) }
    guard let stream = unsafe fdopendir(copy) else {
      let number = errno
      close(copy)
      throw FileError(number, .list, folder.path)
    }
    defer { unsafe closedir(stream) }
    return try unsafe names(in: stream, of: folder.path)
  }

  /// The same of the folder `path`, through symbolic links.
  static func names(in path: String) throws(FileError) -> [Name] {
    let path = try checked(path, .list)
    guard let stream = unsafe opendir(path) else { throw FileError(errno, .list, path) }
    defer { unsafe closedir(stream) }
    return try unsafe names(in: stream, of: path)
  }

  private static func names(in stream: OpaquePointer, of path: String) throws(FileError) -> [Name] {
    var names: [Name] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      // The entry is as long as its name, and shorter than its type says: it is read through a pointer only.
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let start = unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      let bytes = unsafe [CChar](UnsafeBufferPointer(start: start, count: strlen(start) + 1))
      let text = unsafe String(cString: start)
      if text != ".", text != ".." { names.append(Name(bytes: bytes, text: text)) }
    }
    guard errno == 0 else { throw FileError(errno, .list, path) }
    return names
  }

  /// Removes the folder `path` with everything in it; symbolic links are removed, never followed.
  static func removeTree(_ path: String) throws(FileError) {
    do {
      let folder = try Descriptor.folder(path, .remove)
      try removeContents(of: folder)
    }
    guard unsafe rmdir(path) == 0 else { throw FileError(errno, .remove, path) }
  }

  private static func removeContents(of folder: borrowing Descriptor) throws(FileError) {
    for name in try names(in: folder) {
      let path = folder.path + "/" + name.text
      if unsafe unlinkat(folder.number, name.bytes, 0) == 0 { continue }
      // Linux says EISDIR for a folder, POSIX says EPERM.
      guard errno == EISDIR || errno == EPERM else { throw FileError(errno, .remove, path) }
      let number = unsafe openat(
        folder.number, name.bytes, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard number >= 0 else { throw FileError(errno, .remove, path) }
      try removeContents(of: Descriptor(owning: number, path))
      guard unsafe unlinkat(folder.number, name.bytes, AT_REMOVEDIR) == 0 else {
        throw FileError(errno, .remove, path)
      }
    }
  }
}
