/// Why nothing could be verified at all.
public struct VerificationError: Error, Sendable, CustomStringConvertible {
  /// One sentence, without capital and full stop.
  public let description: String
  /// What to do about it.
  public let hint: String?

  init(_ description: String, hint: String?) {
    self.description = description
    self.hint = hint
  }
}
