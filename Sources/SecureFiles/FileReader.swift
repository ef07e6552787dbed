internal import Glibc

/// A file that is about to be read whole, known to be a file of bearable length.
struct FileReader: ~Copyable {
  private let file: Descriptor
  private let limit: Int
  /// How much room the contents need, and a byte more by which the end can be told from what was added
  /// meanwhile.
  let room: Int
  /// The length that the system gives.
  private let expected: Int

  init(_ path: String, limit: Int, followingLinks: Bool) throws(FileError) {
    precondition(limit >= 0 && limit < Int.max)
    let path = try checked(path, .read)
    // Before the opening, since that alone makes some devices move, and a socket cannot be opened at all.
    try Self.check(FileStatus(of: path, followingLinks: followingLinks), path, limit)
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW)
    let file = try Descriptor(path, flags, .read)
    let status = try file.status()
    try Self.check(status, path, limit)
    // Files of the kernel, as in /proc, give their length as 0.
    expected = Int(status.size)
    room = min(max(expected, 4096), limit) + 1
    self.limit = limit
    self.file = file
  }

  /// Reads the contents into `storage`, of at least ``room`` bytes. Returns how many there are.
  func read(into storage: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    let count = unsafe try file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: storage[..<room]), expecting: expected)
    guard count == room else { return count }
    if room > limit { throw Self.tooLarge(file.path, "more than \(limit)", limit) }
    throw FileError(
      .changed, .read, file.path, "it grew while it was read",
      hint: "run the command again when nothing writes to it any more")
  }

  private static func check(_ status: FileStatus, _ path: String, _ limit: Int) throws(FileError) {
    switch status.kind {
    case .file: break
    case .folder: throw FileError(EISDIR, .read, path)
    case .symbolicLink: throw FileError(ELOOP, .read, path)
    default: throw FileError(.notAFile, .read, path, "it is \(status.kind.rawValue), not a file")
    }
    if status.size > limit { throw tooLarge(path, String(status.size), limit) }
  }

  private static func tooLarge(_ path: String, _ size: String, _ limit: Int) -> FileError {
    FileError(.tooLarge, .read, path, "it has \(size) bytes, and at most \(limit) are read")
  }
}
