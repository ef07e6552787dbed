internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// The orders of a plan, and what is delivered with them.
struct FleetBatch {
  let orders: [Order]
  private let hosts: [FleetHost]
  private let scripts: HostScripts

  /// - Parameter authority: the one that signs.
  init(
    _ file: FleetFile, _ plan: FleetPlan, _ record: FleetRecord, ledger: any Ledger, authority: Certificate
  ) throws {
    let planned = Dictionary(plan.hosts.map { ($0.host, $0.action) }) { first, _ in first }
    let wanted = file.hosts.filter { planned[$0.name.description] != .held }
    hosts = wanted.filter { planned[$0.name.description]?.isIssuance == true }
    scripts = try HostScripts(
      HostRegister(wanted, defaults: file.defaults, over: record), ledger: ledger, authority: authority,
      asked: HostSettings())
    let usual = authority.fields.publicKey?.kind.algorithm ?? .ecdsaP256
    orders = try hosts.map { host in
      let present = record.hosts[host.name.description.lowercased()]
      let items = try host.role.profiles.map { profile in
        OrderItem(
          profile: profile, names: try host.names(in: profile),
          key: try Self.key(of: host, present, record, usual), days: host.days, mayEndEarly: host.days == nil)
      }
      return Order(
        holder: host.name.description, items: items, replaces: present != nil,
        notes: plan.notes[host.name.description] ?? [:])
    }
  }

  /// The host's request, or else a new key: of the kind that is asked for, that the host has, or the
  /// authority.
  private static func key(
    of host: FleetHost, _ present: FleetRecord.Host?, _ record: FleetRecord, _ usual: KeyAlgorithm
  ) throws -> KeySource {
    if let request = host.request { return .request(request) }
    if let algorithm = host.algorithm { return .generate(algorithm) }
    let certificate = try present?.entries.first.flatMap { try record.certificate(of: $0) }
    return .generate(certificate?.fields.publicKey?.kind.algorithm ?? usual)
  }

  /// The texts of each host that is issued, and the form of its trust.
  func deliveries() throws -> [String: (texts: HostTexts, form: TrustForm)] {
    var deliveries: [String: (texts: HostTexts, form: TrustForm)] = [:]
    for host in hosts {
      let name = host.name.description
      deliveries[name] = try scripts.contents(name, host.role, keepsKeys: host.request != nil)
    }
    return deliveries
  }
}
