public import Secrets

extension Files {
  /// Writes a new file, which appears whole and on disk, or not at all.
  ///
  /// - Parameters:
  ///   - path: where it appears. Nothing that is there is ever replaced.
  ///   - bytes: what it holds.
  ///   - mode: its mode, whatever the umask.
  /// - Throws: ``FileError/Code/alreadyExists`` where anything has that name, be it a symbolic link; or why
  ///   it could not be written, and then nothing is left behind. Only where the folder itself cannot be
  ///   synced is the file there in spite of the error.
  public static func writeNew(_ path: String, _ bytes: [UInt8], mode: FileMode) throws(FileError) {
    unsafe try withBytes(of: bytes) { (bytes) throws(FileError) in
      unsafe try writeNew(path, bytes, mode: mode, .kernelFirst)
    }
  }

  /// As ``writeNew(_:_:mode:)``, for a private key.
  public static func writeNew(
    _ path: String, secret: borrowing SecretBytes, mode: FileMode = .key
  ) throws(FileError) {
    unsafe try secret.withUnsafeBytes { (bytes) throws(FileError) in
      unsafe try writeNew(path, bytes, mode: mode, .kernelFirst)
    }
  }

  /// Writes a file in the place of the one that is there, if any; readers see all of the one or all of the
  /// other.
  ///
  /// - Parameters:
  ///   - path: the file to replace.
  ///   - bytes: what it holds then.
  ///   - mode: its mode then, whatever the umask and whatever it was.
  /// - Throws: where a symbolic link, a folder or anything else but a file is there; or why it could not be
  ///   written, and then what was there is there still.
  public static func replace(_ path: String, _ bytes: [UInt8], mode: FileMode) throws(FileError) {
    unsafe try withBytes(of: bytes) { (bytes) throws(FileError) in unsafe try replace(path, bytes, mode: mode)
    }
  }

  /// As ``replace(_:_:mode:)``, for a private key.
  public static func replace(
    _ path: String, secret: borrowing SecretBytes, mode: FileMode = .key
  ) throws(FileError) {
    unsafe try secret.withUnsafeBytes { (bytes) throws(FileError) in
      unsafe try replace(path, bytes, mode: mode)
    }
  }

  static func writeNew(
    _ path: String, _ bytes: UnsafeRawBufferPointer, mode: FileMode, _ means: Rename.Means
  ) throws(FileError) {
    let place = try PlacePath(path, .create)
    // Asked first for the sake of a quick answer; the rename is what decides.
    if try exists(place.path) { throw FileError(.alreadyExists, .create, path, "it exists already") }
    let file = unsafe try TemporaryFile(for: place, bytes, mode: mode)
    try file.placeNew(means)
  }

  private static func replace(
    _ path: String, _ bytes: UnsafeRawBufferPointer, mode: FileMode
  ) throws(FileError) {
    let place = try PlacePath(path, .replace)
    let file = unsafe try TemporaryFile(for: place, bytes, mode: mode)
    try file.placeReplacing()
  }

  /// Lends the bytes of an array.
  static func withBytes<Result>(
    of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    unsafe try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
      unsafe try body(UnsafeRawBufferPointer(buffer))
    }
  }
}
