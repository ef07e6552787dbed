import Foundation
import Testing

/// A file system of a few bytes, for tests of what happens when it is full or read-only. Only root can mount
/// one.
public final class SmallDisk: Sendable {
  /// Where it is mounted.
  public let path: String
  private let folder: TemporaryFolder

  /// Why no disk could be mounted.
  public struct Unavailable: Error, CustomStringConvertible {
    /// The system's reason.
    public let description: String
  }

  /// Mounts it; throws where that is not allowed.
  public init(bytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path
    guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(bytes),mode=0755") == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw Unavailable(description: "cannot mount a small disk: \(reason)")
    }
  }

  /// Makes it read-only, or writable again.
  public func setReadOnly(_ isReadOnly: Bool) throws {
    let flags = UInt(MS_REMOUNT) | (isReadOnly ? UInt(MS_RDONLY) : 0)
    let result = unsafe mount("tmpfs", path, "tmpfs", flags, nil)
    try #require(result == 0)
  }

  /// A disk, or the end of the test with the reason where none can be mounted.
  public static func orCancel(bytes: Int) throws -> SmallDisk {
    do { return try SmallDisk(bytes: bytes) } catch let error as Unavailable {
      try Test.cancel(Comment(rawValue: error.description))
    }
  }

  deinit { unsafe umount2(path, 2) }
}
