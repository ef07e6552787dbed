import OpenSSL
import TestSupport
import Testing

@testable import Live

/// Servers that send what servers send, with something changed at random.
@Suite struct MutatedGreetingTests {
  @Test func `20,000 mutated greetings and what follows them end in a sentence, or in waiting for more`()
    throws
  {
    var random = SeededGenerator()
    let seed: Comment = "TEST_SEED=\(random.seed)"
    var (ended, greeted) = (0, 0)
    for _ in 0..<20_000 {
      let bytes = Self.mutated(&random)
      let opening: ProbeSettings.Opening = Int.random(in: 0..<8, using: &random) == 0 ? .x : .mysql
      let exchange = try ProbeExchange(ProbeSettings(opening: opening))
      var sent = exchange.takeOutput().count
      do throws(LiveError) {
        var rest = bytes[...]
        while !rest.isEmpty, !exchange.isDone {
          let piece = Array(rest.prefix(Int.random(in: 1...40, using: &random)))
          rest = rest.dropFirst(piece.count)
          try exchange.receive(piece)
          sent += exchange.takeOutput().count
        }
        try exchange.stop([.closed, .reset, .timedOut].randomElement(using: &random) ?? .closed)
      } catch {
        ended += 1
        let text = error.description
        #expect(
          !text.isEmpty && text.utf8.count < 600 && !text.contains("\n") && !text.contains("\u{1b}"), seed)
      }
      if exchange.release != nil { greeted += 1 }
      #expect(sent < 4_096, seed)
      #expect(exchange.served == nil, seed)
    }
    // Both come about, or nothing was tested.
    #expect(ended > 5_000 && greeted > 1_000 && greeted < 19_000, seed)
  }

  /// A greeting or an error, perhaps with more behind it, that is changed in up to four ways.
  private static func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    let known = MeasuredGreetings.all + [MeasuredGreetings.blocked, MeasuredGreetings.full]
    var bytes = known.randomElement(using: &random) ?? []
    if Int.random(in: 0..<3, using: &random) == 0 { bytes += known.randomElement(using: &random) ?? [] }
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = [0, 1, 0xfe, 0xff, 0x0a].randomElement(using: &random) ?? 0
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...9, using: &random)))
      case 3: bytes.insert(contentsOf: bytes.prefix(Int.random(in: 0...30, using: &random)), at: place)
      case 4: bytes.removeLast(bytes.count - place)
      case 5:
        bytes.append(
          contentsOf: (0..<Int.random(in: 1...200, using: &random)).map { _ in
            .random(in: 0...255, using: &random)
          })
      case 6: bytes[min(place, 3)] = .random(in: 0...255, using: &random)
      default: bytes[place] = .random(in: 0...255, using: &random)
      }
    }
    // The length is made right again, so that not every change ends there.
    if Bool.random(using: &random), bytes.count > 4, bytes.count < 259 {
      bytes.replaceSubrange(0..<4, with: [UInt8(bytes.count - 4), 0, 0, 0])
    }
    return bytes
  }
}
