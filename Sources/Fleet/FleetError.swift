/// Why something cannot be done with a host.
public struct FleetError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    case badName, reservedName, nameCollision
    case conflict, notDialable
    case unknownHost, folderMissing, folderInTheWay
    case notDeployed, contradicted
    case revoked, keyNotKept
    case unreadableList
    /// A backup is damaged, does not open, or lacks a part.
    case badBackup, wrongPassphrase
    case unknownSerial, ambiguousSerial, notRevocable
  }

  /// What is wrong.
  public let code: Code
  /// One sentence, without capital and full stop.
  public let description: String
  /// What to do about it.
  public let hint: String?

  init(_ code: Code, _ description: String, hint: String? = nil) {
    self.code = code
    self.description = description
    self.hint = hint
  }
}
