internal import ArgumentParser
internal import Fleet
internal import OpenSSL
internal import Replication
internal import SecureFiles
internal import Verification

struct Explain: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Tell what really produces an error of a server, slave or client, and how to tell the causes apart.",
    discussion: """
      What can be given, as arguments, as a file with --file, or on standard input (without TEXT, or for -):
        - a number, such as 2013 or MY-015010
        - Last_IO_Error, or what a client says: quote it for the shell
        - all that SHOW SLAVE STATUS\\G or SHOW REPLICA STATUS\\G printed, or without \\G
        - a server's log, with the prefixes of docker or journald, or MySQL's log in JSON: each line that is \
      known is explained once, in the order of the log

      With a deployment, as --pki, --of, --master and --slave name it, the cause that holds there comes first. \
      Without, the few likeliest are told, those that one check tells apart together; --all tells all.

      Example:
        mariadb -e 'SHOW SLAVE STATUS\\G' | mkcerts explain --pki pki

      Exit codes: 0 explained, also that nothing is wrong; 1 the text is not known; 2 it or the deployment cannot \
      be read.
      """)

  @Argument(help: ArgumentHelp("An error's number or text, or a line of a log.", valueName: "text"))
  var text: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file to explain in the place of TEXT, such as a server's error.log.", valueName: "path"),
    completion: .file())
  var file: String?

  @Flag(help: "Tell all causes in full, not the few that are likeliest.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "A deployment, as verify takes it: a pki folder, an option file, a statement.", valueName: "path"),
    completion: .file())
  var of: [String] = []

  @Option(
    help: ArgumentHelp(
      "A master of the deployment, as verify takes it.", valueName: "[name=]path,…"), completion: .file(),
    transform: { HostSource($0, part: .master) })
  var master: [HostSource] = []

  @Option(
    help: ArgumentHelp("A slave of the deployment, as verify takes it.", valueName: "[name=]path,…"),
    completion: .file(), transform: { HostSource($0, part: .slave) })
  var slave: [HostSource] = []

  @Option(
    help: ArgumentHelp("Which slave replicates from which master.", valueName: "slave=master"),
    transform: DeclaredLink.init(parsing:))
  var link: [DeclaredLink] = []

  @Option(
    help: ArgumentHelp(
      "The server that says it, such as mariadb-10.11 or mysql-8.4. Default: any.", valueName: "server"),
    transform: Server.init(parsing:))
  var server: Server?

  @OptionGroup var pki: PKIOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if file != nil, !text.isEmpty { throw ValidationError("give the text, or a file with it") }
    if !(of.isEmpty && master.isEmpty && slave.isEmpty), pki.pki != nil {
      throw ValidationError("name the deployment once, with or without --pki")
    }
  }

  func run() throws {
    let asked = try question()
    let report = try report()
    let diagnoses = Diagnosis.read(asked, of: server, hasFiles: report != nil)
    let completion = deployment.pkiFolder.map { CommandCompletion(folder: $0) } ?? pki.completion
    let explained = SymptomExplanation(diagnoses, report, completion)
    switch format.format {
    case .json: try Output.result(json: explained)
    case .text: try Output.result(explained.text(all: all))
    }
    if diagnoses.isEmpty { throw ExitCode(ExitStatus.no) }
  }

  /// A log is longer than what else is read.
  private static let limit = 1 << 26

  /// What is to be explained.
  private func question() throws -> String {
    // Words that stand without quotes are one text, texts in quotes a line each.
    let separator = text.contains { $0.contains(" ") } ? "\n" : " "
    let asked =
      if file != nil || text.isEmpty || text == ["-"] { try contents() } else {
        text.joined(separator: separator)
      }
    guard asked.contains(where: { !$0.isWhitespace }) else {
      throw CommandError(
        "there is nothing to explain: the text is empty",
        hint: "give it as an argument, such as mkcerts explain 2013, or on standard input")
    }
    return asked
  }

  /// What the file or standard input holds.
  private func contents() throws -> String {
    do throws(FileError) {
      if let file { return String(decoding: try Files.read(file, limit: Self.limit), as: UTF8.self) }
      return try StandardStream.inputLines(limit: Self.limit).joined(separator: "\n")
    } catch {
      guard error.code == .tooLarge else { throw error }
      let file = ShellWord(path: file ?? "error.log")
      throw CommandError(
        error.description,
        hint: "the end of a log tells what happened last: `tail -n 10000 \(file) | mkcerts explain`")
    }
  }

  /// What is wrong with the deployment; nil where none is named.
  private func report() throws -> Report? {
    let deployment = deployment
    guard !deployment.isEmpty || pki.pki != nil else { return nil }
    return try Verifier(time: .now()).verify(deployment.reader(of: pki.folder.root))
  }

  private var deployment: DeploymentOptions {
    var deployment = DeploymentOptions()
    (deployment.paths, deployment.master, deployment.slave) = (of, master, slave)
    (deployment.link, deployment.fleet, deployment.server) = (link, nil, server)
    return deployment
  }
}
