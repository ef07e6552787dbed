/// Where one host's options, statements and files are to be read from.
public struct HostSource: Sendable {
  /// What the host is read as.
  public enum Part: Sendable, Hashable {
    case master
    case slave
    /// Whatever its files make it.
    case any
  }

  /// The host's name; nil for the last part of its first path.
  public var name: String?
  /// Folders, tar archives of folders, option files, SQL scripts, slave statuses and PEM files, in any mixture.
  public var paths: [String]
  public var part: Part

  public init(name: String? = nil, paths: [String], part: Part) {
    self.name = name
    self.paths = paths
    self.part = part
  }
}
