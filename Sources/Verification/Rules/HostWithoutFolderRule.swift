internal import Replication

/// Every host that the authority's ledger knows has its folder in the pki folder. One may have moved to its host, so
/// that nothing breaks; but nothing was looked at either.
struct HostWithoutFolderRule: Rule {
  static let name = "host-without-folder"

  func findings(in examination: Examination) -> [Finding] {
    let deployment = examination.deployment
    let known = Set(deployment.hosts.map(\.name))
    let missing = deployment.hostsOnRecord.filter { !known.contains($0) }
    guard let first = missing.first else { return [] }
    let names =
      missing.prefix(8).joined(separator: ", ") + (missing.count > 8 ? " and \(missing.count - 8) more" : "")
    return [
      finding(
        .note, nil, deployment.source + "/hosts",
        "\(names) \(missing.count == 1 ? "is" : "are") on record and without a folder in \(deployment.source)/hosts: "
          + "nothing was verified of \(missing.count == 1 ? "it" : "them")",
        fix:
          "verify there what moved to its host; what is lost, issue anew with `mkcerts issue \(first.inShell) --replace`; "
          + "of what is no host any more, revoke the certificates")
    ]
  }
}
