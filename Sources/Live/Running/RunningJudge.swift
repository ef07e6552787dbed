internal import OpenSSL
internal import Replication
internal import Verification

/// Holds what running servers showed and told against the files of the deployment.
struct RunningJudge {
  let deployment: Deployment
  let links: [NamedLink]
  /// The moment to judge at.
  let time: Time
  /// Within how many seconds an end is worth a word.
  let warningSeconds: Int64
  let settings: LiveSettings
  /// Judges what was served; nil where the files have nothing to hold it against.
  let probes: ProbeJudge?
  /// By the places of the hosts.
  let sights: [ServerSight]

  /// What is to be said of all servers.
  func findings() -> (findings: [Finding], plain: [(slave: String, master: String)]) {
    var findings: [Finding] = []
    var plain: [(slave: String, master: String)] = []
    let byServer = Dictionary(grouping: sights) { $0.facts?.variables?.identity }
    for sight in sights {
      findings += served(sight) + lookedAt(sight)
      guard let facts = sight.facts else { continue }
      // What another host's server says of itself is not about this one.
      if let other = sameServer(as: sight, byServer) {
        findings.append(other)
        continue
      }
      findings +=
        refusals(facts, sight) + options(facts, sight) + unloaded(facts, sight)
        + connections(facts, sight)
      guard sight.target.serves else { continue }
      findings += accounts(facts, sight) + unproven(facts, sight) + equalNumbers(sight)
      let sending = senders(facts, sight)
      findings += sending.findings
      plain += sending.plain
    }
    return (findings + noClient(), plain)
  }

  /// The host of a sight.
  func host(_ sight: ServerSight) -> DeployedHost { deployment.hosts[sight.target.place] }

  /// What slaves it has, by the places of hosts and connections.
  func slaves(of sight: ServerSight) -> [(host: DeployedHost, side: SlaveSide)] {
    links.filter { $0.master == sight.target.place }.map { link in
      let host = deployment.hosts[link.slave]
      return (host, host.connections[link.connection])
    }
  }

  /// The server in whose words statements are written: what runs, else what the files were written for.
  func server(_ facts: ServerFacts?, _ host: DeployedHost) -> Server {
    facts?.release.server ?? host.server ?? .default
  }

  /// How bad it is that something could not be read with a login: who said how to log in wants to know.
  func severityOfUnread(_ sight: ServerSight) -> Severity {
    settings.client?.isTold(for: sight.target.name) == true ? .exposed : .note
  }

  func finding(
    _ rule: String, _ severity: Severity, _ sight: ServerSight, _ sentence: String, file: String? = nil,
    symptom: String? = nil, fix: String? = nil
  ) -> Finding {
    Finding(
      rule: rule, severity: severity, host: sight.target.name, file: file, sentence: sentence,
      symptom: symptom, fix: fix)
  }
}

// MARK: What was seen at all

extension RunningJudge {
  /// What the probe of a server says.
  private func served(_ sight: ServerSight) -> [Finding] {
    guard let probed = sight.probed, let endpoint = sight.target.endpoint else { return [] }
    let name = sight.target.name
    if let failure = probed.failure, probed.served == nil, probed.offersTLS != false {
      return [
        finding(
          "unreachable-server", .breaks, sight, "\(name) at \(endpoint) cannot be looked at: \(failure)",
          fix: failure.hint ?? "start it, or name where it listens: `--address \(name)=HOST:PORT`")
      ]
    }
    let isTold = settings.addresses[name] != nil
    return receptions(sight)
      + (probes?.judge(probed, as: name).findings ?? []).filter {
        // An address that an administrator goes by need not be in the certificate.
        !($0.rule == "dialled-name" && $0.severity == .note && isTold)
      }
  }

  /// What a server says to the certificates of its slaves.
  private func receptions(_ sight: ServerSight) -> [Finding] {
    sight.receptions.flatMap { presented, probed in
      let judge = ProbeJudge(
        time: time, warningSeconds: warningSeconds, presented: presented, expectation: probes?.expectation)
      return judge.judge(probed, as: sight.target.name).findings.filter { $0.rule == "client-refused" }
    }
  }

  /// What keeps a login from being had.
  private func lookedAt(_ sight: ServerSight) -> [Finding] {
    let name = sight.target.name
    if let absence = sight.absence, let endpoint = sight.target.endpoint {
      return [
        finding(
          "unreachable-server", .breaks, sight, "\(name) at \(endpoint) cannot be looked at: \(absence)",
          fix: absence.hint ?? "start it, or name where it listens: `--address \(name)=HOST:PORT`")
      ]
    }
    let topics =
      sight.target.serves ? "accounts, settings and running connections" : "settings and connection"
    guard settings.client != nil else { return [] }
    guard let endpoint = sight.target.endpoint else {
      return [
        finding(
          "not-looked-at", .note, sight,
          "the \(topics) of \(name) were not looked at: nothing says where its server listens",
          fix: "`--address \(name)=HOST:PORT`, or a fleet file with `--fleet`")
      ]
    }
    guard case .failed(let error) = sight.reading, error.code != .missing else { return [] }
    if let stranger = sight.stranger {
      return [
        finding(
          "unreachable-server", .breaks, sight, "\(name) at \(endpoint) cannot be looked at: \(stranger)",
          fix: "name where it listens: `--address \(name)=HOST:PORT`")
      ]
    }
    // Of what was not probed, nothing else tells whether it is there.
    if error.code == .unreachable || error.code == .timedOut, !sight.target.serves {
      return [
        finding(
          "unreachable-server", .breaks, sight, "\(name) at \(endpoint) cannot be looked at: \(error)",
          fix: error.code == .timedOut
            ? Self.hangingClient : "start it, or name where it listens: `--address \(name)=HOST:PORT`")
      ]
    }
    return [
      finding(
        "not-looked-at", severityOfUnread(sight), sight,
        "the \(topics) of \(name) were not looked at: \(error)",
        fix: Self.fix(of: error, name))
    ]
  }

  /// What helps where the client did not log in.
  private static func fix(of error: ClientError, _ name: String) -> String {
    if error.code == .timedOut { return hangingClient }
    if error.code == .passwordAsked {
      return
        "where its option file says `password` and nothing behind it, write `password = …` there, in a file of "
        + "mode 0600; `my_print_defaults client` prints what it reads"
    }
    if error.description.contains("the client says 2026") {
      return
        "TLS failed before any login: see the ssl-* lines of the client's option file, which "
        + "`my_print_defaults client` prints, and whether \(name) offers TLS"
    }
    if error.description.contains("unknown variable 'login-path") {
      return
        "login paths are MySQL's; for this client name an option file: `--defaults-extra-file \(name)=FILE`"
    }
    return
      "name an option file or login path of an account that may log in: `--defaults-extra-file \(name)=FILE`"
  }

  /// What helps where the client did not end in time: that tells neither of the login nor of the server.
  private static let hangingClient =
    "give it longer with `--timeout SECONDS`, or run the same client by hand to see what it waits for"

  /// That there is no client is said once.
  private func noClient() -> [Finding] {
    guard let client = settings.client else {
      return [
        Finding(
          rule: "not-looked-at", severity: .note, host: nil, file: nil,
          sentence: "accounts, settings and running connections were not looked at: no client was to be run",
          fix: "leave --no-client out")
      ]
    }
    for sight in sights {
      guard case .failed(let error) = sight.reading, error.code == .missing else { continue }
      return [
        Finding(
          rule: "not-looked-at", severity: client.program == nil ? .note : .exposed, host: nil, file: nil,
          sentence: "accounts, settings and running connections were not looked at: \(error)",
          fix: "install the client of MySQL or MariaDB, or name it: `--client PROGRAM`")
      ]
    }
    return []
  }

  /// What a login may not read, each with the privilege that helps.
  private func refusals(_ facts: ServerFacts, _ sight: ServerSight) -> [Finding] {
    facts.asked.compactMap { question in
      // What a host is not, it need not tell of.
      let isWanted =
        switch question {
        case .accounts, .locks, .senders, .readers: sight.target.serves
        case .connections: !host(sight).connections.isEmpty
        case .roles: !accountsByRole(facts, sight).isEmpty
        case .variables, .loaded: true
        }
      guard isWanted, !facts.isAnswered(question) else { return nil }
      var (reason, fix) = ("the connection was lost", String?.none)
      if question == .readers, case .table? = facts.answers[question] {
        reason = "without PROCESS a server shows nobody else's connections"
        fix = granting(question, facts, sight)
      }
      if case .refused(let failure)? = facts.answers[question] {
        reason = "the server says \(failure)"
        if failure.isForWantOfPrivilege { fix = granting(question, facts, sight) }
      }
      return finding(
        "not-looked-at", severityOfUnread(sight), sight,
        "\(question.subject(of: sight.target.name)) could not be read: \(reason)", fix: fix)
    }
  }

  /// What lets the login ask a question.
  private func granting(_ question: ServerQuestion, _ facts: ServerFacts, _ sight: ServerSight) -> String? {
    let statements = question.privileges(on: facts.release).map { "`GRANT \($0) TO \(facts.quotedLogin)`" }
    return statements.isEmpty ? nil : "on \(sight.target.name): " + statements.joined(separator: ", ")
  }
}

extension ServerQuestion {
  /// The same about a host by its name.
  fileprivate func subject(of host: String) -> String {
    let words = subject
    if words.hasPrefix("its ") { return "\(host)'s \(words.dropFirst(4))" }
    return "of \(host), \(words)"
  }
}

extension ServerFacts {
  /// The account as SQL writes it.
  fileprivate var quotedLogin: String {
    guard let at = login.lastIndex(of: "@") else { return login.inSQL }
    return MasterAccount.Name(
      user: String(login[..<at]), host: String(login[login.index(after: at)...])
    ).quoted
  }
}
