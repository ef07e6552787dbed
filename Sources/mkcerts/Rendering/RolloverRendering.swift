internal import ArgumentParser
internal import CertificateAuthority
internal import Fleet

/// What `rollover` tells.
struct RolloverRendering {
  private let completion: CommandCompletion

  init(_ completion: CommandCompletion) { self.completion = completion }

  /// Tells what a step did; exits with 1 where it was refused.
  func print(_ report: RolloverReport, _ format: Format) throws {
    switch format {
    case .json: try Output.result(json: report)
    case .text:
      for sentence in report.did { try Output.result("rollover: \(sentence)\n") }
      for outcome in report.issued { try Output.result(outcome.line) }
      try Output.result(report.steps.map { $0.text(completion) }.joined() + text(report.status))
    }
    for remark in report.remarks { Output.talk(remark) }
    if report.outcome == .refused { throw ExitCode(ExitStatus.no) }
  }

  /// Tells what a step that is forced will break, before it does.
  func warn(_ breakages: [RolloverStatus.Breakage]) {
    for sentence in Self.sentences(breakages) { Output.talk("forced: \(sentence.legible)") }
  }

  /// Tells where a rollover stands; exits with 1 where the next step is not safe.
  func print(_ status: RolloverStatus, _ format: Format) throws {
    switch format {
    case .json: try Output.result(json: status)
    case .text: try Output.result(text(status))
    }
    if status.gate?.isOpen == false { throw ExitCode(ExitStatus.no) }
  }

  private func text(_ status: RolloverStatus) -> String {
    generations(status) + hosts(status) + conclusion(status)
  }

  private func generations(_ status: RolloverStatus) -> String {
    var table = Table()
    table.add("GENERATION", "STAGE", "UNTIL", "DAYS", "KEY")
    for member in status.generations {
      table.add(
        member.subject, member.stage.rawValue, String(member.notAfter.prefix(10)), String(member.daysLeft),
        member.keyFile)
    }
    return table.text
  }

  /// Up to how many hosts are shown one by one; those that are not ready come first.
  private static let limit = 40

  private func hosts(_ status: RolloverStatus) -> String {
    guard let gate = status.gate else { return "" }
    let waiting = Set(gate.waitsFor)
    let sorted =
      status.hosts.filter { waiting.contains($0.name) } + status.hosts.filter { !waiting.contains($0.name) }
    var table = Table()
    table.add("HOST", "ROLE", "ISSUED BY", "TRUSTS", "PRESENTS")
    for host in sorted.prefix(Self.limit) {
      table.add(
        host.name, host.role, host.issuedBy.map { "G\($0)" }.joined(separator: " "),
        Self.cell(host, host.trusts),
        Self.cell(host, host.presents))
    }
    var seen: Set<String> = []
    let reasons = sorted.prefix(Self.limit).flatMap { [$0.trusts?.reason, $0.presents?.reason, $0.obstacle] }
      .compactMap { $0 }.filter { seen.insert($0).inserted }
    let rest = sorted.count > Self.limit ? "and \(counted(sorted.count - Self.limit, "more host"))\n" : ""
    return table.text + rest + reasons.map { "       \($0.legible)\n" }.joined()
  }

  private static func cell(_ host: HostStanding, _ known: HostStanding.Known?) -> String {
    guard let known else { return "-" }
    if host.isOver { return "over" }
    guard known.answer == .yes else { return known.answer == .no ? "NO" : "not shown" }
    return "yes: \(known.source ?? "?"), \(known.at?.prefix(10) ?? "?")".legible
  }

  private func conclusion(_ status: RolloverStatus) -> String {
    guard let gate = status.gate, let signing = status.generations.first,
      let other = status.generations.dropFirst().first
    else { return "no rollover is under way\n" }
    var lines = ["\(signing.subject) signs, and hosts trust \(other.subject) too"]
    if !status.unissued.isEmpty {
      lines.append("still to be issued from \(signing.subject): \(HostNames(names: status.unissued).text)")
    }
    if gate.isOpen {
      lines.append("\(gate.step.rawValue) is safe: every host is ready")
    } else {
      lines.append(
        "\(gate.step.rawValue) is not safe: \(gate.waitsFor.count) of \(counted(status.hosts.count, "host")) "
          + "not shown to be ready: \(HostNames(names: gate.waitsFor).text)")
      lines += Self.sentences(gate.wouldBreak).map { "if forced: \($0)" }
    }
    if let next = status.next { lines.append("next: \(completion("`\(next)`"))") }
    return lines.map { "\($0.legible)\n" }.joined()
  }

  /// What fails, each a line; hosts that meet the same are told of together.
  private static func sentences(_ breakages: [RolloverStatus.Breakage]) -> [String] {
    var order: [[String]] = []
    var hosts: [[String]: [String]] = [:]
    for breakage in breakages {
      var parts: [String] = []
      if !breakage.refuses.isEmpty { parts.append("may refuse \(HostNames(names: breakage.refuses).text)") }
      if !breakage.refusedBy.isEmpty {
        parts.append("may be refused by \(HostNames(names: breakage.refusedBy).text)")
      }
      let key =
        [parts.isEmpty ? "has nobody to connect to" : parts.joined(separator: ", ")] + breakage.symptoms
      if hosts[key] == nil { order.append(key) }
      hosts[key, default: []].append(breakage.host)
    }
    return order.map { key in
      "\(HostNames(names: hosts[key] ?? []).text) \(key[0])" + key.dropFirst().map { ": \($0)" }.joined()
    }
  }
}
