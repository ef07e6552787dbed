internal import Glibc

/// Why something on disk could not be done. Holds paths, never contents.
public struct FileError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    case notFound, alreadyExists, notPermitted, readOnly, noSpace, quota, fileSizeLimit, tooManyOpenFiles
    case inputOutput, nameTooLong
    /// A symbolic link, a folder, or another kind of file, where one of a certain kind should be.
    case symbolicLink, isFolder, notAFolder, notAFile
    /// A file is longer than its reader allows.
    case tooLarge
    /// An archive is damaged, cut short, or holds what is not read from one.
    case badArchive
    /// A file grew while it was read.
    case changed
    /// A name that names nothing, or something elsewhere.
    case badName
    /// The file system does not keep the mode that was asked for.
    case modeNotKept
    /// Whatever else the system reports; ``FileError/errno`` has it.
    case other
  }

  /// What was being done.
  public enum Operation: String, Sendable, Hashable {
    case open, read, write, create, sync, remove, lock, list
    case place = "put in place"
    case replace
    case inspect = "look at"
    case setMode = "set the mode of"
    case createFolder = "create the folder"
  }

  /// What went wrong.
  public let code: Code
  /// The system's number, or 0 where this room refused by itself.
  public let errno: Int32
  /// The file or folder.
  public let path: String
  /// What was being done to it.
  public let operation: Operation
  /// Why, without the file: to stand behind its name and a colon.
  public let reason: String
  /// What to do about it.
  public let hint: String?

  /// One sentence, without capital and full stop.
  public var description: String { "cannot \(operation.rawValue) \(path): \(reason)" }

  /// The error of a system call that failed with `number` (errno(3)).
  init(_ number: Int32, _ operation: Operation, _ path: String) {
    let code = Self.code(of: number)
    self.code = code
    errno = number
    self.path = path
    self.operation = operation
    reason = Self.reason(code, number)
    hint = Self.hint(code, path)
  }

  /// A refusal of this room's own; `reason` completes "cannot read FILE: ".
  init(_ code: Code, _ operation: Operation, _ path: String, _ reason: String, hint: String? = nil) {
    self.code = code
    errno = 0
    self.path = path
    self.operation = operation
    self.reason = reason
    self.hint = hint ?? Self.hint(code, path)
  }

  /// Nothing of that path is in an archive.
  public static func notInArchive(_ path: String, _ operation: Operation) -> FileError {
    FileError(ENOENT, operation, path)
  }

  /// A link in the archive `archive` leads nowhere in it; `reason` completes "cannot read FILE: ".
  public static func link(
    _ path: String, _ operation: Operation, outOf archive: String, _ reason: String
  ) -> FileError {
    FileError(
      .symbolicLink, operation, path, reason,
      hint: "pack the files that the links lead to: `tar -h -cf \(archive) FOLDER`")
  }

  private static func code(of number: Int32) -> Code {
    switch number {
    case ENOENT: .notFound
    case EEXIST, ENOTEMPTY: .alreadyExists
    case EACCES, EPERM: .notPermitted
    case EROFS: .readOnly
    case ENOSPC: .noSpace
    case EDQUOT: .quota
    case EFBIG: .fileSizeLimit
    case EMFILE, ENFILE: .tooManyOpenFiles
    case EIO: .inputOutput
    case ENAMETOOLONG: .nameTooLong
    case ELOOP: .symbolicLink
    case EISDIR: .isFolder
    case ENOTDIR: .notAFolder
    default: .other
    }
  }

  private static func reason(_ code: Code, _ number: Int32) -> String {
    switch code {
    case .notFound: "there is no such file or folder"
    case .alreadyExists: "it exists already"
    case .notPermitted: "permission denied"
    case .readOnly: "its file system is read-only"
    case .noSpace: "the disk is full"
    case .quota: "the disk quota is used up"
    case .fileSizeLimit: "it would be longer than this process may write"
    case .tooManyOpenFiles: "too many files are open"
    case .nameTooLong: "the name is too long"
    case .symbolicLink: "it is a symbolic link, where a file or folder itself should be"
    case .isFolder: "it is a directory, not a file"
    case .notAFolder: "it, or a part of its path, is a file where a directory should be"
    default: unsafe String(cString: strerror(number))
    }
  }

  private static func hint(_ code: Code, _ path: String) -> String? {
    switch code {
    case .noSpace: "free some space and run the command again; nothing that was there is lost"
    case .quota:
      "free some space or have the quota raised, then run the command again; nothing that was there is lost"
    case .notPermitted:
      "see who may with `ls -ld \(folder(of: path)) \(path)`, and run the command as that user"
    case .readOnly: "run the command where the file system is mounted for writing"
    case .fileSizeLimit: "raise the limit with `ulimit -f unlimited`"
    case .tooManyOpenFiles: "raise the limit with `ulimit -n 4096`"
    case .symbolicLink: "see where it leads with `ls -l \(path)`, and name that place or remove the link"
    case .notFound: "see what is there with `ls -la \(folder(of: path))`"
    case .isFolder, .notAFile, .notAFolder, .alreadyExists:
      "see what it is with `ls -ld \(path)`, and name another or move it away"
    case .tooLarge: "see what it is with `ls -l \(path)`, and name another"
    default: nil
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
