internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// What is ordered for one host.
struct OrderItems {
  let items: [OrderItem]

  init(
    _ host: HostName, _ role: Role, _ request: IssueRequest, _ enrolled: Fleet.Enrolled?,
    authority: Certificate, folder: String
  ) throws {
    if let enrolled, request.keepsTerms {
      items = try enrolled.entries.map { try Self.successor(of: $0, request, enrolled, folder) }
      return
    }
    let kept = try enrolled.map { try $0.names.map { try GeneralName(parsing: $0) } } ?? []
    let key: KeySource =
      if let asked = request.request {
        .request(asked)
      } else {
        .generate(
          try request.algorithm ?? enrolled?.algorithm ?? authority.fields.publicKey?.kind.algorithm
            ?? .ecdsaP256
        )
      }
    items = try role.profiles.map { profile in
      var names = request.names.isEmpty ? kept : request.names
      if profile.presentsNames, request.names.isEmpty, kept.isEmpty || enrolled?.role.serverPair == nil {
        names = try MasterNames.names(of: host, asked: [], machine: request.machine)
      } else if profile.presentsNames, !request.names.isEmpty {
        names = try MasterNames.names(of: host, asked: request.names, machine: nil)
      }
      return OrderItem(
        profile: profile, names: names, key: key, days: request.days, mayEndEarly: request.mayEndEarly)
    }
  }
}

extension OrderItems {
  /// What takes the place of the certificate `entry`: the same but for its serial number, its time, and its key
  /// where that is not kept.
  private static func successor(
    of entry: LedgerEntry, _ request: IssueRequest, _ enrolled: Fleet.Enrolled, _ folder: String
  ) throws -> OrderItem {
    let key: KeySource =
      if let asked = request.request {
        .request(asked)
      } else if request.keepsKeys || request.keepsRequests && entry.isFromRequest {
        try KeptKeys(folder: folder).source(of: entry)
      } else {
        .generate(try enrolled.algorithm ?? .ecdsaP256)
      }
    return OrderItem(
      profile: entry.profile, names: try entry.names.map { try GeneralName(parsing: $0) }, key: key,
      days: request.days ?? entry.days, mayEndEarly: request.mayEndEarly)
  }
}

extension LedgerEntry {
  /// The days that it was ordered for.
  var days: Int { max(1, notBefore.adding(seconds: Profile.backdate).days(until: notAfter)) }
}

/// Whether what is asked for a host is what it has.
struct ConflictCheck {
  private let enrolled: Fleet.Enrolled
  private let request: IssueRequest
  private let settings: HostSettings

  /// - Parameter settings: what the host's texts are written for.
  init(_ enrolled: Fleet.Enrolled, _ request: IssueRequest, settings: HostSettings) {
    self.enrolled = enrolled
    self.request = request
    self.settings = settings
  }

  /// - Throws: where an option asks for something else than the host has, with the command that issues it
  ///   anew.
  func check() throws {
    if let role = request.role, role != enrolled.role {
      throw conflict("as \(enrolled.role)", "--role asks for \(role)", "--role \(role)")
    }
    if !request.names.isEmpty, !asksForItsNames {
      throw conflict(
        enrolled.names.isEmpty ? "with no names" : "for \(enrolled.names.joined(separator: ", "))",
        "--san asks for other names",
        request.names.map { "--san \($0.tagged)" }.joined(separator: " "))
    }
    if let algorithm = request.algorithm, try algorithm != enrolled.algorithm {
      throw conflict(
        "with a key of another kind", "--key asks for \(algorithm.rawValue)", "--key \(algorithm.rawValue)")
    }
    if let days = request.days, let entry = enrolled.entries.first, days != entry.days {
      throw conflict("for \(entry.days) days", "--days asks for \(days)", "--days \(days)")
    }
    if let asked = request.request,
      !enrolled.entries.allSatisfy({ $0.keyFingerprint == asked.publicKey.fingerprint })
    {
      throw conflict("for another key", "the request holds a new one", "--csr FILE")
    }
    try checkSettings()
  }

  private func checkSettings() throws {
    let has = settings.notes
    for (option, value) in request.settings.notes.sorted(by: { $0.key < $1.key }) where value != has[option] {
      let spelled = ["on": "--\(option)", "off": "--no-\(option)"][value] ?? "--\(option) \(value)"
      throw conflict("with --\(option) \(has[option] ?? "unset")", "\(spelled) asks for another", spelled)
    }
  }

  private var asksForItsNames: Bool {
    let asked = Set(request.names.map(\.tagged))
    let had = Set(enrolled.names)
    // A master's own name is always added to the names that are asked for.
    let own = try? GeneralName(parsing: enrolled.name)
    return asked == had || asked.union([own?.tagged].compactMap { $0 }) == had
  }

  private func conflict(_ has: String, _ asked: String, _ option: String) -> FleetError {
    let serial = enrolled.entries.first?.serial.short ?? "?"
    // A hint to be followed does not have a key made here that was to stay on its host.
    let keepsKey = request.request != nil || enrolled.entries.contains(where: \.isFromRequest)
    let isSaid = request.algorithm != nil || option.contains("--csr ")
    let option = keepsKey && !isSaid ? option + " --csr FILE" : option
    return FleetError(
      .conflict,
      "\(enrolled.name) is already issued \(has) (serial \(serial), until \(enrolled.end.date)) and \(asked)",
      hint: "issue it anew with `mkcerts issue \(enrolled.name) \(option) --replace`")
  }
}
