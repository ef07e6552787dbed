/// One line of an option file, taken apart as the servers do. The bytes hold no NUL.
struct OptionLine {
  enum Content: Hashable {
    case nothing
    case include([UInt8])
    case includeFolder([UInt8])
    case emptyInclude(String)
    case unknownDirective(String)
    case group([UInt8])
    case openGroup
    case option(name: [UInt8], value: [UInt8]?)
  }

  enum Character {
    static let backslash = UInt8(ascii: "\\")
    static let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]
  }

  let content: Content

  /// - Parameter server: the one that reads; those that do not read whole lines take an include's last byte
  ///   for the newline, whatever it is, and a comment behind it for a part of the path.
  init(_ line: [UInt8], for server: Server) {
    let isWhole = server.readsWholeLines
    let blanks = line.prefix(while: OptionLine.isBlank).count
    let text = line.dropFirst(blanks)
    switch text.first {
    case nil, UInt8(ascii: "#"), UInt8(ascii: ";"): content = .nothing
    case UInt8(ascii: "!"):
      let directive = isWhole ? OptionLine.withoutComment(Array(text)) : text
      content = OptionLine.directive(Array(directive.dropFirst()), cutsPaths: !isWhole)
    case UInt8(ascii: "["): content = OptionLine.group(text.dropFirst())
    default: content = OptionLine.option(Array(text), isIndented: blanks > 0)
    }
  }

  /// The blanks of Latin-1, whatever the file's encoding is: a value that ends in `à` as UTF-8 loses its last
  /// byte, A0. Measured on MySQL 9.7 and MariaDB 10.5 to 11.8.
  static func isBlank(_ byte: UInt8) -> Bool { (9...13).contains(byte) || byte == 32 || byte == 0xA0 }

  /// The words must be written small; any other is passed over.
  private static func directive(_ text: [UInt8], cutsPaths: Bool) -> Content {
    let words = Array(text.drop(while: isBlank))
    if let path = argument(of: "includedir", in: words, cutsPaths) {
      return path.isEmpty ? .emptyInclude("includedir") : .includeFolder(path)
    }
    if let path = argument(of: "include", in: words, cutsPaths) {
      return path.isEmpty ? .emptyInclude("include") : .include(path)
    }
    return .unknownDirective(String(decoding: words.prefix { !isBlank($0) }, as: UTF8.self))
  }

  /// The path behind `keyword`; empty where there is none, nil where the line has another word.
  private static func argument(of keyword: String, in words: [UInt8], _ cutsPaths: Bool) -> [UInt8]? {
    let rest = words.dropFirst(keyword.utf8.count)
    guard words.starts(with: keyword.utf8), let next = rest.first, isBlank(next) else { return nil }
    let path = rest.drop(while: isBlank)
    return trimmed(cutsPaths ? path.dropLast() : path)
  }

  /// The first `]` closes the group, and what follows it is nothing; only blanks before it are dropped.
  private static func group(_ text: ArraySlice<UInt8>) -> Content {
    guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return .openGroup }
    return .group(trimmed(text[..<end]))
  }

  private static func option(_ line: [UInt8], isIndented: Bool) -> Content {
    let text = withoutComment(line)
    guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
      return .option(name: trimmed(text), value: nil)
    }
    // An indented line that begins with `=` takes its whole self for the name. Measured; MySQL 9.7 may crash.
    let name = equals == text.startIndex && isIndented ? Array(text) : trimmed(text[..<equals])
    return .option(name: name, value: value(text[(equals + 1)...]))
  }

  /// Without the comment at its end: `#` outside quotes, which may open anywhere, and in which a backslash
  /// keeps a quote from closing them.
  private static func withoutComment(_ line: [UInt8]) -> ArraySlice<UInt8> {
    var quote: UInt8?
    var isEscaped = false
    for (index, byte) in line.enumerated() {
      if Character.quotes.contains(byte), !isEscaped {
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      }
      if quote == nil, byte == UInt8(ascii: "#") { return line[..<index] }
      isEscaped = quote != nil && byte == Character.backslash && !isEscaped
    }
    return line[...]
  }

  private static func value(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var value = trimmed(text.drop(while: isBlank))[...]
    if value.count > 1, let first = value.first, Character.quotes.contains(first), first == value.last {
      value = value.dropFirst().dropLast()
    }
    return unescaped(value)
  }

  /// A backslash before any other byte, or at the end, stands for itself.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == Character.backslash, let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "b"): bytes.append(8)
      case UInt8(ascii: "s"): bytes.append(32)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), Character.backslash: bytes.append(next)
      default: bytes += [Character.backslash, next]
      }
    }
    return bytes
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let last = text.last, isBlank(last) { text.removeLast() }
    return Array(text)
  }
}
