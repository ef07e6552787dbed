import OpenSSL
import TestSupport

/// A chain with something wrong in it, or nothing, drawn at random.
struct RandomChain {
  let anchors: [Certificate]
  let intermediates: [Certificate]
  let leaf: Certificate
  let purpose: TrustStore.Purpose
  let level: Int
  /// Who could make a list: the key and certificate of each authority.
  let authorities: [(certificate: Certificate, key: Int)]

  /// - Parameter keys: signs with these, of which several authorities may have the same.
  init(keys: [KeyBox], using random: inout SeededGenerator) throws {
    let depth = Int.random(in: 0...2, using: &random)
    var issuer = Int.random(in: 0..<keys.count, using: &random)
    var name = "root"
    var root = Sketch.authority(name)
    root.constraints = .init(isAuthority: true)
    Self.spoil(&root, using: &random)
    root.subject = name
    root.issuer = name
    let rootCertificate = try root.signed(for: keys[issuer].key.publicKey, with: keys[issuer].key)
    var authorities = [(certificate: rootCertificate, key: issuer)]
    for level in 0..<depth {
      var sketch = Sketch.authority("middle \(level)")
      sketch.constraints = .init(
        isAuthority: true, pathLength: Self.draw([nil, nil, 0, 1], using: &random))
      sketch.issuer = name
      Self.spoil(&sketch, using: &random)
      let own = Int.random(in: 0..<keys.count, using: &random)
      let certificate = try Self.sign(sketch, keys[own].key.publicKey, issuer, keys, using: &random)
      authorities.append((certificate, own))
      (issuer, name) = (own, sketch.subject)
    }
    var sketch = Sketch()
    sketch.issuer = name
    sketch.serial = SerialNumber(bytes: [UInt8.random(in: 1...4, using: &random)])
    sketch.purposes = Self.draw(
      [[.serverAuth], [.clientAuth], [.serverAuth, .clientAuth], [], [.any]], using: &random)
    Self.spoil(&sketch, using: &random)
    leaf = try Self.sign(sketch, keys[0].key.publicKey, issuer, keys, using: &random)
    var others = authorities.dropFirst().map(\.certificate)
    if Int.random(in: 0..<8, using: &random) == 0, !others.isEmpty { others.removeFirst() }
    if Int.random(in: 0..<8, using: &random) == 0 { others.append(rootCertificate) }
    intermediates = others.shuffled(using: &random)
    anchors =
      Int.random(in: 0..<10, using: &random) == 0 ? [try Authority().certificate] : [rootCertificate]
    purpose = Bool.random(using: &random) ? .server : .client
    level = Int.random(in: 0...3, using: &random)
    self.authorities = authorities
  }

  private static func draw<Value>(_ values: [Value], using random: inout SeededGenerator) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  private static func sign(
    _ sketch: Sketch, _ key: PublicKey, _ issuer: Int, _ keys: [KeyBox],
    using random: inout SeededGenerator
  ) throws -> Certificate {
    let isForged = Int.random(in: 0..<20, using: &random) == 0
    let signer = isForged ? Int.random(in: 0..<keys.count, using: &random) : issuer
    // A forged one claims the issuer's key by its identifier all the same.
    let template = try sketch.template(for: key, issuerKey: keys[issuer].key.publicKey)
    return try UnsignedCertificate(template).sign(with: keys[signer].key)
  }

  private static func spoil(_ sketch: inout Sketch, using random: inout SeededGenerator) {
    switch Int.random(in: 0..<24, using: &random) {
    case 0: sketch.notAfter = noon.adding(days: -1)
    case 1: sketch.notBefore = noon.adding(days: 1)
    case 2: sketch.constraints = .init(isAuthority: !sketch.constraints.isAuthority)
    case 3: sketch.usage = [.cRLSign]
    case 4: sketch.usage = [.keyCertSign]
    case 5: sketch.purposes = [.clientAuth]
    case 6: sketch.issuer = "nobody"
    case 7: sketch.subject = sketch.issuer
    case 8: sketch.constraints = .init(isAuthority: sketch.constraints.isAuthority, pathLength: 0)
    default: break
    }
  }
}

extension RandomChain {
  /// Whether an intermediate is there twice, once signed by itself.
  var hasSelfSignedTwin: Bool {
    intermediates.contains { own in
      own.fields.subject == own.fields.issuer
        && intermediates.contains { $0 != own && $0.fields.subject == own.fields.subject }
    }
  }
}

extension RandomChain: CustomStringConvertible {
  /// What a failure is understood by: each certificate in a line.
  var description: String {
    func line(_ what: String, _ certificate: Certificate) -> String {
      let fields = certificate.fields
      return "\(what) \(fields.subject.rfc2253) of \(fields.issuer.rfc2253), "
        + "key \(fields.publicKey?.shortFingerprint ?? "?"), \(fields.notBefore?.iso8601 ?? "?") to "
        + "\(fields.notAfter?.iso8601 ?? "?"), \(String(describing: fields.basicConstraints))"
    }
    let above = anchors.map { line("anchor", $0) } + intermediates.map { line("intermediate", $0) }
    return (above + [line("leaf", leaf)]).joined(separator: "\n")
  }
}

/// A private key that can stand in an array.
final class KeyBox: Sendable {
  let key: PrivateKey
  init(_ algorithm: KeyAlgorithm) throws { key = try .generate(algorithm) }
}
