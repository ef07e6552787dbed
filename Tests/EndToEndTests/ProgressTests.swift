import Foundation
import TestSupport
import Testing

/// What a long command says of how far it is: to a terminal alone, and nothing of it stays there.
@Suite(.serialized) struct ProgressTests {
  /// Enough work for more than a second, whatever the number of cores.
  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// What a command writes on a terminal of its own (script(1), of bsdutils), with its standard output in a file, of
  /// which nothing is about progress.
  private func watched(_ scratch: Scratch, _ command: String, _ settings: String = "") throws -> String {
    let result = try scratch.shell(
      """
      export mkcerts="$MKCERTS"; unset CI NO_COLOR; export TERM=xterm \(settings)
      script -qec '"$mkcerts" \(command) > out' typescript > /dev/null; cat typescript
      """)
    #expect(result.status == 0, "\(result.errors)\(result.output)")
    #expect(try !scratch.text("out").contains(" s left"))
    return result.output
  }

  /// The lines about progress, of which there are some, each over the one before and cleared away at the end.
  private func told(_ shown: String) -> [Substring] {
    let told = shown.split(separator: "\r").filter { $0.contains(" s left") }
    #expect(!told.isEmpty && shown.contains("\r\u{1b}[K"), "\(shown)")
    for part in told {
      #expect(
        part.wholeMatch(
          of: #/\d+ of \d+ (hosts|hosts read|slaves judged), \d+(\.\d)? a second, \d+ s left\u{1b}\[K/#)
          != nil,
        "\(part)")
    }
    return told
  }

  @Test func `on a terminal apply tells how many hosts have their keys, and how long the others take`() throws
  {
    let scratch = try Scratch(empty: true)
    let count = 10 * Self.cores
    try scratch.writeFleet("[defaults]\nkey = rsa-3072\n[master db1]\n[slave s1..s\(count)]\n")
    let told = try told(watched(scratch, "apply fleet.cnf"))
    #expect(told.allSatisfy { $0.contains(" of \(count + 1) hosts") })
    // What is there already is not counted, and takes no time.
    try scratch.writeFleet("[defaults]\nkey = rsa-3072\n[master db1]\n[slave s1..s\(2 * count)]\n")
    let more = try self.told(watched(scratch, "apply fleet.cnf"))
    #expect(more.allSatisfy { $0.contains(" of \(count) hosts") }, "\(more)")
  }

  @Test func `verify tells how many hosts are read, and how many slaves are judged`() throws {
    let scratch = try Scratch()
    let count = 1500 * Self.cores
    try scratch.shell("\"$MKCERTS\" issue $(seq -f p%g \(count)) > /dev/null")
    let told = try told(watched(scratch, "verify"))
    #expect(told.contains { $0.contains(" of \(count + 3) hosts read") }, "\(told)")
    let stages = told.map { $0.contains("read") ? 0 : 1 }
    #expect(stages == stages.sorted(), "first all are read: \(told)")
  }

  @Test(arguments: ["NO_COLOR=1", "CI=true", "TERM=dumb"])
  func `nothing is told where that is unwanted`(setting: String) throws {
    let hosts = "$(seq -f p%g \(8 * Self.cores)) --key rsa-3072"
    #expect(try !watched(Scratch(), "issue \(hosts)", setting).contains(" s left"))
  }
}
