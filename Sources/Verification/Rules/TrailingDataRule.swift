internal import OpenSSL

/// A file holds nothing behind what is read of it. OpenSSL passes over what is no block, and over bytes behind
/// the object in one; other libraries refuse the file, and nobody sees that something was meant to count.
struct TrailingDataRule: Rule {
  static let name = "trailing-data"

  func findings(in examination: Examination) -> [Finding] {
    let odd = examination.deployment.oddFiles
    guard !odd.isEmpty else { return [] }
    return examination.deployment.hosts.flatMap { host in
      let paths =
        host.trusts.compactMap { $0.file?.path } + host.presentations.map { $0.presentation.chain.path }
      return Set(paths).sorted().compactMap { path -> Finding? in
        guard let contents = odd[path], let sentence = Self.words(contents) else { return nil }
        return finding(
          .note, host, path, "\(path) holds more than is read of it: \(sentence)", fix: "take it out")
      }
    }
  }

  private static func words(_ contents: PEMContents) -> String? {
    if let block = contents.blocks.first(where: { $0.trailingBytes > 0 }) {
      return "\(block.trailingBytes) bytes behind the object in the block of line \(block.line)"
    }
    if let block = contents.blocks.first(where: { !$0.isComplete }) {
      return "the block of line \(block.line), \(block.label), has no end"
    }
    return contents.hasBinaryAround && !contents.blocks.isEmpty
      ? "bytes outside of all blocks that are no text" : nil
  }
}

extension PEMContents {
  /// Whether there is something that this rule has words for.
  var isOdd: Bool {
    !blocks.isEmpty && (hasBinaryAround || blocks.contains { $0.trailingBytes > 0 || !$0.isComplete })
  }
}
