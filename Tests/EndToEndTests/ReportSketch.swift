@testable import Verification

extension Report {
  /// A report on hosts of these names, the first being the master, with these findings.
  static func sketch(
    _ names: [String], _ findings: [Finding] = [], strict: Bool = false, source: String = "pki",
    links: [Link] = []
  ) -> Report {
    let failing = findings.filter { $0.severity <= (strict ? .due : .breaks) }
    let isProven = links.isEmpty && !findings.contains { $0.severity == .breaks }
    let failed = Set(failing.compactMap(\.host) + links.map(\.slave))
    let hosts = names.enumerated().map { place, name in
      let purpose = place == 0 ? "server" : "client"
      let certificate = Host.Presented(
        file: "pki/hosts/\(name)/\(purpose)-cert.pem", purpose: purpose, subject: "CN=\(name)", serial: "1f",
        notAfter: "2027-12-25T0\(place % 10):00:00Z", daysLeft: 397, names: ["dns:\(name)"],
        authority: "CN=T G1")
      return Host(
        name: name, role: place == 0 ? "master" : "slave", certificates: [certificate],
        passed: !failed.contains(name))
    }
    let proof = Proof(
      subject: "CN=T G1", keySHA256: Array(repeating: "ab", count: 32).joined(separator: ":"), masters: 1,
      slaves: max(1, names.count - 1), links: max(1, names.count - 1),
      otherGeneration: nil)
    let sorted = findings.sorted { $0.severity < $1.severity }
    return Report(
      source: source, time: "2026-11-23T12:00:00Z", passed: failing.isEmpty && isProven, strict: strict,
      hosts: hosts, findings: sorted, rules: RuleDescription.all(of: sorted), links: links,
      proof: isProven ? proof : nil)
  }
}

extension Finding {
  /// A key of this host that is open, in the words of the rule.
  static func openKey(_ host: String, servers: [String]? = nil) -> Finding {
    Finding(
      rule: "open-key", severity: .exposed, host: host, file: "pki/hosts/\(host)/client-key.pem",
      sentence: "pki/hosts/\(host)/client-key.pem is open to every user of the machine (mode 0644)",
      fix: "close it with `chmod 600 pki/hosts/\(host)/client-key.pem`", servers: servers)
  }

  /// A key of this host that is not the certificate's: `print` tells one such finding from another.
  static func keyMismatch(_ host: String, print: Int) -> Finding {
    Finding(
      rule: "key-mismatch", severity: .breaks, host: host, file: "pki/hosts/\(host)/client-key.pem:3",
      sentence: "the key begins with \(print)", symptom: "Unable to get private key", fix: "bring it back")
  }
}
