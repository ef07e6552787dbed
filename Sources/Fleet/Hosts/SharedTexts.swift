internal import Replication
internal import Synchronization

/// Writes out texts of hosts that differ in their names alone: once for all hosts whose names are of one length.
final class SharedTexts: Sendable {
  /// What hosts have in common, and their files, cut where a name stands.
  private struct Pattern {
    let nameless: HostTexts
    let files: [(name: String, pieces: [ArraySlice<UInt8>])]
  }

  /// That of the last host: the hosts of a batch are mostly alike.
  private let last = Mutex<Pattern?>(nil)

  /// Names and texts, in the order in which they are read.
  func files(of texts: HostTexts) -> [(name: String, bytes: [UInt8])] {
    guard let nameless = texts.nameless else {
      return texts.files.map { ($0.name, Array($0.text.utf8)) }
    }
    let name = Array(texts.hostName.utf8)
    return pattern(nameless, length: name.count).files.map { file in
      (file.name, Self.text(file.pieces, name))
    }
  }

  private func pattern(_ nameless: HostTexts, length: Int) -> Pattern {
    if let known = last.withLock({ $0 }), known.nameless == nameless { return known }
    let pattern = Pattern(
      nameless: nameless,
      files: nameless.files.map { ($0.name, Self.pieces(Array($0.text.utf8), length)) })
    last.withLock { $0 = pattern }
    return pattern
  }

  /// What stands between the places of a name of this length.
  private static func pieces(_ text: [UInt8], _ length: Int) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = text[...]
    while let place = rest.firstIndex(of: HostConfiguration.placeholder) {
      pieces.append(rest[..<place])
      rest = rest[(place + length)...]
    }
    return pieces + [rest]
  }

  private static func text(_ pieces: [ArraySlice<UInt8>], _ name: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(pieces.reduce(0) { $0 + $1.count + name.count })
    for piece in pieces.dropLast() {
      text += piece
      text += name
    }
    if let end = pieces.last { text += end }
    return text
  }
}
