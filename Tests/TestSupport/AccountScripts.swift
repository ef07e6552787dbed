import Foundation

/// The account scripts of `Fixtures/Accounts`, and what real servers make of them.
public enum AccountScripts {
  /// One script.
  public struct Script: Sendable {
    /// Its name.
    public let name: String
    /// Its statements; lines are counted from its own first one.
    public let text: String

    /// Whether what it does can only be told by a server: then a reader may say so.
    public var mayBeUndecided: Bool { text.contains("\n-- undecided: ") || text.hasPrefix("-- undecided: ") }
    /// Whether the account has another password in the end than the slave, which no reader knows.
    public var hasOtherPassword: Bool { text.contains("-- other password: ") }
  }

  /// What becomes of one script on one server.
  public struct Outcome: Sendable, Equatable, CustomStringConvertible {
    /// The statements that are refused: the line, a colon, the error's number.
    public let refused: String
    /// The accounts that are there: name, requirement, `locked`, `expired`.
    public let accounts: String
    /// What becomes of a slave that logs in: `replicates`, `no login NUMBER` or `no log NUMBER`.
    public let slave: String

    public init(refused: String, accounts: String, slave: String) {
      (self.refused, self.accounts, self.slave) = (refused, accounts, slave)
    }

    public var description: String { "[\(refused)] [\(accounts)] [\(slave)]" }
  }

  /// The scripts of a text; all described ones where none is given.
  ///
  /// - Throws: the error of reading the file.
  public static func scripts(in text: String? = nil) throws -> [Script] {
    let text = try text ?? String(contentsOfFile: folder + "/scripts.sql", encoding: .utf8)
    return text.components(separatedBy: "-- == ").dropFirst().map { part in
      let head = part.prefix { $0 != "\n" }
      return Script(name: String(head.prefix { $0 != ":" }), text: String(part.dropFirst(head.count + 1)))
    }
  }

  /// The committed table's lines for `server`, by script.
  ///
  /// - Throws: the error of reading the file.
  public static func table(of server: String) throws -> [String: Outcome] {
    by(server, try String(contentsOfFile: folder + "/outcomes.tsv", encoding: .utf8))
  }

  /// Runs scripts on `server`: those of `file`, or the described ones; of these `names` alone, unless there are none.
  ///
  /// - Throws: `Deployments.NotHere` where the release cannot be had; `ProgramFailure` where it cannot be run.
  public static func run(
    _ names: [String] = [], on server: String, file: String? = nil
  ) throws -> [String: Outcome] {
    let words = ["run", "--server", server] + (file.map { ["--scripts", $0] } ?? []) + names
    let script = Mkcerts.packageFolder + "/Scripts/account-scripts"
    var result = try Program(script).run(words, timeout: .seconds(600))
    if result.status == 3 {
      _ = try Deployments.unpack(server)
      result = try Program(script).run(words, timeout: .seconds(600))
    }
    guard result.succeeded else { throw ProgramFailure(description: "\(result.ending): \(result.errors)") }
    return by(server, result.output)
  }

  private static var folder: String { Mkcerts.packageFolder + "/Fixtures/Accounts" }

  private static func by(_ server: String, _ text: String) -> [String: Outcome] {
    let lines = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let ofServer = lines.filter { $0.count >= 5 && $0[1] == server }
    return Dictionary(ofServer.map { ($0[0], Outcome(refused: $0[2], accounts: $0[3], slave: $0[4])) }) {
      first, _ in
      first
    }
  }
}
