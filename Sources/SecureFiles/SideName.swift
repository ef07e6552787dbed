internal import CLinux
internal import Glibc

/// The names of what this room keeps beside its final place for a while: `.NAME.0123456789abcdef.KIND`.
enum SideName {
  /// The number of random digits; 64 bits, so that no two processes meet.
  private static let digits = 16

  /// A fresh name beside `name`. The random digits are from getrandom(2).
  static func fresh(for name: String, _ kind: Leftover.Kind) -> String {
    ".\(name).\(randomDigits()).\(kind.rawValue)"
  }

  /// What `text` is the side name of, or nil where it is no side name.
  static func parse(_ text: String) -> (name: String, kind: Leftover.Kind)? {
    guard text.hasPrefix("."), let last = text.lastIndex(of: "."),
      let kind = Leftover.Kind(rawValue: String(text[text.index(after: last)...]))
    else { return nil }
    let rest = text[..<last].dropFirst()
    guard let dot = rest.lastIndex(of: "."), dot > rest.startIndex else { return nil }
    let random = rest[rest.index(after: dot)...].utf8
    guard random.count == digits, random.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
      return nil
    }
    return (String(rest[..<dot]), kind)
  }

  /// Sixteen digits that nobody can foresee.
  static func randomDigits() -> String {
    var number: UInt64 = 0
    // At most 256 bytes are never delivered in part, and without flags the call fails for a signal only.
    while unsafe getrandom(&number, MemoryLayout.size(ofValue: number), 0)
      != MemoryLayout.size(ofValue: number)
    {
      precondition(errno == EINTR, "getrandom(2) is missing")
    }
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
