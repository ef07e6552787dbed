/// The lines of an option file that no server reads, but this program: the servers' syntax, without what they
/// pass over in silence.
///
/// Comments, quotes, escapes and blanks are those of the MySQL manual, "Using Option Files", as
/// ``OptionFileText`` has them. A line that a server would cut, skip or misread is given as `refused`, and
/// the lines behind it are read all the same, so that all mistakes of a file can be told at once. Lines are
/// made one by one: a file of a million lines costs no more memory than its bytes.
public struct StrictOptionFile: Sequence, Sendable {
  /// A line that means something.
  public struct Line: Sendable, Hashable {
    /// The line's number as an editor counts, from 1.
    public let number: Int
    /// What stands there.
    public let content: Content
  }

  /// What a line can be, comments and blank lines aside.
  public enum Content: Sendable, Hashable {
    /// `[name]`, without blanks around the name.
    case group(String)
    /// `name` or `name = value`, without quotes and escapes.
    case option(name: String, value: String?)
    /// What cannot be taken: a sentence that says why, without capital and full stop.
    case refused(String)
  }

  /// The longest line that is read, in bytes.
  public static let longestLine = 65_536

  private let bytes: [UInt8]

  /// Reads the bytes of a file; any bytes will do.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public func makeIterator() -> Iterator { Iterator(bytes) }
}

extension StrictOptionFile {
  /// Gives the lines one after the other.
  public struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0
    private var number = 0

    fileprivate init(_ bytes: [UInt8]) { self.bytes = bytes }

    public mutating func next() -> Line? {
      while position < bytes.count {
        let start = position
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        position = end + 1
        number += 1
        guard let first = bytes[start..<end].first(where: { !OptionLine.isBlank($0) }),
          first != UInt8(ascii: "#"), first != UInt8(ascii: ";")
        else { continue }
        return Line(number: number, content: StrictOptionFile.content(of: bytes[start..<end]))
      }
      return nil
    }
  }

  fileprivate static func content(of line: ArraySlice<UInt8>) -> Content {
    guard line.count <= longestLine else { return .refused("the line is longer than \(longestLine) bytes") }
    guard !line.contains(0) else { return .refused("the line holds a NUL byte, as no text does") }
    guard !line.starts(with: [0xEF, 0xBB, 0xBF]) else {
      return .refused("the file begins with a byte order mark: save it as UTF-8 without one")
    }
    guard String(validating: line, as: UTF8.self) != nil else { return .refused("the line is not UTF-8") }
    // Which server reads makes a difference to includes alone, and those are not followed.
    switch OptionLine(Array(line), for: .default).content {
    case .nothing: return .refused("the line says nothing that can be understood")
    case .include, .includeFolder, .emptyInclude, .unknownDirective:
      return .refused("lines with ! are not followed: all of it stands in one file")
    case .openGroup: return .refused("the name of the section has no closing ]")
    case .group(let name): return group(name, in: line)
    case .option(let name, let value): return option(name, value)
    }
  }

  private static func group(_ name: [UInt8], in line: ArraySlice<UInt8>) -> Content {
    let rest = line.drop { $0 != UInt8(ascii: "]") }.dropFirst().drop(while: OptionLine.isBlank)
    if let first = rest.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") {
      return .refused("something stands behind the section's closing ]: put it on a line of its own")
    }
    guard let text = String(validating: name.drop(while: OptionLine.isBlank), as: UTF8.self) else {
      return .refused(cutCharacter)
    }
    return .group(text)
  }

  private static func option(_ name: [UInt8], _ value: [UInt8]?) -> Content {
    guard let name = String(validating: name, as: UTF8.self) else { return .refused(cutCharacter) }
    guard let value else { return .option(name: name, value: nil) }
    guard let text = String(validating: value, as: UTF8.self) else { return .refused(cutCharacter) }
    return .option(name: name, value: text)
  }

  /// A0 is the last byte of characters such as à, and a blank to whoever reads option files.
  private static let cutCharacter = "the line ends in a character that option files cut: put it in quotes"
}
