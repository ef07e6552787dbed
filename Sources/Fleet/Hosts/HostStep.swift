internal import Replication

/// One thing to do on a host whose folder has changed.
public enum HostStep: Sendable, Hashable, Encodable {
  /// A statement to be run as an administrator on the host's server, with its semicolon.
  case statement(String)
  /// These files of the folder `from` go to the folder `to` on the host.
  case copy(files: [String], from: String, to: String)
  /// The server has to be restarted.
  case restart

  private enum CodingKeys: CodingKey { case statement, copy, from, to, restart }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .statement(let statement): try container.encode(statement, forKey: .statement)
    case .copy(let files, let from, let to):
      try container.encode(files, forKey: .copy)
      try container.encode(from, forKey: .from)
      try container.encode(to, forKey: .to)
    case .restart: try container.encode(true, forKey: .restart)
    }
  }

  /// - Parameter folder: the host's folder in the pki.
  init(_ step: FileReplacement.Step, from folder: String) {
    switch step {
    case .statement(let statement): self = .statement(statement)
    case .copy(let files, let directory): self = .copy(files: files, from: folder, to: directory.description)
    case .restart: self = .restart
    }
  }

  /// The same with files of the folder beside it that is named `name`.
  func copying(from name: String) -> HostStep {
    guard case .copy(let files, let from, let to) = self, let slash = from.lastIndex(of: "/") else {
      return self
    }
    return .copy(files: files, from: from[...slash] + name, to: to)
  }
}
