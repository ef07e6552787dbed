internal import Glibc

/// Why no passphrase could be had. Holds where it should have come from, never a part of it.
public struct PassphraseError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, for code and tests.
  public enum Code: Sendable, Hashable {
    case empty, tooLong, severalLines, missing, unreadable, noTerminal, notConfirmed, interrupted
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

  static func system(_ what: String, _ number: Int32) -> PassphraseError {
    PassphraseError(
      .unreadable, "\(what): \(unsafe String(cString: strerror(number)))",
      hint: "use another of --passphrase-file, --passphrase-fd, --passphrase-env and --passphrase-prompt")
  }
}
