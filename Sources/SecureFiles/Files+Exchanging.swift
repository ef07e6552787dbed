internal import Glibc
public import Secrets

extension Files {
  /// Writes a private key in the place of the one that is there; readers see all of the one or all of the
  /// other.
  ///
  /// The file that was there is overwritten before its space is given back, but only once nothing leads to it
  /// any more: a second name that somebody gave it (ln(1)) keeps it as it was. File systems that write
  /// elsewhere than where the old bytes were make that a favour, not a promise.
  ///
  /// - Parameters:
  ///   - path: the file to replace, which must be there.
  ///   - secret: what it holds then.
  ///   - mode: its mode then, whatever the umask and whatever it was.
  ///   - check: is given what was read back from the new file, before that takes its place.
  /// - Throws: what `check` throws; where a symbolic link, a folder or nothing is there; or why it could not be
  ///   written. What was there is there still then.
  public static func exchange(
    _ path: String, for secret: borrowing SecretBytes, mode: FileMode = .key,
    checking check: (borrowing SecretBytes) throws -> Void
  ) throws {
    let place = try PlacePath(path, .replace)
    let old = try Descriptor(place.path, O_RDWR | O_NOFOLLOW | O_NONBLOCK, .replace)
    let status = try old.status()
    guard status.kind == .file else {
      throw FileError(.notAFile, .replace, path, "it is \(status.kind.rawValue), not a file")
    }
    let file = try unsafe secret.withUnsafeBytes { (bytes) throws(FileError) in
      unsafe try TemporaryFile(for: place, bytes, mode: mode)
    }
    try check(readSecret(file.path, followingLinks: false))
    try file.placeReplacing()
    try old.wipeIfUnreachable()
  }
}

extension Descriptor {
  /// Overwrites a file that has no name any more.
  ///
  /// - Throws: where that fails; it has no name all the same.
  func wipeIfUnreachable() throws(FileError) {
    var status = stat()
    guard unsafe fstat(number, &status) == 0, status.st_nlink == 0 else { return }
    let zeros = [UInt8](repeating: 0, count: Int(status.st_size))
    guard lseek(number, 0, SEEK_SET) == 0 else { throw FileError(errno, .write, path) }
    unsafe try Files.withBytes(of: zeros) { (bytes) throws(FileError) in unsafe try write(bytes) }
    try sync()
  }
}
