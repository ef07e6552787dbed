@testable import Live

/// One input is one server: its first byte says what is spoken and in what pieces, the rest is what it sends.
///
/// libFuzzer's entry (LLVM manual, "libFuzzer"). Whatever comes, the exchange ends with a sentence or waits for
/// more, and what it sends and says stays within bounds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let openings: [ProbeSettings.Opening] = [.mysql, .mysql, .mysql, .x]
  let size = [1, 7, 64, .max][Int(bytes[0] >> 2) % 4]
  do throws(LiveError) {
    let exchange = try ProbeExchange(ProbeSettings(opening: openings[Int(bytes[0]) % 4]))
    var sent = exchange.takeOutput().count
    var rest = bytes.dropFirst()
    while !rest.isEmpty, !exchange.isDone {
      let piece = Array(rest.prefix(size))
      rest = rest.dropFirst(piece.count)
      try exchange.receive(piece)
      sent += exchange.takeOutput().count
    }
    precondition(sent < 4_096, "\(sent) bytes are sent to a server that said \(count)")
    precondition(exchange.served == nil || count > 200, "a chain out of nothing")
    try exchange.stop(bytes[0] & 0x80 == 0 ? .closed : .timedOut)
  } catch {
    let sentence = error.description
    precondition(!sentence.isEmpty && sentence.utf8.count < 600, sentence)
    precondition(!sentence.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }, sentence.debugDescription)
  }
  return 0
}
