internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

/// The keys, or the requests in their place, that lie in a host's folder and are to be certified once more.
struct KeptKeys {
  /// The host's folder.
  let folder: String

  /// What is in the folder for the certificate `entry`.
  ///
  /// - Throws: ``FleetError`` where it is gone, cannot be read without a passphrase, or is not the key that the
  ///   ledger knows: another key gets no certificate for being in the right place.
  func source(of entry: LedgerEntry) throws -> KeySource {
    let names = entry.profile.pairNames
    if entry.isFromRequest {
      let path = folder + "/" + names.request
      let request: CertificateRequest
      do {
        request = try CertificateRequest.parse(pem: try Files.read(path))
      } catch {
        throw unusable(entry, "the request \(path) cannot be used: \(error)", "--csr FILE")
      }
      try check(request.publicKey, path, entry)
      return .request(request)
    }
    let path = folder + "/" + names.key
    do {
      let key = try Self.read(path).publicKey
      try check(key, path, entry)
      return .kept(KeptKey(key) { try Self.read(path) })
    } catch let error as FleetError {
      throw error
    } catch {
      throw unusable(entry, "the key \(path) cannot be kept: \(error)", nil)
    }
  }

  private static func read(_ path: String) throws -> PrivateKey {
    try PrivateKey.parse(pem: try Files.readSecret(path))
  }

  private func check(_ key: PublicKey, _ path: String, _ entry: LedgerEntry) throws(FleetError) {
    guard key.fingerprint != entry.keyFingerprint else { return }
    let ledgers = entry.keyFingerprint.prefix(6).hexadecimal(separator: ":")
    throw unusable(
      entry,
      "\(path) is not the key of the certificate \(entry.serial.short): the SHA-256 of the one begins with "
        + "\(key.shortFingerprint), of the other with \(ledgers)",
      entry.isFromRequest ? "--csr FILE" : nil)
  }

  private func unusable(_ entry: LedgerEntry, _ sentence: String, _ option: String?) -> FleetError {
    let renewal = "mkcerts renew \(entry.holder)" + (option.map { " \($0)" } ?? "")
    return FleetError(
      .keyNotKept, sentence, hint: "bring the file back from a backup, or renew with a new key: `\(renewal)`")
  }
}
