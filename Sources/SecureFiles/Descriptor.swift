internal import Glibc

/// An open file or folder, closed when its owner lets go.
struct Descriptor: ~Copyable, Sendable {
  let number: Int32
  /// How errors call it.
  let path: String
  private var isOpen = true

  /// Opens `path`, which errors call `name`; `mode` counts where `flags` make a file.
  init(
    _ path: String, _ flags: Int32, mode: FileMode = .key, _ operation: FileError.Operation = .open,
    called name: String? = nil
  ) throws(FileError) {
    let path = try checked(path, operation)
    var number: Int32
    repeat { number = unsafe open(path, flags | O_CLOEXEC, mode.bits) } while number < 0 && errno == EINTR
    guard number >= 0 else { throw FileError(errno, operation, name ?? path) }
    self.init(owning: number, name ?? path)
  }

  init(owning number: Int32, _ path: String) {
    self.number = number
    self.path = path
  }

  /// Opens the folder `path`, not through a symbolic link.
  static func folder(_ path: String, _ operation: FileError.Operation = .open) throws(FileError) -> Descriptor
  {
    try Descriptor(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, operation)
  }

  deinit { if isOpen { close(number) } }

  /// What is open.
  func status() throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw FileError(errno, .inspect, path) }
    return FileStatus(status)
  }

  /// Sees to it that the mode is `mode`, of which the umask may have taken bits away.
  func ensure(_ mode: FileMode) throws(FileError) {
    let status = try status()
    if status.mode == mode { return }
    guard fchmod(number, status.permissions & 0o7000 | mode.bits) == 0 else {
      throw FileError(errno, .setMode, path)
    }
    let kept = try self.status().mode
    guard kept == mode else {
      throw FileError(
        .modeNotKept, .setMode, path, "its file system makes it \(kept), not \(mode)",
        hint: "choose a folder on a file system that keeps permissions")
    }
  }

  /// Reads up to `room.count` bytes, to the end of the file or of the room. Returns how many.
  ///
  /// - Parameter length: the file's, where that is known: where exactly so many bytes are there and more were asked
  ///   for, that is the end, and it is not asked for again.
  func read(
    into room: UnsafeMutableRawBufferPointer, expecting length: Int = 0
  ) throws(FileError) -> Int {
    var filled = 0
    while filled < room.count {
      let got = unsafe Glibc.read(number, room.baseAddress?.advanced(by: filled), room.count - filled)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileError(errno, .read, path) }
      if got == 0 { break }
      filled += got
      if filled == length, filled < room.count { break }
    }
    return filled
  }

  /// Writes all of `bytes`.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let put = unsafe Glibc.write(number, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if put < 0, errno == EINTR { continue }
      guard put >= 0 else { throw FileError(errno, .write, path) }
      written += put
    }
  }

  /// Waits until the contents, or the names of a folder, are on disk (fsync(2)).
  func sync() throws(FileError) {
    while fsync(number) != 0 {
      if errno == EINTR { continue }
      // Some file systems cannot sync a folder, or anything: there is nothing to wait for then.
      if errno == EINVAL { return }
      throw FileError(errno, .sync, path)
    }
  }

  /// Closes it and says where that fails, as it may on a network's file system.
  consuming func closeReporting() throws(FileError) {
    isOpen = false
    // The descriptor is gone even after EINTR (close(2)), so this is never tried twice.
    guard close(number) == 0 || errno == EINTR else { throw FileError(errno, .write, path) }
  }
}
