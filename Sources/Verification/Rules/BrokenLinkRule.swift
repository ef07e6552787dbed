internal import OpenSSL

/// The proof itself: on every link, the slave accepts the master, the master accepts the slave, and both chains end at
/// the same key. What other rules have explained already is not said again.
struct BrokenLinkRule: Rule {
  static let name = "broken-link"

  func findings(in examination: Examination) -> [Finding] {
    var said: Set<String> = []
    return examination.links.compactMap { link in
      guard !examination.broken.contains(link.slave.name), !examination.broken.contains(link.master.name),
        let (host, file, sentence, symptom) = problem(link, examination.judge.verdict(link)),
        said.insert(host.name + sentence).inserted
      else { return nil }
      return finding(.breaks, host, file, sentence, symptom: symptom)
    }
  }

  private func problem(
    _ link: Link, _ verdict: LinkJudge.Verdict
  ) -> (host: DeployedHost, file: String?, sentence: String, symptom: String?)? {
    let (slave, master) = (link.slave, link.master)
    switch verdict {
    case .holds: return nil
    case .unknown:
      return (slave, nil, "whether \(slave.name) and \(master.name) accept each other cannot be told", nil)
    case .slaveRefuses(let refusal):
      return (
        master, master.asMaster?.chain.path,
        "\(slave.name) does not accept the certificate of \(master.name): \(refusal.reason)",
        Symptoms.slaveRefusesMaster
      )
    case .masterRefuses(let refusal):
      return (
        slave, slave.asSlave?.chain.path,
        "\(master.name) does not accept the certificate of \(slave.name): \(refusal.reason)",
        Symptoms.masterRefusesSlave
      )
    case .differentAuthorities(let ofMaster, let ofSlave):
      return (
        slave, slave.asSlave?.chain.path,
        "\(slave.name) and \(master.name) accept each other, but their certificates end at different authorities: "
          + "\(ofSlave.fields.publicKey?.shortFingerprint ?? "?") and \(ofMaster.fields.publicKey?.shortFingerprint ?? "?")",
        nil
      )
    }
  }
}
