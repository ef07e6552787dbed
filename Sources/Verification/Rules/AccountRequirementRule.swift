internal import OpenSSL
internal import Replication

/// The connection of a slave meets what its account on the master asks for (REQUIRE), and what the master asks
/// of all (require_secure_transport). The servers compare names byte for byte, as X509_NAME_oneline(3) writes
/// them.
struct AccountRequirementRule: Rule {
  static let name = "account-requirement"

  func findings(in examination: Examination) -> [Finding] {
    examination.survey.unproven.compactMap { link, verdict in
      let (slave, master) = (
        examination.deployment.hosts[link.slave], examination.deployment.hosts[link.master]
      )
      let file = master.asMaster?.accounts.first?.file
      switch verdict {
      case .fails(.accountRefuses(let demand)):
        let leaf = slave.connections[link.connection].presentation?.chain.value?.first
        return finding(
          .breaks, slave, file, sentence(demand, slave.name, master.name, leaf),
          symptom: .accountRefuses,
          fix:
            "let the account ask for what \(slave.name) shows, or let \(slave.name) show it"
            + examination.readyMade(master))
      case .fails(.plainIsRefused):
        return finding(
          .breaks, slave, master.asMaster?.optionFile,
          "\(master.name) refuses every connection without TLS (require_secure_transport), and \(slave.name) does "
            + "not use it", symptom: .plainIsRefused,
          fix: "set \(examination.words(of: slave))SSL = 1 on \(slave.name)")
      default: return nil
      }
    }
  }

  private func sentence(_ demand: AccountDemand, _ slave: String, _ master: String, _ leaf: Certificate?)
    -> String
  {
    let asked = "the account of \(slave) on \(master) asks for \(demand.words)"
    guard case .specified(let subject, let issuer, _) = demand, let fields = leaf?.fields else {
      return "\(asked), and \(slave) " + (demand == .ssl ? "does not use TLS" : "shows no certificate")
    }
    if let subject, subject != fields.subject.oneline {
      return "\(asked), and the certificate's subject is '\(fields.subject.oneline)'"
    }
    if let issuer, issuer != fields.issuer.oneline {
      return "\(asked), and the certificate's issuer is '\(fields.issuer.oneline)'"
    }
    return "\(asked), and the connection has another cipher"
  }
}
