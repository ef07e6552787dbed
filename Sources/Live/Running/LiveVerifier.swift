public import OpenSSL
internal import Replication
public import Verification

/// Looks at the running servers of a deployment, and holds what it sees against the files.
public struct LiveVerifier: Sendable {
  /// The moment to judge at.
  public var time: Time
  /// Within how many seconds an end is worth a word.
  public var warningSeconds: Int64
  public var settings: LiveSettings

  public init(time: Time, warningSeconds: Int64, settings: LiveSettings) {
    self.time = time
    self.warningSeconds = warningSeconds
    self.settings = settings
  }

  /// `report`, which is of the files of `deployment`, with what is found on its servers.
  ///
  /// A host that cannot be reached is a finding that breaks; what takes a login that is not there is told as not
  /// looked at.
  ///
  /// - Parameter seen: called with a line on each server as soon as it is done, on whatever thread.
  /// - Throws: ``LiveError`` with code `badAddress` for an address of a host that is not there.
  public func verify(
    _ deployment: Deployment, _ report: Report, each seen: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(LiveError) -> Report {
    try checkNames(deployment)
    let links = deployment.namedLinks
    let targets = LiveTarget.all(of: deployment, links: links, settings)
    let sights = ServerReader(settings: settings).read(targets, deployment, links, each: seen)
    // Where there is nothing to hold it against, the files' own findings say so.
    let expectation = try? Expectation(deployment)
    let probes = ProbeJudge(time: time, warningSeconds: warningSeconds, expectation: expectation)
    let judge = RunningJudge(
      deployment: deployment, links: links, time: time, warningSeconds: warningSeconds,
      settings: settings, probes: probes, sights: sights)
    let (findings, plain) = judge.findings()
    return report.adding(findings, plain: plain, hosts: sights.compactMap(LiveHost.init))
  }

  private func checkNames(_ deployment: Deployment) throws(LiveError) {
    let names = Set(deployment.hosts.map(\.name))
    let meant = Array(settings.addresses.keys) + (settings.client?.settings.compactMap(\.host) ?? [])
    for name in meant.sorted() where !names.contains(name) {
      let known = names.sorted()
      throw LiveError(
        .badAddress, "there is no host \(name) in \(deployment.source)",
        hint: "there are " + known.prefix(20).joined(separator: ", ") + (known.count > 20 ? " and more" : ""))
    }
  }
}

extension LiveHost {
  init?(_ sight: ServerSight) {
    guard let endpoint = sight.target.endpoint else { return nil }
    let facts = sight.facts
    let served = sight.probed?.served
    self.init(
      host: sight.target.name, address: endpoint.description,
      server: (sight.probed?.release ?? facts?.release)?.description,
      tls: served.map { "\($0.version) \($0.cipher)" },
      serial: served?.chain.first?.fields.serial.description,
      read: facts.map { facts in facts.asked.filter(facts.isAnswered).map(\.rawValue) } ?? [],
      unread: facts.map { facts in facts.asked.filter { !facts.isAnswered($0) }.map(\.rawValue) } ?? [])
  }
}
