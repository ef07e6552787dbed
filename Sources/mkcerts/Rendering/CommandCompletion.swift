/// Completes the commands of this program in hints and fixes by the pki folder that they shall work on, so
/// that they can be run as they are printed.
struct CommandCompletion {
  /// The folder that was named on the command line; nil where the commands find it without.
  let folder: String?

  /// The text with `--pki` in each command between backticks that takes it.
  func callAsFunction(_ text: String) -> String {
    guard let folder else { return text }
    let option = " --pki " + Self.quoted(folder)
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { place, part in
      let isCommand = place % 2 == 1 && part.hasPrefix("mkcerts ") && !part.contains(" --pki")
      return isCommand && !part.hasPrefix("mkcerts show") && !part.contains("--help")
        ? part + option : String(part)
    }.joined(separator: "`")
  }

  /// A path as one word of a shell (POSIX.1-2024, XCU 2.2), which no option is mistaken for and which stays in one
  /// line.
  private static func quoted(_ path: String) -> String {
    let path = path.hasPrefix("-") ? "./" + path : path
    let plain = path.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789_./-+,:@%".unicodeScalars.contains(scalar))
    }
    if plain, !path.isEmpty { return path }
    guard path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
    }
    return "$'" + path.utf8.map(escaped).joined() + "'"
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\t"): "\\t"
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
    case 0x20..<0x7F: String(UnicodeScalar(byte))
    // Three octal digits end by themselves, whatever stands behind them.
    default: "\\" + String(repeating: "0", count: byte < 8 ? 2 : byte < 64 ? 1 : 0) + String(byte, radix: 8)
    }
  }
}

/// A command that works on a pki folder.
protocol PKICommand {
  var pki: PKIOptions { get }
}
