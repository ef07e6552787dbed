public import Secrets

extension Files {
  /// How long a file may be where its reader does not say otherwise: 1 MiB, a hundred times any certificate.
  public static let readingLimit = 1 << 20

  /// Reads the whole of the file `path`.
  ///
  /// Neither a pipe nor a device can make it wait, and a file that is too long is refused before it is read.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the longest file that is read, in bytes.
  ///   - followingLinks: whether `path` itself may be a symbolic link.
  /// - Returns: its contents.
  /// - Throws: where it is not a file, longer than `limit`, or grows while it is read.
  public static func read(
    _ path: String, limit: Int = readingLimit, followingLinks: Bool = true
  ) throws(FileError) -> [UInt8] {
    let reader = try FileReader(path, limit: limit, followingLinks: followingLinks)
    var failure: FileError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: reader.room) { storage, count in
      do throws(FileError) {
        count = unsafe try reader.read(into: UnsafeMutableRawBufferPointer(storage))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// As ``read(_:limit:followingLinks:)``, for a private key or a passphrase: no copy of it stays in memory.
  public static func readSecret(
    _ path: String, limit: Int = readingLimit, followingLinks: Bool = true
  ) throws(FileError) -> SecretBytes {
    let reader = try FileReader(path, limit: limit, followingLinks: followingLinks)
    return unsafe try SecretBytes(capacity: reader.room) { (storage) throws(FileError) in
      unsafe try reader.read(into: storage)
    }
  }
}
