internal import Live
internal import OpenSSL
internal import Verification

/// What `probe` tells.
struct ProbeRendering {
  let report: ProbeReport
  var palette = Palette.ofOutput

  func print(_ format: Format) throws {
    switch format {
    case .json: try Output.result(json: report)
    case .text: try Output.result(text)
    }
  }

  /// One line on a server that is done, while others are not.
  static func progress(_ probed: Probed) -> String {
    let result =
      probed.served.map { "\($0.version), \($0.chain.count) certificates" }
      ?? probed.failure?.description ?? "no TLS"
    return "\(probed.endpoint): \(result)".legible
  }

  var text: String {
    var table = Table()
    for server in report.servers {
      table.add(
        "\(word(server)) \(name(server))", server.server?.legible ?? "",
        server.tls.map { "\($0.version) \($0.cipher)" } ?? (server.offersTLS == false ? "no TLS" : ""))
    }
    return zip(report.servers, table.lines).map { server, line in
      palette(String(line.prefix(6)), colour(server)) + line.dropFirst(6) + "\n" + details(server)
    }.joined()
  }

  /// Six letters, as in `verify`.
  private func word(_ server: ProbedServer) -> String {
    switch server.outcome {
    case .failed: "FAILED"
    case .unknown: "?     "
    case .passed: server.findings.contains { $0.severity < .note } ? "warn  " : "ok    "
    }
  }

  private func colour(_ server: ProbedServer) -> Palette.Colour {
    switch server.outcome {
    case .failed: .red
    case .unknown: .yellow
    case .passed: server.findings.contains { $0.severity < .note } ? .yellow : .green
    }
  }

  /// As it was named, with what it is taken for, and the address where that is another.
  private func name(_ server: ProbedServer) -> String {
    var name = server.target
    if let address = server.address, address != server.target { name += " (\(address))" }
    if let host = server.host { name = "\(host) at \(name)" }
    return name.legible
  }

  private func details(_ server: ProbedServer) -> String {
    var lines: [String] = []
    for (index, certificate) in (server.tls?.certificates ?? []).enumerated() {
      let end = certificate.notAfter.map { "until \($0.prefix(10))" } ?? "of no readable validity"
      // In full in JSON.
      let serial = SerialNumber(hexadecimal: certificate.serial)?.short ?? certificate.serial
      let issuer = certificate.issuer == certificate.subject ? "its own issuer" : "of \(certificate.issuer)"
      lines.append(
        "\(index == 0 ? "serves" : "behind it") \(certificate.subject), serial \(serial), \(issuer), \(end)"
      )
    }
    lines += (server.tls?.authorities ?? []).map { "asks for a certificate of \($0)" }
    if let client = server.client, let line = self.line(client) { lines.append(line) }
    if let failure = server.failure {
      lines.append(failure.sentence)
      if let hint = failure.hint { lines.append("hint: \(hint)") }
    }
    for finding in server.findings {
      lines.append("\(finding.severity.rawValue): \(finding.statement)")
      lines += finding.remarks.map { "  \($0)" }
    }
    return lines.map { "       \($0.legible)\n" }.joined()
  }

  private func line(_ client: ProbedServer.Client) -> String? {
    switch client.outcome {
    case .accepted: "accepts the certificate of \(client.subject)"
    case .notAsked: "asks for no certificate"
    case .unknown: nil
    case .refused: nil
    }
  }
}
