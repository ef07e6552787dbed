internal import OpenSSL
public import Secrets
internal import SecureFiles

/// What became of one key file of the authority.
public struct ProtectedKey: Sendable, Encodable {
  /// The file.
  public let file: String
  /// Whether it is encrypted now.
  public let isEncrypted: Bool
  /// Whether it was before.
  public let wasEncrypted: Bool
  /// Whether it was written anew; else it was so already.
  public let isChanged: Bool
}

extension AuthorityStore {
  /// Encrypts the keys of all generations with a new passphrase, or writes them in clear.
  ///
  /// Each file is replaced by one rename, after what was written has been decrypted and found to hold the same
  /// key. A process that is killed between two files leaves some with the old and some with the new passphrase:
  /// the same call completes it.
  ///
  /// - Parameters:
  ///   - protection: how they shall lie on disk.
  ///   - source: where their present passphrase comes from; nil where they have none.
  /// - Returns: what became of each file.
  /// - Throws: before anything is changed, where there is no authority, the present passphrase is missing,
  ///   superfluous or wrong, or a key is not one that the ledger knows.
  public func protectKeys(
    _ protection: KeyProtection, opening source: PassphraseSource?, say: (String) -> Void = { _ in }
  ) throws -> [ProtectedKey] {
    guard try authority(say: say) != nil else { throw Self.noAuthority(layout) }
    let files = try keyFiles().map(AuthorityKeyFile.init)
    let texts = try files.map { KeyText(try $0.text()) }
    let isEncrypted = try zip(files, texts).map { file, text in
      let key = try file.keyInClear(text.bytes)
      return key == nil
    }
    if case .clear = protection, !isEncrypted.contains(true) {
      return files.map {
        ProtectedKey(file: $0.path, isEncrypted: false, wasEncrypted: false, isChanged: false)
      }
    }
    let old = try oldPassphrase(source, of: files, isEncrypted)
    let new = try newPassphrase(protection)
    let keys = try zip(files, texts).map { try open($0, $1.bytes, old, new) }
    guard keys.contains(where: { !$0.isDone }) else { throw files[0].passphraseIsWrong }
    try checkKnown(zip(files, keys).map { ($0.path, $1.key.publicKey) })
    return try zip(zip(files, keys), isEncrypted).map { pair, wasEncrypted in
      let (file, opened) = pair
      if !opened.isDone { try replace(file, opened.key, new) }
      return ProtectedKey(
        file: file.path, isEncrypted: new != nil, wasEncrypted: wasEncrypted, isChanged: !opened.isDone)
    }
  }

  /// The key files of all generations; that of a retired one may have been taken away.
  public func keyFiles() throws -> [String] {
    try ledger.generations().filter { $0.state == .issued }.compactMap { generation in
      let path = layout.key(named: generation.keyFile)
      return try generation.isTrusted || Files.exists(path) ? path : nil
    }
  }

  private func oldPassphrase(
    _ source: PassphraseSource?, of files: [AuthorityKeyFile], _ isEncrypted: [Bool]
  ) throws -> KeyText? {
    let locked = zip(files, isEncrypted).first { $0.1 }?.0
    switch (source, locked) {
    case (nil, nil): return nil
    case (nil, .some(let file)): throw file.passphraseIsMissing
    case (.some, nil):
      throw IssuanceError(
        .wrongPassphrase, "a passphrase is given, but \(layout.key) is not encrypted",
        hint: "leave the passphrase out, and give the new one with --new-passphrase-file")
    case (.some(let source), .some(let file)):
      return KeyText(try source.read(purpose: "passphrase of \(file.path)", confirming: false))
    }
  }

  private func newPassphrase(_ protection: KeyProtection) throws -> NewPassphrase? {
    guard case .encrypted(let source, let derivation) = protection else { return nil }
    let passphrase = try source.read(purpose: "new passphrase of \(layout.key)", confirming: true)
    return NewPassphrase(passphrase, derivation)
  }

  /// The key of one file, which a call that was killed may have written already.
  private func open(
    _ file: AuthorityKeyFile, _ text: borrowing SecretBytes, _ old: KeyText?, _ new: NewPassphrase?
  ) throws -> OpenedKey {
    if let key = try file.keyInClear(text) { return OpenedKey(key, isDone: new == nil) }
    if let old, let key = try file.key(text, passphrase: old.bytes) { return OpenedKey(key, isDone: false) }
    if let new, let key = try file.key(text, passphrase: new.bytes) { return OpenedKey(key, isDone: true) }
    throw file.passphraseIsWrong
  }

  private func checkKnown(_ keys: [(path: String, key: PublicKey)]) throws {
    let known = try ledger.generations().filter { $0.state != .abandoned }.map(\.keyFingerprint)
    for (path, key) in keys where !known.contains(key.fingerprint) {
      throw IssuanceError(
        .foreignKey,
        "\(path) is not a key of this authority: its SHA-256 begins with \(key.shortFingerprint), which "
          + "\(layout.ledger) does not know", hint: "bring back the file that belongs here from a backup")
    }
  }

  private func replace(
    _ file: AuthorityKeyFile, _ key: borrowing PrivateKey, _ new: NewPassphrase?
  ) throws {
    let text =
      if let new {
        try key.encryptedPEM(passphrase: new.bytes, derivation: new.derivation)
      } else {
        try key.pem()
      }
    let expected = key.publicKey
    try Files.exchange(file.path, for: text) { written in
      guard try publicKey(in: written, file, new) == expected else {
        throw IssuanceError(
          .selfCheck,
          "what was written in the place of \(file.path) does not hold its key; it stays as it was")
      }
    }
  }

  private func publicKey(
    in text: borrowing SecretBytes, _ file: AuthorityKeyFile, _ new: NewPassphrase?
  ) throws -> PublicKey? {
    guard let new else {
      guard let key = try file.keyInClear(text) else { return nil }
      return key.publicKey
    }
    guard let key = try file.key(text, passphrase: new.bytes) else { return nil }
    return key.publicKey
  }
}

/// The bytes of a key file or a passphrase, for arrays.
private final class KeyText {
  let bytes: SecretBytes
  init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
}

/// The passphrase that keys get, and how it becomes theirs.
private final class NewPassphrase {
  let bytes: SecretBytes
  let derivation: KeyDerivation

  init(_ bytes: consuming SecretBytes, _ derivation: KeyDerivation) {
    self.bytes = bytes
    self.derivation = derivation
  }
}

/// A key that was read, and whether it lies on disk already as it shall.
private final class OpenedKey {
  let key: PrivateKey
  let isDone: Bool

  init(_ key: consuming PrivateKey, isDone: Bool) {
    self.key = key
    self.isDone = isDone
  }
}
