public import Secrets

/// One file, folder or link of an archive.
///
/// Contents are secret bytes throughout, since private keys are what archives are made for here.
public final class ArchiveEntry: Sendable {
  /// What an entry can be. Links are never written, and read only where that is asked for; devices are refused.
  public enum Kind: Sendable, Hashable {
    case file, folder
    /// A path that nothing is known of: it may be absolute, or lead out of the archive.
    case symbolicLink(String)
    /// The name of an entry before it, which is no folder.
    case hardLink(String)
  }

  /// The path in the archive, relative, with `/` between its parts and without `.` and `..` among them.
  public let name: String
  public let kind: Kind
  public let mode: FileMode
  /// What a file holds; empty for a folder or link.
  public let content: SecretBytes

  /// A file.
  public init(_ name: String, mode: FileMode, _ content: consuming SecretBytes) {
    self.name = name
    kind = .file
    self.mode = mode
    self.content = content
  }

  /// A file that holds no secret.
  public convenience init(_ name: String, mode: FileMode = .certificate, _ content: [UInt8]) {
    self.init(name, mode: mode, SecretBytes(copying: content))
  }

  /// A folder.
  public init(folder name: String, mode: FileMode = .folder) {
    self.name = name
    kind = .folder
    self.mode = mode
    content = SecretBytes(copying: [])
  }

  /// A link that was read.
  init(link name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
    mode = .certificate
    content = SecretBytes(copying: [])
  }
}

/// Whose the files of an archive are, once they are unpacked by root.
public struct ArchiveOwner: Sendable, Hashable {
  /// The names of user and group, which count before the numbers where the system knows them; empty for none.
  public let user: String
  public let group: String
  /// The numbers.
  public let userNumber: UInt32
  public let groupNumber: UInt32

  public init(user: String, group: String, userNumber: UInt32 = 0, groupNumber: UInt32 = 0) {
    self.user = user
    self.group = group
    self.userNumber = userNumber
    self.groupNumber = groupNumber
  }

  /// root, whose numbers are 0 everywhere.
  public static let root = ArchiveOwner(user: "root", group: "root")
}
