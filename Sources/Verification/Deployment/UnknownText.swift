internal import Replication
internal import SecureFiles

/// A text of a host that is of no kind that is read, and may be meant to be one.
struct UnknownText {
  private let path: String
  private let bytes: [UInt8]
  private let isNamed: Bool

  /// - Parameter isNamed: whether it was named itself, and not the folder that it lies in.
  init(_ path: String, _ bytes: [UInt8], isNamed: Bool) {
    self.path = path
    self.bytes = bytes
    self.isNamed = isNamed
  }

  /// Whether a file is called as what tells of a slave's connections is called, so that nothing is proven where it
  /// cannot be read.
  static func isNamedForLinks(_ path: String) -> Bool {
    let name = path.lastPathComponent
    return [".sql", ".status"].contains(where: name.hasSuffix)
      || name.hasSuffix(".info") && name.hasPrefix("master")
      || name.hasSuffix(".txt") && name.lowercased().contains("status")
  }

  /// What is said of it; nil where nothing has to be: scripts and option files are read whatever they begin with, as
  /// long as they are texts.
  var unreadable: UnreadableFile? {
    let isNamedForLinks = Self.isNamedForLinks(path)
    guard !bytes.isEmpty, isNamed || isNamedForLinks else { return nil }
    // The client that runs a script refuses what has such a byte in it.
    let isText = !bytes.contains(0)
    if path.hasSuffix(".cnf") || isText && path.hasSuffix(".sql") { return nil }
    if let order = utf16 {
      return UnreadableFile(
        path: path, reason: "it is written in UTF-16, which neither servers nor their clients read",
        mayTellOfLinks: true,
        fix: "write it in UTF-8: `iconv -f UTF-16\(order) -t UTF-8 \(ShellWord(path: path)) > UTF8-FILE`"
      )
    }
    let known = "no option file, SQL script, slave status, master.info or PEM file"
    return UnreadableFile(
      path: path, reason: isText ? "it is \(known)" : "it is no text, and so \(known)", mayTellOfLinks: true,
      fix:
        "where it is what a slave's server prints, have it print with -E: `mariadb -E -e 'SHOW SLAVE STATUS'`, or as "
        + "plain text with \\G, in UTF-8")
  }

  /// The order of the bytes as iconv(1) names it, where it is written in UTF-16; nothing to name where it begins with
  /// its mark.
  private var utf16: String? {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return "" }
    let head = bytes.prefix(400)
    let zeros = head.indices.filter { head[$0] == 0 }
    guard zeros.count * 3 > head.count else { return nil }
    if zeros.allSatisfy({ $0 % 2 == 1 }) { return "LE" }
    return zeros.allSatisfy { $0 % 2 == 0 } ? "BE" : nil
  }
}
