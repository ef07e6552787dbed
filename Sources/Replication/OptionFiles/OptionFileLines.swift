/// The lines of an option file as a program in C gets them, without what a NUL hides.
struct OptionFileLines {
  struct Line: Hashable {
    /// The line, with its newline if it has one.
    var bytes: [UInt8]
    /// The number of its first byte's line as an editor counts.
    let number: Int
    /// Whether its rest comes as the next line.
    var isSplit = false
  }

  /// How many bytes the reader takes at once, a newline included. Measured on MariaDB 10.11 and 11.8.
  static let longestPiece = 4094

  private let bytes: [UInt8]
  private let joins: Bool
  private var position = 0
  private var number = 1

  init(_ bytes: [UInt8], for server: Server) {
    self.bytes = bytes
    joins = server.readsWholeLines
  }

  mutating func next() -> Line? {
    guard var line = piece() else { return nil }
    guard joins else {
      line.bytes = OptionFileLines.visible(line.bytes)
      return line
    }
    line.bytes = OptionFileLines.visible(line.bytes)
    // A piece that begins with NUL is nothing, and nothing is the end of the file. Measured.
    if line.bytes.isEmpty { return nil }
    while line.bytes.last != OptionFileLines.newline, let more = piece() {
      let visible = OptionFileLines.visible(more.bytes)
      if visible.isEmpty { break }
      line.bytes += visible
    }
    line.isSplit = false
    return line
  }

  private mutating func piece() -> Line? {
    guard position < bytes.count else { return nil }
    let limit = min(position + OptionFileLines.longestPiece, bytes.count)
    let newline = bytes[position..<limit].firstIndex(of: OptionFileLines.newline)
    let end = newline.map { $0 + 1 } ?? limit
    let isSplit = newline == nil && end < bytes.count && bytes[end] != OptionFileLines.newline
    let line = Line(bytes: Array(bytes[position..<end]), number: number, isSplit: isSplit)
    position = end
    if newline != nil { number += 1 }
    return line
  }

  /// What stands before the first NUL.
  private static func visible(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }

  private static let newline = UInt8(ascii: "\n")
}
