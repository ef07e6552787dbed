/// An error that a command-line client printed.
public struct ClientFailure: Sendable, Hashable, CustomStringConvertible {
  /// The number of the error, as in 1045.
  public let number: Int
  /// The line of the statements that it is about; nil where it is about the connection.
  public let line: Int?
  /// What the server or client says, at most 400 characters of it.
  public let text: String

  /// As it is told to people: `1045: Access denied for user …`.
  public var description: String { "\(number): \(text)" }

  /// Whether the server refuses for want of a privilege.
  public var isForWantOfPrivilege: Bool { [1044, 1142, 1143, 1227, 1370].contains(number) }

  /// Whether there is no connection to a server: to a socket or an address (client errors 2002 to 2005), or to
  /// something else that closes or speaks otherwise (2006, 2007, 2012, 2013, 2027 and MySQL's 2055; SSH, SMTP and
  /// what closes at once give 2013, measured with the client of MariaDB 10.11).
  public var isUnreachable: Bool {
    (2002...2007).contains(number) || [2012, 2013, 2027, 2055].contains(number)
  }

  /// Whether the client asked for a password, as it does where an option file names `password` without a value.
  public static func isPassword(askedForIn bytes: [UInt8]) -> Bool {
    bytes.split(separator: ASCII.newline).contains { $0.starts(with: prompt.utf8) }
  }

  private static let prompt = "Enter password: "

  /// All that stand in `bytes`, the client's standard error; other lines are passed over.
  public static func all(in bytes: [UInt8]) -> [ClientFailure] {
    bytes.split(separator: ASCII.newline).compactMap { ClientFailure($0) }
  }

  /// Reads `ERROR 1227 (42000) at line 2: Access denied`, and the same without the line.
  private init?(_ line: ArraySlice<UInt8>) {
    // Without a terminal, the question for a password has no line of its own.
    let prompt = Array(Self.prompt.utf8)
    let bytes = line.starts(with: prompt) ? line.dropFirst(prompt.count) : line
    guard bytes.starts(with: "ERROR ".utf8) else { return nil }
    let rest = bytes.dropFirst(6)
    let digits = rest.prefix(while: ASCII.isDigit)
    guard (1...6).contains(digits.count), let number = Int(ASCII.text(digits)),
      let colon = rest.prefix(80).firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    self.number = number
    let words = ASCII.text(rest[..<colon]).split(separator: " ")
    self.line = words.firstIndex(of: "line").flatMap { place in
      words.indices.contains(place + 1) ? Int(words[place + 1]) : nil
    }
    let said = ASCII.text(ASCII.trimmed(rest[rest.index(after: colon)...].prefix(1600)))
    text = String(said.unicodeScalars.prefix(400).map { $0.value < 0x20 ? " " : Character($0) })
  }
}
