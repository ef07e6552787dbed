internal import OpenSSL
internal import Replication

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
        if let block = odd[path]?.brokenBehind {
          let isTrust = host.trusts.contains { $0.file?.path == path }
          return finding(
            .breaks, host, path,
            "\(path) holds a certificate, in the block of line \(block.line), that cannot be decoded, and servers load "
              + "none of the file", symptom: .cannotLoad(isTrust ? .trust : .certificate, as: host.purpose),
            fix: "take the block of line \(block.line) out of \(path), or bring the right one back")
        }
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
  /// Whether there is something that rules have words for.
  var isOdd: Bool {
    !blocks.isEmpty
      && (hasBinaryAround || holdsRevocationList || brokenBehind != nil
        || blocks.contains { $0.trailingBytes > 0 || !$0.isComplete })
  }

  /// Whether a revocation list stands among its blocks.
  var holdsRevocationList: Bool { blocks.contains { $0.kind == .revocationList } }

  /// The first certificate behind another that cannot be decoded.
  var brokenBehind: Block? {
    blocks.first { $0.isComplete && !$0.isDecodable }
  }
}

extension DeployedHost {
  /// What it is first of all: a server to its slaves, or a client of its master.
  fileprivate var purpose: TrustStore.Purpose { asMaster == nil ? .client : .server }
}
