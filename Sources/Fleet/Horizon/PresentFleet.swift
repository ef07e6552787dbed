internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import SecureFiles

/// Everything that the hosts of a pki folder have now, and who depends on whom.
struct PresentFleet {
  private let pki: PKIFolder
  private let entries: [LedgerEntry]
  /// Those that hosts trust.
  private let generations: [(number: Int, signs: Bool, certificate: Certificate)]
  private let roles: [String: Role]
  /// By the name of a master, the slaves that dial it.
  private let slaves: [String: [String]]

  init(_ ledger: any Ledger, _ pki: PKIFolder) throws {
    self.pki = pki
    let entries = try ledger.allCurrent()
    self.entries = entries
    generations = try ledger.generations().filter(\.isTrusted).compactMap { generation in
      try generation.certificate.map {
        (generation.number, generation.stage == .signing, try Certificate(der: $0))
      }
    }
    let profiles = Dictionary(grouping: entries, by: \.holder).mapValues { $0.map(\.profile) }
    roles = profiles.compactMapValues { Role(profiles: $0) }
    slaves = try Self.slaves(of: entries, ledger)
  }

  /// What ends with the certificate of each host: a client's for itself, a server's for those that dial it too.
  func certificates(_ judge: HorizonJudge) -> [HorizonItem] {
    entries.map { entry in
      let others = entry.profile.presentsNames ? slaves[entry.holder] ?? [] : []
      return HorizonItem(
        kind: .certificate, file: pki.host(entry.holder) + "/" + entry.profile.pairNames.certificate,
        host: entry.holder, role: roles[entry.holder]?.rawValue, profile: entry.profile.rawValue,
        generation: entry.generation, number: entry.serial, name: nil, begin: entry.notBefore,
        end: entry.notAfter, state: judge.state(entry.notBefore, entry.notAfter),
        daysLeft: judge.time.days(until: entry.notAfter), takesDown: hosts([entry.holder] + others),
        matters: true)
    }
  }

  /// What ends with each generation of the authority: every host whose certificate it signed. The one that signs
  /// matters in any case, since nothing can be issued without it.
  func authorities(_ judge: HorizonJudge) -> [HorizonItem] {
    generations.compactMap { number, signs, certificate in
      let fields = certificate.fields
      guard let begin = fields.notBefore, let end = fields.notAfter else { return nil }
      let down = hosts(entries.filter { $0.generation == number }.map(\.holder))
      return HorizonItem(
        kind: .authority, file: pki.authority.certificate, host: nil, role: nil, profile: nil,
        generation: number, number: fields.serial, name: fields.subject.rfc2253, begin: begin, end: end,
        state: judge.state(begin, end), daysLeft: judge.time.days(until: end), takesDown: down,
        matters: signs || !down.names.isEmpty)
    }
  }

  /// What ends with each revocation list: everybody, since who has a list that is over refuses all (measured).
  func revocationLists(_ judge: HorizonJudge) throws -> [HorizonItem] {
    let path = pki.authority.revocationLists
    guard try Files.exists(path) else { return [] }
    let lists: [RevocationList]
    do {
      lists = try RevocationList.parseAll(pem: Files.read(path, limit: HostTrust.readingLimit))
    } catch {
      throw FleetError(
        .unreadableList, "\(path) cannot be read as revocation lists: \(error)",
        hint: "have it written anew with `mkcerts crl`")
    }
    return lists.compactMap { list in
      guard let end = list.nextUpdate else { return nil }
      let signer = generations.first { $0.certificate.fields.publicKey.map(list.isSigned) == true }
      let begin = list.thisUpdate ?? end
      return HorizonItem(
        kind: .revocationList, file: path, host: nil, role: nil, profile: nil, generation: signer?.number,
        number: list.number, name: list.issuer.rfc2253, begin: begin, end: end,
        state: judge.state(begin, end), daysLeft: judge.time.days(until: end),
        takesDown: hosts(entries.map(\.holder)), matters: !entries.isEmpty)
    }
  }

  private func hosts(_ names: [String]) -> HorizonItem.Hosts {
    let names = Set(names).sorted()
    let counts = Role.allCases.compactMap { role -> String? in
      let count = names.count { roles[$0] == role }
      return count == 0 ? nil : "\(count) \(role.word(count))"
    }
    let last = counts.last ?? "nothing"
    let summary = counts.count > 1 ? counts.dropLast().joined(separator: ", ") + " and " + last : last
    return HorizonItem.Hosts(names: names, summary: summary)
  }

  /// Who dials whom: a slave dials the host that has the name it was told to dial, else the first master.
  private static func slaves(of entries: [LedgerEntry], _ ledger: any Ledger) throws -> [String: [String]] {
    let servers = entries.filter(\.profile.presentsNames)
    var byName: [String: String] = [:]
    for server in servers {
      for name in server.names {
        byName[name.split(separator: ":", maxSplits: 1).last.map(String.init) ?? name] = server.holder
      }
    }
    let noted = try ledger.note("master", of: "")
    let first = (servers.filter { $0.holder == noted } + servers.filter { $0.holder != noted }).prefix(2)
    let everybodys = try ledger.note("master-host", of: "")
    let told = Set(try ledger.holders(notedUnder: ["master-host"]).map { $0.lowercased() })
    var slaves: [String: [String]] = [:]
    for slave in entries where slave.profile != .server {
      let isTold = !told.isEmpty && told.contains(slave.holder.lowercased())
      let dialled = isTold ? try ledger.note("master-host", of: slave.holder) : everybodys
      let master = dialled.flatMap { byName[$0] } ?? first.first { $0.holder != slave.holder }?.holder
      if let master, master != slave.holder { slaves[master, default: []].append(slave.holder) }
    }
    return slaves
  }
}

extension Role {
  /// Hosts of this role in a sentence.
  fileprivate func word(_ count: Int) -> String {
    switch self {
    case .master: count == 1 ? "master" : "masters"
    case .slave: count == 1 ? "slave" : "slaves"
    case .both: count == 1 ? "host that is both" : "hosts that are both"
    case .peer: count == 1 ? "peer" : "peers"
    }
  }
}
