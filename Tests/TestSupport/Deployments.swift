import Foundation

/// The described deployments of `Fixtures/Deployments`, and what becomes of them on real servers.
public enum Deployments {
  /// What became of one deployment on one server: a line of a run, or of the committed table.
  public struct Outcome: Sendable {
    /// The deployment's name.
    public let name: String
    /// The server's name, such as `mysql-9.7`.
    public let server: String
    /// `encrypted`, `plain`, `refused`, `master-exits`, `statement-refused` or `not-applicable`.
    public let outcome: String
    /// The number of the error; empty where there is none.
    public let error: String
    /// The error as the slave or the server prints it, without paths and addresses.
    public let text: String
    /// The lines of the master's log that speak of TLS, without time and thread.
    public let log: [String]
    /// The server's version and its library's, such as `11.8.9 with OpenSSL 3.5.9`.
    public let release: String
    /// Why an encrypted link is no proof of one shared authority; empty where it is one. Only in the table.
    public let reason: String

    init?(line: Substring) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 7 else { return nil }
      (name, server, outcome, error, text) = (fields[0], fields[1], fields[2], fields[3], fields[4])
      log = fields[5].components(separatedBy: " | ").filter { !$0.isEmpty }
      release = fields[6]
      reason = fields.count > 8 ? fields[8] : ""
    }

    /// The outcome with its error, but for what differs from run to run: a master that refuses a slave's
    /// certificate hangs up, and which write or read of the slave fails then is chance; so is the form that a
    /// signature has under the wrong key.
    public var settled: String {
      let isChance = error == "2013" || text.contains("rsa routines") || text.contains("digital envelope")
      return isChance ? "\(outcome) \(error)" : "\(outcome) \(error) \(text)"
    }

    /// Whether the link comes up: what stays from one patch release to the next, where the moment and the words
    /// of a refusal do not.
    public var comesUp: Bool { outcome == "encrypted" || outcome == "plain" }

    /// Whether a correct `verify` proves the deployment.
    public var isProof: Bool { outcome == "encrypted" && reason.isEmpty }
  }

  /// The release is not on this machine and cannot be unpacked; the sentence says why.
  public struct NotHere: Error, CustomStringConvertible {
    /// One sentence.
    public let description: String
  }

  /// What can become of a deployment that is run.
  public static let known = ["encrypted", "plain", "refused", "master-exits", "statement-refused"]

  /// The names of all described deployments.
  ///
  /// - Throws: the error of reading the folder.
  public static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Mkcerts.packageFolder + "/Fixtures/Deployments")
      .filter { $0.hasSuffix(".cnf") }.map { String($0.dropLast(4)) }
  }

  /// The rules of `verify` that are meant to find something in `name`.
  ///
  /// - Throws: the error of reading its description.
  public static func rules(of name: String) throws -> Set<String> {
    let path = Mkcerts.packageFolder + "/Fixtures/Deployments/" + name + ".cnf"
    let line = try String(contentsOfFile: path, encoding: .utf8).firstMatch(of: /(?m)^rule *= *(.*)$/)
    return Set((line?.1 ?? "").split(separator: " ").map(String.init))
  }

  /// The committed table's lines for `server`, by deployment.
  ///
  /// - Throws: the error of reading the file.
  public static func table(of server: String) throws -> [String: Outcome] {
    let path = Mkcerts.packageFolder + "/Fixtures/Deployments/outcomes.tsv"
    return by(server, try String(contentsOfFile: path, encoding: .utf8))
  }

  /// Builds `names` in `folder` and runs them on `server`, two pairs of servers at a time.
  ///
  /// - Throws: `NotHere` where the release cannot be had; `ProgramFailure` where it cannot be run.
  public static func run(_ names: [String], on server: String, in folder: TemporaryFolder) throws
    -> [String: Outcome]
  {
    by(server, try output(["run"] + names, on: server, in: folder))
  }

  /// Builds `names`, or all deployments, in `folder` as they are for `server`, which need not be here.
  ///
  /// - Throws: `ProgramFailure` where they cannot be built.
  public static func build(_ names: [String] = [], for server: String, in folder: TemporaryFolder) throws {
    _ = try output(["build"] + names, on: server, in: folder)
  }

  /// Changes good deployments at random, the same ones for the same seed, builds them in `folder` and runs them
  /// on `server` until the time is spent.
  ///
  /// - Throws: `NotHere` where the release cannot be had; `ProgramFailure` where it cannot be run.
  public static func runMutations(
    seed: UInt64, count: Int, seconds: Int, on server: String, in folder: TemporaryFolder
  ) throws -> [String: Outcome] {
    let words = ["mutate", "--seed", "\(seed)", "--count", "\(count)", "--seconds", "\(seconds)"]
    return by(server, try output(words, on: server, in: folder))
  }

  /// Unpacks `server` where it is not yet.
  ///
  /// - Returns: the root directory that it runs in.
  /// - Throws: `NotHere` where the release cannot be had.
  public static func unpack(_ server: String) throws -> String {
    let script = Mkcerts.packageFolder + "/Scripts/unpack-servers"
    let unpacking = try Program(script).run([server], timeout: .seconds(600))
    guard unpacking.status == 0 else { throw NotHere(description: unpacking.errors) }
    let folder =
      ProcessInfo.processInfo.environment["MKCERTS_SERVERS"] ?? Mkcerts.packageFolder + "/.build/servers"
    return folder + "/" + server
  }

  private static func output(_ words: [String], on server: String, in folder: TemporaryFolder) throws
    -> String
  {
    // The servers run as a user of their own, who has to come by.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let words = words + ["--server", server, "--into", folder("deployments")]
    let script = Mkcerts.packageFolder + "/Scripts/"
    var result = try Program(script + "deployments").run(words, timeout: .seconds(1800))
    if result.status == 3 {
      _ = try unpack(server)
      result = try Program(script + "deployments").run(words, timeout: .seconds(1800))
    }
    guard result.succeeded else { throw ProgramFailure(description: "\(result.ending): \(result.errors)") }
    return result.output
  }

  private static func by(_ server: String, _ text: String) -> [String: Outcome] {
    let outcomes = text.split(separator: "\n").dropFirst().compactMap(Outcome.init(line:))
    return Dictionary(outcomes.filter { $0.server == server }.map { ($0.name, $0) }) { first, _ in first }
  }
}
