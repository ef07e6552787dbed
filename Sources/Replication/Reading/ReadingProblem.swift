/// Something in a text that a server would refuse, or that was not meant to be run as it stands.
public struct ReadingProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of problem it is.
  public enum Kind: Sendable, Hashable {
    /// The server refuses the statement, which therefore changes nothing.
    case refused
    /// A string, quoted name or comment does not end. The statement of a string or name is refused; a comment
    /// is passed over to the end, as the client does (measured).
    case unterminated
    /// `<password>` or the like stands where a value belongs: the statement is refused until somebody puts
    /// the value in. It is read as if that had been done.
    case placeholder
    /// A value is longer than the server keeps, which cuts it without a word (measured). It is read as cut.
    case cut
    /// What the statement does to accounts or connections, or whether the server takes it, only a server can tell. It
    /// is passed over.
    case undecided
  }

  /// What kind of problem it is.
  public let kind: Kind
  /// The number of the error that the server answers with; nil where it refuses nothing, or the number is not known.
  public let number: Int?
  /// The line of the text, from 1.
  public let line: Int
  /// One sentence, without capital and full stop; it quotes no password.
  public let description: String

  init(_ kind: Kind, number: Int? = nil, line: Int, _ description: String) {
    self.kind = kind
    self.number = number
    self.line = line
    self.description = description
  }

  /// A statement that the server refuses with the error `number`, which ends the sentence.
  static func refused(_ number: Int, line: Int, _ description: String) -> ReadingProblem {
    ReadingProblem(.refused, number: number, line: line, "\(description) (\(number))")
  }
}
