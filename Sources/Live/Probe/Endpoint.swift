/// Where a server listens.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  enum Place: Sendable, Hashable {
    case network(host: String, port: UInt16)
    case socket(path: String)
  }

  let place: Place
  /// As it was named.
  public let description: String

  /// The name or address of the host; nil for a socket.
  public var host: String? { if case .network(let host, _) = place { host } else { nil } }

  /// The port; nil for a socket.
  public var port: UInt16? { if case .network(_, let port) = place { port } else { nil } }

  /// The server at a name or address.
  public init(host: String, port: UInt16) {
    place = .network(host: host, port: port)
    description = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// Reads `db1`, `db1:3307`, `192.0.2.7`, `::1`, `[::1]:3306` or the path of a socket, which has a slash in it.
  ///
  /// - Parameter port: the one that is meant where none is named.
  /// - Throws: `badAddress` for what is none of these.
  public init(parsing text: String, port: UInt16) throws(LiveError) {
    description = text
    guard !text.contains("://") else { throw Self.refusal(text) }
    guard !text.utf8.contains(UInt8(ascii: "/")) else {
      place = .socket(path: text)
      return
    }
    let (host, digits) = try Self.split(text)
    guard !host.isEmpty, host.utf8.count <= 255, host.utf8.allSatisfy(Self.mayStandInHost) else {
      throw Self.refusal(text)
    }
    guard let digits else {
      place = .network(host: host, port: port)
      return
    }
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt16(digits), number > 0
    else {
      throw LiveError(
        .badAddress, "the port of \(text.debugDescription) is no number from 1 to 65535",
        hint: "write HOST:PORT, [ADDRESS]:PORT or the path of a socket")
    }
    place = .network(host: host, port: number)
  }

  private static func split(_ text: String) throws(LiveError) -> (host: String, port: Substring?) {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw refusal(text) }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw refusal(text) }
      return (String(text[text.index(after: text.startIndex)..<end]), rest.isEmpty ? nil : rest.dropFirst())
    }
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    // An address of IPv6 by itself.
    guard colons == 1, let colon = text.firstIndex(of: ":") else {
      guard colons == 0 || isIPv6(text) else { throw refusal(text) }
      return (text, nil)
    }
    return (String(text[..<colon]), text[text.index(after: colon)...])
  }

  /// Whether it has the form of an address of IPv6 (RFC 4291, 2.2): eight groups, or fewer around `::`, the last two
  /// as an address of IPv4 perhaps, and a zone behind it.
  private static func isIPv6(_ text: String) -> Bool {
    let address = text.prefix { $0 != "%" }
    let groups = address.split(separator: ":", omittingEmptySubsequences: false)
    let hasDots = groups.last?.contains(".") == true
    let words = hasDots ? groups.dropLast() : groups[...]
    guard words.allSatisfy({ $0.utf8.count <= 4 && $0.allSatisfy { $0.isASCII && $0.isHexDigit } }) else {
      return false
    }
    let isWhole = groups.count == (hasDots ? 7 : 8)
    return address.contains("::") ? groups.count <= 9 : isWhole && !groups.contains("")
  }

  /// Letters, digits and what names and addresses have between them; `%` stands before a zone (RFC 4007).
  private static func mayStandInHost(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...0xff: true
    default: "-._:%".utf8.contains(byte)
    }
  }

  private static func refusal(_ text: String) -> LiveError {
    LiveError(
      .badAddress, "\(text.debugDescription) is no address of a server",
      hint: "write HOST:PORT, [ADDRESS]:PORT or the path of a socket")
  }
}
