public import OpenSSL
internal import Replication
internal import Secrets
internal import SecureFiles

/// The pair of RSA keys by which MySQL's `caching_sha2_password` and `sha256_password` take a password over a
/// connection that is not encrypted (MySQL 8.4 manual, 8.3.3.1; measured on 9.7).
public struct RSAPair: Sendable, Encodable {
  public let privateKey: String
  public let publicKey: String
  /// Whether it was made just now; else it was there.
  public let isNew: Bool
  /// As in `RSA-2048`.
  public let kind: String
  /// SHA-256 of the SubjectPublicKeyInfo, in lower-case hexadecimal with colons.
  public let keySHA256: String

  /// Makes the pair in the folder `path`, under the names that the server looks for in its data directory, or
  /// finds it there. A pair of which the private key alone is there is completed.
  ///
  /// - Parameters:
  ///   - algorithm: one of RSA. MySQL's own pairs have 2048 bits.
  ///   - say: called with a sentence about what was completed.
  /// - Throws: where the folder is missing, or holds a public key that is not the private one's, or a key
  ///   that is not RSA of 2048 bits or more. No key is ever overwritten.
  public init(in path: String, _ algorithm: KeyAlgorithm, say: (String) -> Void = { _ in }) throws {
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    guard try FileStatus(of: folder, followingLinks: true).kind == .folder else {
      throw FleetError(.folderMissing, "\(folder) is no directory", hint: "name the server's data directory")
    }
    let (privateFile, publicFile) = (folder + "/private_key.pem", folder + "/public_key.pem")
    let hasPrivate = try Files.exists(privateFile)
    let hasPublic = try Files.exists(publicFile)
    guard hasPrivate || !hasPublic else {
      throw FleetError(
        .folderInTheWay, "\(publicFile) exists, but \(privateFile) is missing",
        hint: "bring the private key back, or move the public one away")
    }
    let key =
      if hasPrivate {
        try KeyMaterial.key(in: Files.readSecret(privateFile), called: privateFile, passphrase: nil)
      } else {
        try PrivateKey.generate(algorithm)
      }
    guard case .rsa(let bits, _, pss: false) = key.kind, bits >= 2048 else {
      throw FleetError(
        .conflict,
        "\(privateFile) holds a key of the kind \(key.kind), and servers need RSA of 2048 bits or more",
        hint: "move it and \(publicFile) away, and run the command again")
    }
    if hasPublic {
      try Self.check(publicFile, isHalfOf: key.publicKey, in: privateFile)
    } else {
      // The private key first: a public one is completed from it, and never the other way round.
      if !hasPrivate, let text = try key.traditionalPEM() { try Files.writeNew(privateFile, secret: text) }
      if hasPrivate { say("\(publicFile) was missing, and is written anew from \(privateFile)") }
      try Files.writeNew(publicFile, Array(key.publicKey.pem().utf8), mode: .certificate)
    }
    privateKey = privateFile
    publicKey = publicFile
    isNew = !hasPrivate
    kind = key.kind.description
    keySHA256 = key.publicKey.fingerprint.hexadecimal(separator: ":")
    try Self.checkOwner(folder, [privateFile, publicFile], say)
  }

  private static func check(_ path: String, isHalfOf key: PublicKey, in other: String) throws {
    let found = PublicKey.parse(pem: try Files.read(path))
    guard found != key else { return }
    throw FleetError(
      .conflict,
      "\(path) is not the public half of \(other): the SHA-256 of the one begins with "
        + "\(found?.shortFingerprint ?? "nothing that can be read"), of the other with \(key.shortFingerprint)",
      hint: "move \(path) away, and run the command again")
  }

  /// A server that runs as another user cannot read what root has written.
  private static func checkOwner(_ folder: String, _ files: [String], _ say: (String) -> Void) throws {
    let owner = try FileStatus(of: folder, followingLinks: true).owner
    guard let other = try files.first(where: { try FileStatus(of: $0).owner != owner }) else { return }
    let words = ([folder] + files).map { ShellWord(path: $0).description }
    say(
      "\(other) does not belong to the user of \(folder); for the server to read it: "
        + "`chown --reference=\(words.joined(separator: " "))`")
  }
}
