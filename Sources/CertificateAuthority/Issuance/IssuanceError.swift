/// Why the authority does not do what it is asked.
public struct IssuanceError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    /// There is no authority, there is one already, or half of one.
    case noAuthority, authorityExists, halfAuthority, brokenAuthority
    /// The authority's key cannot be used.
    case encryptedKey, wrongPassphrase, foreignKey
    /// The authority's time is over, has not come, or is too short for what is asked.
    case authorityExpired, clockBehind, outlivesAuthority
    /// What is asked for cannot be certified.
    case badDays, badName, badKey, badRequest
    /// A certificate was about to be, or has been, made that is not as it should be: a defect of this
    /// program.
    case lint, selfCheck
    /// The ledger and the files do not agree.
    case ledger
    /// A rollover is under way, or none is, or a host is not ready for its next phase.
    case rollover
  }

  /// What is wrong.
  public let code: Code
  /// One sentence, without capital and full stop.
  public let description: String
  /// What to do about it.
  public let hint: String?

  public init(_ code: Code, _ description: String, hint: String? = nil) {
    self.code = code
    self.description = description
    self.hint = hint
  }
}
