import Foundation
import OpenSSL
import TestSupport
import Testing

/// The chain suite of C2SP (x509-limbo), where MKCERTS_LIMBO_CASES names the file: `make limbo CASES=…`.
@Suite struct LimboTests {
  static let file = ProcessInfo.processInfo.environment["MKCERTS_LIMBO_CASES"]

  /// The committed deviations: our result ("accepted" or "refused") and the reason, by case.
  private func deviations() throws -> [String: (ours: String, reason: String)] {
    let text = try String(
      contentsOfFile: Mkcerts.packageFolder + "/Fixtures/Limbo/deviations.tsv", encoding: .utf8)
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t").map(String.init)
    }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], ($0[1], $0[2])) })
  }

  @Test(.enabled(if: file != nil, "MKCERTS_LIMBO_CASES is not set"))
  func `paths are judged as the suite says, but for the deviations that are listed`() throws {
    let text = try String(contentsOfFile: #require(Self.file), encoding: .utf8)
    let listed = try deviations()
    let now = Time.now()
    var (right, core, coreRight) = (0, 0, 0)
    var seen: Set<String> = []
    for line in text.split(separator: "\n") {
      let item = try LimboCase(line, now: now)
      let begin = ContinuousClock.now
      let refusal = try item.refusal()
      let took = ContinuousClock.now - begin
      #expect(took < .seconds(5), "\(item.id) took \(took)")
      let isRight = (refusal == nil) == item.isAccepted
      let isCore = !item.id.hasPrefix("webpki::")
      right += isRight ? 1 : 0
      core += isCore ? 1 : 0
      coreRight += isRight && isCore ? 1 : 0
      seen.insert(item.id)
      let ours = refusal == nil ? "accepted" : "refused"
      if isRight {
        #expect(listed[item.id] == nil, "\(item.id) passes and is listed as a deviation")
      } else {
        #expect(
          listed[item.id]?.ours == ours, "\(item.id) is \(ours): \(refusal ?? "no reason to refuse it")")
      }
    }
    #expect(Set(listed.keys).subtracting(seen) == [], "listed and not in the suite")
    print("limbo: \(right) of \(seen.count) right; without webpki:: \(coreRight) of \(core)")
    #expect(core == 152 && coreRight >= 140)
  }
}
