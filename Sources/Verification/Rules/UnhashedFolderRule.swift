internal import OpenSSL
internal import Replication

/// A folder of authorities holds them under the hashes of their subjects: servers look for no other name
/// (openssl-rehash(1)).
struct UnhashedFolderRule: Rule {
  static let name = "unhashed-folder"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      let trusts = [host.asMaster?.trust].compactMap { $0 } + host.connections.map(\.trust)
      let lists = trusts.compactMap { trust -> Finding? in
        guard case .found(let path, let found) = trust.revocationFolder, found.isEmpty,
          trust.revocations == nil
        else { return nil }
        return finding(
          .breaks, host, path,
          "\(path) holds no revocation list under the hash of its issuer, as servers look for them",
          symptom: host.connections.isEmpty ? .masterRefusesSlave(nil) : .slaveRefusesMaster,
          fix: "run `openssl rehash \(ShellWord(path: path))`")
      }
      return lists
        + trusts.compactMap { trust -> Finding? in
          guard case .found(let path, let found) = trust.folder, found.isEmpty, trust.file == nil else {
            return nil
          }
          return finding(
            .breaks, host, path,
            "\(path) holds no certificate under the hash of its subject, as servers look for them",
            symptom: host.connections.isEmpty ? .masterRefusesSlave(nil) : .slaveRefusesMaster,
            fix: "run `openssl rehash \(ShellWord(path: path))`")
        }
    }
  }
}
