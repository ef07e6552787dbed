internal import OpenSSL
internal import Replication

/// The connection of a slave meets what its account on the master asks for (REQUIRE), and what the master asks
/// of all (require_secure_transport). The servers compare names byte for byte, as X509_NAME_oneline(3) writes
/// them.
struct AccountRequirementRule: Rule {
  static let name = "account-requirement"

  func findings(in examination: Examination) -> [Finding] {
    refusals(examination) + choices(examination)
  }

  private func refusals(_ examination: Examination) -> [Finding] {
    examination.survey.unproven.compactMap { link, verdict in
      let (slave, master) = (
        examination.deployment.hosts[link.slave], examination.deployment.hosts[link.master]
      )
      // Of a slave that asks for no TLS another rule says so.
      guard
        slave.connections[link.connection].usesTLS ?? examination.server(of: slave).slaveUsesTLSByDefault
      else { return nil }
      let file = master.asMaster?.accounts.first?.file
      switch verdict {
      case .fails(.accountRefuses(let demand)):
        let leaf = slave.connections[link.connection].presentation?.chain.value?.first
        return finding(
          .breaks, slave, file, Self.sentence(demand, slave.name, master.name, leaf),
          symptom: .accountRefuses,
          fix:
            "let \(slave.name) show what the account asks for; where the account is wrong, let it ask for what "
            + "\(slave.name) shows"
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

  /// Slaves that come up or not by which of several accounts their address makes them: servers take the most
  /// specific host, and what that is to this slave is not known.
  private func choices(_ examination: Examination) -> [Finding] {
    guard
      examination.masters.contains(where: {
        examination.deployment.hosts[$0].asMaster?.accounts.count ?? 0 > 1
      })
    else { return [] }
    var seen: Set<Finding> = []
    return examination.links.compactMap { link -> Finding? in
      let (slave, master) = (
        examination.deployment.hosts[link.slave], examination.deployment.hosts[link.master]
      )
      guard let (first, other) = examination.judge.undecidedAccounts(link) else { return nil }
      let made = finding(
        other.host == "%" || first.host == "%" ? .exposed : .note, slave, other.file,
        "which account of \(master.name) \(slave.name) is taken for depends on the address that it comes from: "
          + "\(first.quoted) asks for \(first.demand.words) and fits, \(other.quoted) asks for "
          + "\(other.demand.words) and does not; servers take the most specific host",
        fix:
          "to see which, on the host of \(slave.name): \(Self.question(slave, link, examination)), which names the account, or "
          + "says 1045 where that is \(other.quoted); then let both ask for the same, or drop the one that is not "
          + "meant for \(slave.name)")
      return seen.insert(made).inserted ? made : nil
    }
  }

  /// The command that asks the master which account it takes a slave for; with its files, since accounts may ask
  /// for what they are.
  private static func question(_ slave: DeployedHost, _ link: Link, _ examination: Examination) -> String {
    let side = slave.connections[link.connection]
    let client = examination.server(of: slave).flavour.rawValue
    let words = [
      client, "--host=\((side.dials ?? "MASTER").inShell)", side.port.map { "--port=\($0)" },
      "--user=\((side.user ?? "USER").inShell)", "--password",
      side.presentation == nil ? nil : "--ssl-ca=CA --ssl-cert=CERT --ssl-key=KEY",
      "-e 'SELECT CURRENT_USER()'",
    ].compactMap(\.self)
    return "`" + words.joined(separator: " ") + "`"
      + (side.presentation == nil ? "" : " with the files of its statement")
  }

  /// What an account asks for, and what the slave has in its place.
  static func sentence(_ demand: AccountDemand, _ slave: String, _ master: String, _ leaf: Certificate?)
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
