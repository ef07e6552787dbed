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
      Takes Last_IO_Errno or Last_IO_Error, lines of a log, or all that SHOW SLAVE STATUS printed; \
      without TEXT, or for -, from standard input. With a deployment it also says which causes verify finds.

      Exit codes: 0 explained; 1 the text is not known; 2 it or the deployment cannot be read.
      """)

  @Argument(help: ArgumentHelp("An error's number or text, or a line of a log.", valueName: "text"))
  var text: [String] = []

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
    if !(of.isEmpty && master.isEmpty && slave.isEmpty), pki.pki != nil {
      throw ValidationError("name the deployment once, with or without --pki")
    }
  }

  func run() throws {
    let asked = try question()
    let diagnoses = Diagnosis.read(asked, of: server)
    let completion = deployment.pkiFolder.map { CommandCompletion(folder: $0) } ?? pki.completion
    let explained = SymptomExplanation(diagnoses, try report(), completion)
    switch format.format {
    case .json: try Output.result(json: explained)
    case .text: try Output.result(explained.text)
    }
    if diagnoses.isEmpty { throw ExitCode(ExitStatus.no) }
  }

  /// What is to be explained.
  private func question() throws -> String {
    // Words that stand without quotes are one text, texts in quotes a line each.
    let separator = text.contains { $0.contains(" ") } ? "\n" : " "
    let asked =
      text.isEmpty || text == ["-"]
      ? try StandardStream.inputLines().joined(separator: "\n") : text.joined(separator: separator)
    guard asked.contains(where: { !$0.isWhitespace }) else {
      throw CommandError(
        "there is nothing to explain: the text is empty",
        hint: "give it as an argument, such as mkcerts explain 2013, or on standard input")
    }
    return asked
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
