internal import CertificateAuthority
internal import OpenSSL
internal import Replication

extension Fleet {
  /// What is told about a host that has everything already.
  func outcome(of plan: HostPlan) -> IssueOutcome {
    let now = store.clock()
    let issued = (plan.enrolled?.entries ?? []).map { entry in
      IssueOutcome.Issued(
        file: pki.host(plan.name) + "/" + entry.profile.pairNames.certificate,
        serial: entry.serial.description,
        notAfter: entry.notAfter.iso8601, daysLeft: now.days(until: entry.notAfter), names: entry.names)
    }
    return IssueOutcome(
      host: plan.name, role: plan.role.rawValue, isNew: false, folder: pki.host(plan.name),
      certificates: issued,
      namesNotTaken: [])
  }

  /// What is told about a host that was just issued.
  func outcome(of filled: FilledOrder) -> IssueOutcome {
    let holder = filled.order.holder
    let issued = filled.certificates.map { issued in
      let fields = issued.certificate.fields
      // Counted from the moment of issue: seconds later it would be a day less than was asked for.
      let now = fields.notBefore?.adding(seconds: Profile.backdate) ?? store.clock()
      let end = fields.notAfter ?? now
      return IssueOutcome.Issued(
        file: pki.host(holder) + "/" + issued.profile.pairNames.certificate,
        serial: fields.serial.description,
        notAfter: end.iso8601, daysLeft: now.days(until: end),
        names: (fields.subjectAlternativeNames ?? []).map(\.tagged))
    }
    let taken = Set(filled.order.items.flatMap(\.names))
    let asked = filled.certificates.lazy.compactMap(\.request).first?.subjectAlternativeNames ?? []
    return IssueOutcome(
      host: holder, role: Role(profiles: filled.order.items.map(\.profile))?.rawValue ?? "", isNew: true,
      folder: pki.host(holder), certificates: issued,
      namesNotTaken: asked.filter { !taken.contains($0) }.map(\.tagged))
  }
}
