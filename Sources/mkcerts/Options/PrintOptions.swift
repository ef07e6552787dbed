public import ArgumentParser
internal import Fleet
public import Replication

extension Procedure.Kind: ExpressibleByArgument {
  fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension ConfigurationKind: ExpressibleByArgument {
  /// For the list in the help.
  public static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.summary + ".") })
  }
}

/// Which of a host's texts `config` prints.
struct PrintOptions: ParsableArguments {
  static let title = "What to print (one of these; default: all files of the host)"

  @Option(
    help: ArgumentHelp(
      "This file alone: replication-tls.cnf, accounts.sql or change-master.sql.", valueName: "name"))
  var file: String?

  @Flag(help: "The statement for a slave that already runs: it does not name the master again.")
  var running = false

  @Flag(help: "The manual's short form, with what it does not do.")
  var short = false

  @Option(
    help: ArgumentHelp(
      """
      The steps, in order and with the statements of each host's server, of: \(Procedure.Kind.words). The host is the \
      topology's master, the new slave, the slave that becomes master, or the slave or master whose accounts ask for \
      something else than before.
      """,
      valueName: "procedure"))
  var steps: Procedure.Kind?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("The configuration of a program that uses the host's files.", valueName: "kind"))
  var kind: ConfigurationKind?

  func validate() throws {
    guard [file != nil, running, short, steps != nil, kind != nil].filter({ $0 }).count <= 1 else {
      throw ValidationError(
        "--file, --running, --short, --steps and --for each print something else: name one")
    }
  }
}
