internal import Replication

/// One thing to do on a host.
public enum HostStep: Sendable, Hashable, Encodable {
  /// To be run as an administrator on the host's server, with its semicolon; may have several lines.
  case statement(String)
  /// These files of the folder `from` go to the folder `to` on the host.
  case copy(files: [String], from: String, to: String)
  /// The server has to be restarted.
  case restart
  /// A file of SQL in the folder `from`, to be run as an administrator with the password put in.
  case run(file: String, from: String)
  /// To be run as a statement is, and what it has to show.
  case check(String, expecting: String)
  /// What no statement does, in a sentence without capital and full stop.
  case byHand(String)

  private enum CodingKeys: CodingKey {
    case statement, copy, from, to, restart, run, check, expecting, byHand
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .statement(let statement): try container.encode(statement, forKey: .statement)
    case .copy(let files, let from, let to):
      try container.encode(files, forKey: .copy)
      try container.encode(from, forKey: .from)
      try container.encode(to, forKey: .to)
    case .restart: try container.encode(true, forKey: .restart)
    case .run(let file, let from):
      try container.encode(file, forKey: .run)
      try container.encode(from, forKey: .from)
    case .check(let statement, let expected):
      try container.encode(statement, forKey: .check)
      try container.encode(expected, forKey: .expecting)
    case .byHand(let sentence): try container.encode(sentence, forKey: .byHand)
    }
  }

  /// - Parameter folder: the host's folder in the pki.
  init(_ step: DeploymentStep, from folder: String) {
    switch step {
    case .statement(let statement): self = .statement(statement)
    case .copy(let files, let directory): self = .copy(files: files, from: folder, to: directory.description)
    case .restart: self = .restart
    case .run(let file): self = .run(file: file, from: folder)
    case .check(let statement, let expected): self = .check(statement, expecting: expected)
    case .byHand(let sentence): self = .byHand(sentence)
    }
  }

  /// The same with files of the folder beside it that is named `name`.
  func reading(from name: String) -> HostStep {
    func beside(_ folder: String) -> String {
      folder.lastIndex(of: "/").map { folder[...$0] + name } ?? name
    }
    return switch self {
    case .copy(let files, let from, let to): .copy(files: files, from: beside(from), to: to)
    case .run(let file, let from): .run(file: file, from: beside(from))
    case .statement, .restart, .check, .byHand: self
    }
  }
}
