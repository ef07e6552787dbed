internal import Glibc

/// A lock on a file of its own, kept until its owner lets go or the process ends in whatever way (flock(2)).
///
/// The lock file stays: were it removed, two processes could hold locks on two files of the same name.
public struct FileLock: ~Copyable, Sendable {
  /// Who else may hold the lock at the same time.
  public enum Kind: Sendable {
    /// Nobody.
    case exclusive
    /// Others of this kind.
    case shared
  }

  /// How long the lock is waited for before the waiting is worth a word, in milliseconds.
  static let quietMilliseconds = 1000

  private let file: Descriptor

  /// Waits for the lock, however long that takes.
  ///
  /// - Parameters:
  ///   - path: the lock file, made with the mode 0600 where it is missing.
  ///   - kind: who else may hold it.
  ///   - whenWaiting: called once where the lock is not there after about a second.
  /// - Throws: where the file cannot be made or opened, or is not a file. Never because another holds the
  ///   lock.
  public init(
    _ path: String, _ kind: Kind = .exclusive, whenWaiting: () -> Void = {}
  ) throws(FileError) {
    // A shared lock asks for no right to write, so that whoever may only read the folder can have it;
    // O_NONBLOCK, so that a pipe in its place is found and not waited for.
    let access = kind == .shared ? O_RDONLY : O_RDWR
    let file = try Descriptor(path, access | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: .key, .lock)
    let status = try file.status()
    guard status.kind == .file else {
      throw FileError(.notAFile, .lock, path, "it is \(status.kind.rawValue), not a file")
    }
    // A strict umask may have left a new file without its owner's bits, for the next process to stumble over.
    if status.isOwnedByMe, status.mode.bits & 0o600 != 0o600 { try file.ensure(.key) }
    try Self.lock(file, kind == .shared ? LOCK_SH : LOCK_EX, whenWaiting)
    self.file = file
  }

  private static func lock(
    _ file: borrowing Descriptor, _ operation: Int32, _ whenWaiting: () -> Void
  ) throws(FileError) {
    let pause = 10
    for _ in 0..<quietMilliseconds / pause {
      if flock(file.number, operation | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw FileError(errno, .lock, file.path) }
      usleep(UInt32(pause * 1000))
    }
    whenWaiting()
    while flock(file.number, operation) != 0 {
      guard errno == EINTR else { throw FileError(errno, .lock, file.path) }
    }
  }
}
