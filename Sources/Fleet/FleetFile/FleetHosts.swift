internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// Makes the hosts of a fleet from the sections that describe them.
struct FleetHosts {
  /// What stands for the host's own name in `san` and `csr`, where a section is a range's.
  static let placeholder = "{name}"

  private let path: String
  private let defaults: FleetTerms
  private let authority: FleetFile.Authority
  private var problems: FleetProblems
  private var hosts: [FleetHost] = []
  private var topology = FleetTopology()
  /// The hosts by their names in small letters, with the lines of their sections.
  private var known: [String: (name: String, line: Int)] = [:]

  init(
    path: String, defaults: FleetTerms, authority: FleetFile.Authority, _ problems: FleetProblems
  ) {
    self.path = path
    self.defaults = defaults
    self.authority = authority
    self.problems = problems
  }

  /// Takes the hosts of a section; of another section only that it is not known matters.
  mutating func take(_ section: FleetSection, contents: (String) throws -> [UInt8]) {
    if case .unknown = section.kind { topology.isWhole = false }
    guard case .hosts(let role, let range) = section.kind else { return }
    let terms = FleetTerms(section, &problems)
    let settings = terms.settings.filled(from: defaults.settings).filled(from: .defaults)
    check(terms, role, range, section)
    let first = hosts.count
    var twins = 0
    var isSound = true
    for text in range.names {
      guard let name = hostName(text, section, &twins) else { continue }
      // What is wrong with one host of a range is wrong with all; they are hosts of the file all the same.
      isSound = isSound && isWritable(name, role, settings, section)
      let request = isSound ? terms.request.flatMap { self.request($0, of: name, contents) } : nil
      let asked = isSound ? alternativeNames(terms.names, of: name, role, section) : nil
      isSound = isSound && asked != nil && (terms.request == nil || request != nil)
      hosts.append(
        FleetHost(
          name: name, role: role, names: asked ?? [], algorithm: terms.algorithm ?? defaultKey(terms),
          days: terms.days ?? defaults.days, request: request, settings: settings, master: nil,
          place: OptionPlace(file: path, line: section.line)))
    }
    if twins > 1 { problems.add(section.line, "\(twins - 1) more hosts of this range are described twice") }
    topology.add(hosts[first...].indices, role, terms.master, section)
  }

  /// All hosts, with their masters.
  ///
  /// - Throws: ``FleetError`` with everything that is wrong with the file.
  mutating func finished() throws(FleetError) -> [FleetHost] {
    topology.isWhole = topology.isWhole && !problems.areTooMany
    topology.resolve(&hosts, &problems)
    if hosts.isEmpty { problems.add(1, "the file names no host, as [master db1] does") }
    checkSubjects()
    try problems.check()
    return hosts
  }

  private func defaultKey(_ terms: FleetTerms) -> KeyAlgorithm? {
    terms.request == nil ? defaults.algorithm : nil
  }

  /// What can be said of a section as a whole.
  private mutating func check(
    _ terms: FleetTerms, _ role: Role, _ range: HostRange, _ section: FleetSection
  ) {
    let days = terms.days ?? defaults.days
    if let days, days > authority.lasting, authority.days != nil || terms.days != nil {
      problems.add(
        section.values[.days]?.line ?? section.line,
        "certificates of \(days) days would outlive the authority, which lasts \(authority.lasting)")
    }
    if let csr = terms.request {
      if range.count > 1, !csr.text.contains(Self.placeholder) {
        problems.add(csr.line, "a request is one host's: name the files of a range by \(Self.placeholder)")
      }
      if terms.algorithm != nil {
        problems.add(csr.line, "key makes a key, and csr brings one: leave one out")
      }
    }
    if role.clientPair == nil {
      for key in [FleetKey.masterHost, .masterPort, .channel, .verifyName, .master] {
        guard let value = section.values[key] else { continue }
        problems.add(
          value.line, "a \(role) replicates from nobody, and \(key.rawValue) is for those that do")
      }
    }
  }

  /// The name, where it can be a host's and is no other's already.
  private mutating func hostName(_ text: String, _ section: FleetSection, _ twins: inout Int) -> HostName? {
    guard let name = problems.taking(section.line, { () throws(FleetError) in try HostName(text) }) else {
      return nil
    }
    if let own = authority.name, own.lowercased() == text.lowercased() {
      problems.add(section.line, "\(text) is the authority's own name")
    }
    guard let other = known.updateValue((text, section.line), forKey: text.lowercased()) else { return name }
    known[text.lowercased()] = other
    twins += 1
    if twins == 1 {
      problems.add(
        section.line,
        other.name == text
          ? "\(text) is described in line \(other.line) already"
          : "\(text) and \(other.name) in line \(other.line) differ only in case")
    }
    return nil
  }

  /// Whether the texts of the host could be written.
  private mutating func isWritable(
    _ name: HostName, _ role: Role, _ settings: HostSettings, _ section: FleetSection
  ) -> Bool {
    let server = settings.server ?? .default
    let line = section.values[.user]?.line ?? section.values[.server]?.line ?? section.line
    let written: Void? = problems.taking(line) { () throws(ReplicationError) in
      _ = try HostConfiguration(
        name: name.description, role: role, server: server,
        requiresSecureTransport: settings.requiresSecureTransport ?? false)
      let user = HostScripts.user(of: name.description, settings)
      _ = try AccountName(user: user, host: settings.accountHost ?? "%", on: server)
      _ = try MasterAddress(
        host: settings.masterHost ?? "master", port: settings.masterPort ?? 3306, user: user,
        dialledBy: server)
    }
    return written != nil
  }

  private mutating func alternativeNames(
    _ values: [FleetValue], of host: HostName, _ role: Role, _ section: FleetSection
  ) -> [GeneralName]? {
    var names: [GeneralName] = []
    for value in values {
      let text = value.text.replacing(Self.placeholder, with: host.description)
      guard
        let name = problems.taking(value.line, { () throws(FleetError) in try GeneralName(parsing: text) })
      else { return nil }
      if !names.contains(name) { names.append(name) }
    }
    let hasDialled =
      names.contains { !$0.text.hasPrefix("*") } || (try? GeneralName(parsing: host.description)) != nil
    guard role.serverPair == nil || hasDialled else {
      problems.add(
        section.line,
        "\(host) is not a name that slaves can dial: name what they dial, as with san = db1.example.com")
      return nil
    }
    return names
  }

  private mutating func request(
    _ value: FleetValue, of host: HostName, _ contents: (String) throws -> [UInt8]
  ) -> CertificateRequest? {
    let name = value.text.replacing(Self.placeholder, with: host.description)
    do {
      return try CertificateRequest.parse(pem: contents(name))
    } catch {
      problems.add(value.line, "\(name.quotedForDisplay) cannot be used as a request: \(error)")
      return nil
    }
  }

  /// An account that requires a SUBJECT is one slave's alone.
  private mutating func checkSubjects() {
    guard !hosts.contains(where: { $0.role.clientPair != nil }),
      let host = hosts.first(where: { $0.settings.requirement?.isOneSlavesAlone == true })
    else { return }
    problems.add(
      host.place.line, "accounts that require a SUBJECT are each one slave's, and there is no slave")
  }
}
