internal import Fleet

/// What `fingerprint` tells.
struct FingerprintRendering: Encodable {
  let format = 1
  let fingerprints: [Fingerprint]

  func print(_ format: Format) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text: try Output.result(fingerprints.map(Self.block).joined(separator: "\n"))
    }
  }

  private static func block(_ print: Fingerprint) -> String {
    var table = Table()
    if let sha256 = print.sha256 { table.add("  SHA-256", sha256) }
    if let sha1 = print.sha1 { table.add("  SHA-1", sha1) }
    table.add("  key SHA-256", print.keySHA256)
    table.add("  key pin", print.keyPin)
    let subject = print.subject.map { " \($0.legible)" } ?? ""
    return "\(print.file.legible): \(print.kind.rawValue)\(subject)\n" + table.text
  }
}

/// What `match` tells.
struct MatchRendering: Encodable {
  let format = 1
  let belongTogether: Bool
  let refusal: String?
  let items: [KeyMatch.Item]

  init(match: KeyMatch) {
    belongTogether = match.belongTogether
    refusal = match.refusal
    items = match.items
  }

  func print(_ format: Format) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text:
      var table = Table()
      for item in items {
        table.add(
          item.isOdd ? "other" : "same", item.file.legible, item.kind.rawValue,
          String(item.keySHA256.prefix(17)), item.subject?.legible ?? "")
      }
      let verdict = refusal.map { "they do not belong together: \($0.legible)" } ?? "they belong together"
      try Output.result(table.text + verdict + "\n")
    }
  }
}

/// What `key rsa-pair` tells.
struct RSAPairRendering: Encodable {
  let format = 1
  let pair: RSAPair

  func print(_ format: Format) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text:
      try Output.result(
        "\(pair.privateKey) and \(pair.publicKey): \(pair.isNew ? "made" : "unchanged"): \(pair.kind)\n"
          + "  SHA-256 \(pair.keySHA256)\n")
    }
  }
}
