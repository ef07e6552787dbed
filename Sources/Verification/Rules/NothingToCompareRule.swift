internal import Replication

/// Nothing is proven where there is nothing to compare.
struct NothingToCompareRule: Rule {
  static let name = "nothing-to-compare"

  func findings(in examination: Examination) -> [Finding] {
    let deployment = examination.deployment
    var findings = deployment.hosts.filter { $0.asMaster == nil && $0.connections.isEmpty }.map { host in
      finding(
        .breaks, host, nil, "\(host.name) has neither a server's nor a client's certificate",
        fix: examination.isOfPKI
          ? "move \(deployment.source)/hosts/\(host.name) away, and where it is a host issue it with "
            + "`mkcerts issue \(host.name.inShell) --replace`"
          : "name its option file, or its CA, certificate and key: `mkcerts verify --help`")
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
          fix: examination.isOfPKI
            ? missingMaster(deployment)
            : "name the master's files too: `mkcerts verify --master MASTER --slave SLAVE`"))
    }
    findings += linksToNoMaster(deployment)
    if !examination.links.contains(where: { _ in true }), !examination.masters.isEmpty {
      findings.append(
        finding(
          .breaks, nil, nil,
          "there is no slave in \(deployment.source), so nothing to hold the master against",
          fix: examination.isOfPKI
            ? "issue one with `mkcerts issue slave01`"
            : "name the slave's files too: `mkcerts verify --master MASTER --slave SLAVE`"))
    }
    return findings
  }

  /// A link that was named is to be proven, and cannot be where nothing is known of what the master shows.
  private func linksToNoMaster(_ deployment: Deployment) -> [Finding] {
    deployment.declaredLinks.compactMap { link in
      let hosts = deployment.hosts
      if !hosts.contains(where: { $0.name == link.master && $0.isMaster }) {
        return finding(
          .breaks, nil, nil,
          "\(link.slave) is to replicate from \(link.master), of which no server's certificate is known",
          fix: "name its files as a master's too: `--master \(link.master)=CA,CERT,KEY`")
      }
      if hosts.contains(where: { $0.name == link.slave && $0.connections.isEmpty }) {
        return finding(
          .breaks, nil, nil,
          "\(link.slave) is to replicate from \(link.master), and nothing is known of its connection",
          fix: "name its files as a slave's too: `--slave \(link.slave)=CA,CERT,KEY`")
      }
      return nil
    }
  }

  /// A master that is on record is not issued a second time.
  private func missingMaster(_ deployment: Deployment) -> String {
    deployment.hostsOnRecord.isEmpty
      ? "issue one with `mkcerts issue master --role master`"
      : "bring the folders of the hosts on record back, or issue the master anew with "
        + "`mkcerts issue NAME --role master --replace`"
  }
}
