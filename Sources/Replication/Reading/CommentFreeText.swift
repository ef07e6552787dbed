/// A text without the words of its comments: two texts of which this is the same mean the same.
///
/// The files of a thousand slaves differ in a comment that names the slave. Where lines stand in a text and which of
/// them are comments is a part of this, so that what is said of a line is said of the same line of both texts.
public struct CommentFreeText: Sendable, Hashable {
  /// The language of the text, which says what begins a comment.
  public enum Language: Sendable, Hashable {
    case sql, optionFile
  }

  private let language: Language
  /// The text, with nothing but the mark in the lines of comments.
  private let text: String

  /// How long a text or a comment may be, in bytes: servers read very long lines in pieces, each as a line.
  private static let (longestText, longestComment) = (1 << 16, 1 << 10)

  /// - Returns: nil for a text of which that cannot be told line by line: it is long, it is not ASCII or has NUL, or a quoted
  ///   text or a comment of several lines may stand in it.
  public init?(_ bytes: [UInt8], in language: Language) {
    guard bytes.count <= Self.longestText else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 4)
    var position = 0
    while position < bytes.count {
      guard Self.isComment(at: position, in: bytes, language) else {
        let end = bytes[position...].firstIndex(of: ASCII.newline) ?? bytes.count
        guard Self.isPlain(bytes[position..<end], language) else { return nil }
        text += bytes[position..<min(end + 1, bytes.count)]
        position = end + 1
        continue
      }
      text.append(bytes[position])
      let start = position
      while position < bytes.count, bytes[position] != ASCII.newline {
        guard (0x20...0x7e).contains(bytes[position]) else { return nil }
        position += 1
      }
      guard position - start <= Self.longestComment else { return nil }
      // The last line may have no end, which some servers make something of.
      if position < bytes.count { text.append(ASCII.newline) }
      position += 1
    }
    self.text = String(decoding: text, as: UTF8.self)
    self.language = language
  }

  /// The last letters of `DELIM`, as in DELIMITER, which may make anything of a comment.
  private static let endOfDelim = Array("elim".utf8).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }

  /// Whether the line that begins at `position` is a comment, wherever in a statement it stands.
  private static func isComment(at position: Int, in bytes: [UInt8], _ language: Language) -> Bool {
    switch (bytes[position], language) {
    case (UInt8(ascii: "#"), _), (UInt8(ascii: ";"), .optionFile): true
    case (UInt8(ascii: "-"), .sql):
      position + 2 < bytes.count && bytes[position + 1] == UInt8(ascii: "-")
        && bytes[position + 2] == UInt8(ascii: " ")
    default: false
    }
  }

  /// Whether a line is ASCII, and of SQL, whether whatever begins on it ends on it too and it changes nothing for the
  /// reading of others.
  private static func isPlain(_ line: ArraySlice<UInt8>, _ language: Language) -> Bool {
    // Behind a NUL a server does not see the end of the line.
    guard line.allSatisfy({ (1..<0x80).contains($0) }) else { return false }
    guard language == .sql else { return true }
    var isQuoted = false
    var last: UInt32 = 0
    for byte in line {
      // The last four bytes, letters in lower case.
      last = last << 8 | UInt32(byte | 0x20)
      switch byte {
      case UInt8(ascii: "'"): isQuoted.toggle()
      case UInt8(ascii: "\""), UInt8(ascii: "`"), ASCII.backslash: return false
      case UInt8(ascii: "*") where last >> 8 & 0xff == UInt32(UInt8(ascii: "/")): return false
      case UInt8(ascii: "m"), UInt8(ascii: "M"): if last == Self.endOfDelim { return false }
      default: break
      }
    }
    return !isQuoted
  }
}
