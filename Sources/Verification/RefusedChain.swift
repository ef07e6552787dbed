internal import OpenSSL
internal import Replication

/// A chain that one host presents and others refuse, all of them for the same reason.
struct RefusedChain {
  /// What all of its links have in common.
  struct Reason: Hashable {
    /// The place of the host that presents the chain.
    let holder: Int
    /// Which of the holder's connections shows it; nil for the chain of a master.
    let connection: Int?
    let refusal: Refusal
  }

  let reason: Reason
  /// One of its links, by which to look for what the receiver has.
  let link: Link
  /// The places of the hosts that refuse it.
  var receivers: [Int]

  var holder: Int { reason.holder }
  var refusal: Refusal { reason.refusal }
  var purpose: TrustStore.Purpose { reason.connection == nil ? .server : .client }

  /// What the holder shows.
  func presentation(_ hosts: [DeployedHost]) -> Presentation? {
    reason.connection.map { hosts[holder].connections[$0].presentation }
      ?? hosts[holder].asMaster?.presentation
  }

  /// What the receiver of its first link has to accept it by.
  func receiversTrust(_ hosts: [DeployedHost]) -> Trust {
    purpose == .server
      ? hosts[link.slave].connections[link.connection].trust : hosts[link.master].asMaster?.trust ?? Trust()
  }

  /// What servers print when they refuse it.
  var symptom: LinkFailure {
    purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil)
  }

  /// Those of `unproven` links that fail for a chain, in their order.
  static func all(_ unproven: [(link: Link, verdict: Verdict)]) -> [RefusedChain] {
    var chains: [RefusedChain] = []
    var places: [Reason: Int] = [:]
    for (link, verdict) in unproven {
      let (reason, receiver): (Reason, Int)
      switch verdict {
      case .fails(.slaveRefuses(let refusal)):
        (reason, receiver) = (Reason(holder: link.master, connection: nil, refusal: refusal), link.slave)
      case .fails(.masterRefuses(let refusal)):
        (reason, receiver) = (
          Reason(holder: link.slave, connection: link.connection, refusal: refusal), link.master
        )
      default: continue
      }
      if let place = places[reason] {
        chains[place].receivers.append(receiver)
      } else {
        places[reason] = chains.count
        chains.append(RefusedChain(reason: reason, link: link, receivers: [receiver]))
      }
    }
    return chains
  }
}

extension Examination {
  /// The names of hosts for a sentence, no more than it bears.
  func names(_ places: [Int]) -> String {
    let names = places.prefix(4).map { deployment.hosts[$0].name }
    return places.count <= 4
      ? names.joined(separator: ", ")
      : names.prefix(3).joined(separator: ", ") + " and \(places.count - 3) more"
  }
}

extension Rule {
  /// A finding about each chain that is refused for one of these causes, with the sentence and the fix that
  /// `explain` has for it; none where it has none.
  func refusals(
    _ causes: Set<RefusalCause>, in examination: Examination,
    _ explain: (RefusedChain, Certificate) -> (sentence: String, fix: String)?
  ) -> [Finding] {
    examination.refusedChains.compactMap { chain in
      guard causes.contains(chain.refusal.cause), let certificate = chain.refusal.certificate,
        let words = explain(chain, certificate)
      else { return nil }
      let hosts = examination.deployment.hosts
      return finding(
        .breaks, hosts[chain.holder], chain.presentation(hosts)?.chain.path, words.sentence,
        symptom: chain.symptom, fix: words.fix)
    }
  }
}
