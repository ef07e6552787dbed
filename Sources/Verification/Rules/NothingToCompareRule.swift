/// Nothing is proven where there is nothing to compare.
struct NothingToCompareRule: Rule {
  static let name = "nothing-to-compare"

  func findings(in examination: Examination) -> [Finding] {
    let deployment = examination.deployment
    var findings = deployment.hosts.filter { $0.asMaster == nil && $0.connections.isEmpty }.map { host in
      finding(
        .breaks, host, nil, "\(host.name) has neither a server's nor a client's certificate",
        fix: "move \(deployment.source)/hosts/\(host.name) away, and where it is a host issue it with "
          + "`mkcerts issue \(host.name) --replace`")
    }
    if deployment.hosts.isEmpty, deployment.authorityKeyFile == nil {
      return [
        finding(
          .breaks, nil, nil, "\(deployment.source) has no hosts, and no authority that could issue one",
          fix: "name the pki folder itself, the one with the folder hosts in it")
      ]
    }
    if examination.masters.isEmpty {
      findings.append(
        finding(
          .breaks, nil, nil,
          "there is no master in \(deployment.source), so nothing to hold the slaves against",
          fix: "issue one with `mkcerts issue master --role master`"))
    }
    if !examination.links.contains(where: { _ in true }), !examination.masters.isEmpty {
      findings.append(
        finding(
          .breaks, nil, nil,
          "there is no slave in \(deployment.source), so nothing to hold the master against",
          fix: "issue one with `mkcerts issue slave01`"))
    }
    return findings
  }
}
