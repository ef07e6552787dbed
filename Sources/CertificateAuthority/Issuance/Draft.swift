internal import OpenSSL
internal import Secrets
internal import Synchronization

/// A certificate between order and signature: its key is there, its serial number is chosen.
final class Draft: Sendable {
  let item: OrderItem
  let holder: String
  let serial: SerialNumber
  let notBefore: Time
  let notAfter: Time
  let publicKey: PublicKey
  private let privateKey: Mutex<SecretBytes?>

  /// Makes the key, or reads the one that its holder keeps, where it is not the requester's.
  init(_ item: OrderItem, of holder: String, serial: SerialNumber, at now: Time, authority: Certificate)
    throws
  {
    self.item = item
    self.holder = holder
    self.serial = serial
    notBefore = now.adding(seconds: -Profile.backdate)
    let end = now.adding(days: item.days ?? item.profile.defaultDays)
    notAfter = item.mayEndEarly ? min(end, authority.fields.notAfter ?? end) : end
    switch item.key {
    case .generate(let algorithm):
      let key = try PrivateKey.generate(algorithm)
      publicKey = key.publicKey
      privateKey = Mutex(try key.pem())
    case .request(let request):
      publicKey = request.publicKey
      privateKey = Mutex(nil)
    case .kept(let kept):
      let key = try kept.read()
      guard key.publicKey == kept.publicKey else {
        throw IssuanceError(
          .badKey, "the key of \(holder) was exchanged for another while it was renewed",
          hint: "see who else works on its folder, and try again")
      }
      publicKey = key.publicKey
      privateKey = Mutex(try key.pem())
    }
  }

  func planned(generation: Int) -> PlannedCertificate {
    PlannedCertificate(
      serial: serial, holder: holder, profile: item.profile, generation: generation, notBefore: notBefore,
      notAfter: notAfter, names: item.names, keyFingerprint: publicKey.fingerprint,
      isFromRequest: item.key.request != nil)
  }

  /// The private key's PEM, which is here no more afterwards.
  func takePrivateKey() -> SecretBytes? { privateKey.withLock { $0.take() } }
}
