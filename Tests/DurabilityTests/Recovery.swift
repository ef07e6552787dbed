import Foundation
import TestSupport
import Testing

/// A command on a pki folder that is cut short, and what has to hold then.
struct Recovery {
  let pki: PKI
  /// The command, which is run again to complete what was cut short.
  let command: [String]
  /// What was there before it.
  let before: Inspection
  /// The hosts that it may issue anew.
  var replaced: [String] = []
  /// Whether those keep their keys.
  var keepsKeys = false

  init(
    _ pki: PKI, _ command: [String], replacing replaced: [String] = [], keepingKeys keepsKeys: Bool = false
  ) throws {
    self.pki = pki
    self.command = command
    self.replaced = replaced
    self.keepsKeys = keepsKeys
    before = try Inspection(pki)
  }

  /// Checks what is there in the instant after.
  ///
  /// - Parameter moment: names the moment in a report.
  @discardableResult
  func inspect(_ moment: String) throws -> Inspection {
    let now = try Inspection(pki)
    let problems = try now.problems() + now.losses(since: before, apartFrom: replaced, butNotKeys: keepsKeys)
    #expect(problems == [], "\(moment)")
    return now
  }

  /// Runs the command again and checks that it completes everything, says so, and leaves nothing behind.
  ///
  /// - Parameters:
  ///   - isJudged: whether `verify` and openssl have their say too.
  ///   - mustTell: whether it has to say what it healed; a command that failed may have cleaned up itself.
  func complete(
    _ moment: String, after interrupted: Inspection, isJudged: Bool, mustTell: Bool = true
  ) throws {
    let result = try pki.run(command)
    #expect(result.status == 0, "\(moment): \(result.errors)")
    if mustTell, interrupted.isUnfinished { #expect(result.errors.contains("interrupted"), "\(moment)") }
    let now = try Inspection(pki)
    let problems =
      try now.problemsAtRest() + now.losses(since: before, apartFrom: replaced, butNotKeys: keepsKeys)
    #expect(problems == [], "\(moment)")
    // What was delivered whole before is not made again.
    if replaced.isEmpty { #expect(now.losses(since: interrupted) == [], "\(moment)") }
    if isJudged { try judge(now, moment) }
  }

  private func judge(_ now: Inspection, _ moment: String) throws {
    if now.hosts.count > 1 {
      let verified = try pki.run("verify")
      #expect(verified.status == 0, "\(moment): \(verified.output)\(verified.errors)")
    }
    guard let host = now.hosts.randomElement() else { return }
    let pair = now.files["hosts/\(host)/client-cert.pem"] == nil ? "server" : "client"
    let certificate = pki("hosts/\(host)/\(pair)-cert.pem")
    let chain = try OpenSSLCommand.verify(
      certificate, under: pki("cacert.pem"), purpose: pair == "client" ? .client : .server)
    #expect(chain.status == 0, "\(moment): \(chain.errors)")
    guard now.files["hosts/\(host)/\(pair)-key.pem"] != nil else { return }
    let ofKey = try OpenSSLCommand.output(["pkey", "-in", pki("hosts/\(host)/\(pair)-key.pem"), "-pubout"])
    let ofCertificate = try OpenSSLCommand.output(["x509", "-in", certificate, "-noout", "-pubkey"])
    #expect(ofKey == ofCertificate, "\(moment)")
  }
}

/// Checks that a command that failed says so in one sentence and exits with 2.
func expectOneSentence(_ result: ProgramResult, _ moment: String) {
  #expect(result.ending == .exited(2), "\(moment): \(result.errors)")
  let lines = result.errors.split(separator: "\n")
  #expect(lines.filter { $0.hasPrefix("mkcerts: error: ") }.count == 1, "\(moment): \(result.errors)")
  #expect(lines.allSatisfy { $0.hasPrefix("mkcerts: ") }, "\(moment): \(result.errors)")
  let error = lines.first { $0.hasPrefix("mkcerts: error: ") } ?? ""
  // What is aside is named only where it stays behind.
  let isAside = error.contains(".tmp") || error.contains(".staged")
  #expect(!isAside || error.contains("error: cannot remove "), "\(moment): \(error)")
}
