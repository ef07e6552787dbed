/// A server's family and version with the patch number, as a running server tells it.
public struct ServerRelease: Sendable, Hashable, CustomStringConvertible {
  public let flavour: Server.Flavour
  /// The version as the server spells it, without the 5.5.5- that MariaDB before 11.0 puts before it, so that old
  /// slaves take it for a MySQL that they know (measured).
  public let text: String
  /// The numbers that `text` begins with: three, two or none.
  public let numbers: [Int]

  /// Reads a version such as `8.4.10`, `5.5.5-10.11.18-MariaDB-0+deb12u1` or `8.0.36-28`.
  ///
  /// - Parameter lacksMySQLFlag: whether the greeting's first capability is missing, by which MariaDB is told
  ///   where its version does not name it (measured).
  public init(_ version: String, lacksMySQLFlag: Bool = false) {
    let disguise = "5.5.5-"
    let isDisguised = version.hasPrefix(disguise)
    text = isDisguised ? String(version.dropFirst(disguise.count)) : version
    flavour =
      lacksMySQLFlag || isDisguised || version.lowercased().contains("mariadb") ? .mariadb : .mysql
    let parts = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }.split(separator: ".").prefix(3)
    let numbers = parts.map { $0.utf8.count <= 4 ? Int($0) : nil }
    self.numbers = numbers.count >= 2 && !numbers.contains(nil) ? numbers.compactMap(\.self) : []
  }

  /// The server without its patch number; nil where no version is in the text. It may be one that mkcerts does not
  /// write for.
  var version: Server? {
    numbers.count >= 2 ? Server(flavour, numbers[0], numbers[1]) : nil
  }

  /// The server that mkcerts knows by this version; nil where it is older or newer than all of those.
  public var server: Server? { version.flatMap { Server.known.contains($0) ? $0 : nil } }

  /// Whether it is that version or a later one; not, where no version is known. Asks nothing of the flavour.
  func isAtLeast(_ major: Int, _ minor: Int, _ patch: Int = 0) -> Bool {
    !numbers.isEmpty && !numbers.lexicographicallyPrecedes([major, minor, patch].prefix(numbers.count))
  }

  /// For people: `MariaDB 10.11.18`, `MySQL 8.4.10`; with the whole text where no version is in it.
  public var description: String {
    let version = numbers.isEmpty ? quoted(text) : numbers.map(String.init).joined(separator: ".")
    return "\(flavour.title) \(version)"
  }

  /// How it is made to read replaced certificate files. MySQL 8.0 before 8.0.16 has no statement for it.
  public var reload: Server.Reload {
    guard let version else { return .restart }
    if version == Server(.mysql, 8, 0), numbers.count == 3, numbers[2] < 16 { return .restart }
    return version.reload
  }
}
