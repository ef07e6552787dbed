internal import OpenSSL

/// Certificates are in their time, the authority's included, and their end is known early.
struct ValidityRule: Rule {
  static let name = "validity"

  func findings(in examination: Examination) -> [Finding] {
    var findings = examination.authority.compactMap { authority in
      problem(authority, "the authority's certificate", examination).map { severity, sentence in
        finding(
          severity, nil, examination.deployment.authority?.path, sentence,
          symptom: severity == .breaks ? Symptoms.slaveRefusesMaster : nil,
          fix: isEarly(authority, examination)
            ? Self.setClock
            : "an authority is not renewed in place: make a new one in another --pki folder and issue all hosts"
        )
      }
    }
    for host in examination.deployment.hosts {
      for (purpose, presentation) in host.presentations {
        guard let leaf = presentation.chain.value?.first,
          let (severity, sentence) = problem(leaf, "the certificate", examination)
        else { continue }
        let symptom = purpose == .server ? Symptoms.slaveRefusesMaster : Symptoms.masterRefusesSlave
        findings.append(
          finding(
            severity, host, presentation.chain.path, sentence, symptom: severity == .breaks ? symptom : nil,
            fix: isEarly(leaf, examination)
              ? Self.setClock : "issue it anew with `mkcerts issue \(host.name) --replace`"))
      }
    }
    return findings
  }

  private static let setClock =
    "see this machine's clock with `date -u` and set it, or that of the machine that issued the certificate"

  private func isEarly(_ certificate: Certificate, _ examination: Examination) -> Bool {
    certificate.fields.notBefore.map { examination.time < $0 } ?? false
  }

  private func problem(_ certificate: Certificate, _ subject: String, _ examination: Examination) -> (
    Severity, String
  )? {
    let now = examination.time
    guard let begin = certificate.fields.notBefore, let end = certificate.fields.notAfter else {
      return (.breaks, "the validity of \(subject) cannot be read")
    }
    if now < begin {
      return (.breaks, "\(subject) is not valid before \(begin.iso8601), and it is \(now.iso8601)")
    }
    // OpenSSL refuses at notAfter itself: the last good second is the one before.
    if end <= now { return (.breaks, "\(subject) expired \(end.iso8601), and it is \(now.iso8601)") }
    let left = now.days(until: end)
    guard left < examination.warningDays else { return nil }
    return (.due, "\(subject) ends \(end.iso8601), in \(left) \(left == 1 ? "day" : "days")")
  }
}
