internal import CertificateAuthority

/// What `passphrase` tells.
struct PassphraseRendering: Encodable {
  let format = 1
  let keys: [ProtectedKey]

  func print(_ format: Format) throws {
    switch format {
    case .json: try Output.result(json: self)
    case .text: for key in keys { try Output.result("\(key.file): \(Self.sentence(key))\n") }
    }
  }

  private static func sentence(_ key: ProtectedKey) -> String {
    switch (key.wasEncrypted, key.isEncrypted, key.isChanged) {
    case (_, true, false): "unchanged: it has that passphrase"
    case (_, false, false): "unchanged: it is in clear"
    case (false, true, true): "encrypted; it was in clear until now"
    case (true, true, true): "encrypted with the new passphrase"
    case (_, false, true): "in clear, mode 0600"
    }
  }
}
