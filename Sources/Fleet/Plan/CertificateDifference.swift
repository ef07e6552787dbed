internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// What the certificates of a host are, and the fleet file does not want them to be.
struct CertificateDifference {
  let wanted: FleetHost
  let host: FleetRecord.Host
  let record: FleetRecord

  /// Both sides of each thing that differs, a few words each; empty where the certificates are as they are
  /// wanted.
  func reasons() throws -> [String] {
    var reasons: [String] = []
    if wanted.role != host.role { reasons.append("role: \(host.role) → \(wanted.role)") }
    for entry in host.entries where wanted.role.profiles.contains(entry.profile) {
      let asked = try Set(wanted.names(in: entry.profile).map(\.tagged))
      guard asked != Set(entry.names) else { continue }
      let new = asked.subtracting(entry.names).sorted().map { "+\($0)" }
      let old = Set(entry.names).subtracting(asked).sorted().map { "-\($0)" }
      reasons.append("names: \((old + new).joined(separator: " "))")
      // Two certificates of one host have the same names, but for the server's own.
      break
    }
    if let reason = try keyReason() { reasons.append(reason) }
    if let days = wanted.days, let entry = host.entries.first(where: { $0.days != days }) {
      reasons.append("days: \(entry.days) → \(days)")
    }
    return reasons
  }

  private func keyReason() throws -> String? {
    if let request = wanted.request {
      let fingerprint = request.publicKey.fingerprint
      return host.entries.allSatisfy { $0.keyFingerprint == fingerprint }
        ? nil : "key: the request holds another than the one that was certified"
    }
    guard let algorithm = wanted.algorithm else { return nil }
    for entry in host.entries {
      guard let kind = try record.certificate(of: entry)?.fields.publicKey?.kind else { continue }
      if kind.algorithm != algorithm { return "key: \(kind) → \(algorithm.rawValue)" }
    }
    return nil
  }
}
