internal import ArgumentParser

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

  func validate() throws {
    guard [file != nil, running, short].filter({ $0 }).count <= 1 else {
      throw ValidationError("--file, --running and --short each print something else: name one")
    }
  }
}
