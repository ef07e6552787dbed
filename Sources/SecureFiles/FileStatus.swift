internal import Glibc

/// What the system knows of a file or folder (stat(2)).
public struct FileStatus: Sendable, Hashable {
  /// The kinds of things that a name may lead to.
  public enum Kind: String, Sendable, Hashable {
    case file = "a file"
    case folder = "a directory"
    case symbolicLink = "a symbolic link"
    case pipe = "a pipe"
    case socket = "a socket"
    case device = "a device"
  }

  /// What it is.
  public let kind: Kind
  /// The permission bits, with the bits for set-user-ID, set-group-ID and sticky.
  public let permissions: UInt32
  /// The user that owns it.
  public let owner: UInt32
  /// The group that owns it.
  public let group: UInt32
  /// The length in bytes, of a file.
  public let size: Int64
  /// The file system it is on.
  let device: UInt64
  /// Its number there.
  let inode: UInt64

  /// Looks at `path`: at what a symbolic link leads to, or, without `followingLinks`, at the link itself.
  ///
  /// - Throws: ``FileError/Code/notFound`` where there is nothing, or a link leads nowhere.
  public init(of path: String, followingLinks: Bool = false) throws(FileError) {
    let path = try checked(path, .inspect)
    var status = stat()
    guard unsafe (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else {
      let number = errno
      if followingLinks, number == ENOENT, unsafe lstat(path, &status) == 0 {
        throw FileError(.notFound, .inspect, path, "it is a symbolic link that leads nowhere")
      }
      throw FileError(number, .inspect, path)
    }
    self.init(status)
  }

  /// As ``init(of:followingLinks:)``, or nil where there is nothing.
  ///
  /// - Throws: where it cannot be told.
  public static func ifExists(_ path: String, followingLinks: Bool = false) throws(FileError) -> FileStatus? {
    let path = try checked(path, .inspect)
    var status = stat()
    if unsafe (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 { return Self(status) }
    let number = errno
    // Asked of many paths, of which most are free: no error is made for that.
    if number == ENOENT || number == ENOTDIR { return nil }
    throw FileError(number, .inspect, path)
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .device
      }
    permissions = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
    size = Int64(status.st_size)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// The mode, without the bits for set-user-ID, set-group-ID and sticky.
  public var mode: FileMode { FileMode(permissions) }

  /// Whether the two are one and the same file or folder, by whatever names they were reached.
  public func isSame(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }

  /// True where the user that this process acts as owns it.
  public var isOwnedByMe: Bool { owner == Self.me }
  /// The user that this process works as.
  public static var me: UInt32 { geteuid() }
}
