internal import CLinux
internal import Glibc

/// The two renames that rename(2) does not have, with what stands in for them where a file system lacks them.
enum Rename {
  /// Whether the kernel's renameat2(2) is asked at all; tests say no.
  enum Means { case kernelFirst, withoutKernel }

  /// A name in an open folder, or a path.
  struct Spot {
    let folder: Int32
    let name: [CChar]

    init(_ path: String) {
      folder = AT_FDCWD
      name = Array(path.utf8CString)
    }

    init(_ name: [CChar], in folder: borrowing Descriptor) {
      self.folder = folder.number
      self.name = name
    }
  }

  /// Moves `old` to `new` where nothing is at `new`. Returns 0, or the system's error number.
  static func exclusively(_ old: Spot, to new: Spot, _ means: Means = .kernelFirst) -> Int32 {
    if means == .kernelFirst {
      let number = kernel(old, new, MKCERTS_RENAME_NOREPLACE)
      if !isLacking(number) { return number }
    }
    var status = stat()
    guard unsafe fstatat(old.folder, old.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return errno }
    if status.st_mode & S_IFMT == S_IFDIR {
      // A folder has no second name by which to do it at once; rename(2) takes at most an empty folder away.
      if unsafe fstatat(new.folder, new.name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return EEXIST }
      return unsafe renameat(old.folder, old.name, new.folder, new.name) == 0 ? 0 : errno
    }
    guard unsafe linkat(old.folder, old.name, new.folder, new.name, 0) == 0 else { return errno }
    return unsafe unlinkat(old.folder, old.name, 0) == 0 ? 0 : errno
  }

  /// Exchanges two names at once. Returns 0, or the system's error number; nil where the file system cannot
  /// do it.
  static func exchange(_ one: String, _ other: String, _ means: Means = .kernelFirst) -> Int32? {
    guard means == .kernelFirst else { return nil }
    let number = kernel(Spot(one), Spot(other), MKCERTS_RENAME_EXCHANGE)
    return isLacking(number) ? nil : number
  }

  private static func kernel(_ old: Spot, _ new: Spot, _ flag: UInt32) -> Int32 {
    unsafe renameat2(old.folder, old.name, new.folder, new.name, flag) == 0 ? 0 : errno
  }

  /// EINVAL: the file system does not know the flag; ENOSYS: the kernel does not know the call.
  private static func isLacking(_ number: Int32) -> Bool { number == EINVAL || number == ENOSYS }
}
