public import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Replication
internal import SecureFiles

extension Role: ExpressibleByArgument {
  init?(argument: String) {
    guard let role = try? Role(parsing: argument) else { return nil }
    self = role
  }
}

struct Issue: ParsableCommand, PKICommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the folder of each host: certificates, keys, option file, SQL.",
    discussion: """
      A host that is issued already is left as it is, unless --replace is given; then it keeps its role and names
      where no option says otherwise. With --csr its private key never leaves the host.
      """)

  @Argument(
    help: ArgumentHelp("The hosts; - reads their names from standard input, one a line.", valueName: "host"))
  var hosts: [String]

  @OptionGroup var pki: PKIOptions

  @Option(
    help: ArgumentHelp(
      "master, slave, both (may be promoted), or peer (Galera, Group Replication). Default: slave.",
      valueName: "role"))
  var role: Role?

  @Option(
    help: ArgumentHelp(
      "A name or address in the certificate: dns:NAME, ip:ADDRESS, or plain. Repeatable.", valueName: "name"))
  var san: [String] = []

  @Option(help: ArgumentHelp("The kind of the key. Default: ecdsa-p256.", valueName: "kind"))
  var key: KeyAlgorithm?

  @Option(help: ArgumentHelp("The days that the certificate lasts. Default: 397.", valueName: "days"))
  var days: Int?

  @Flag(help: "Issue anew what is issued already.")
  var replace = false

  @Option(
    help: ArgumentHelp(
      "Certify the key of this request (PKCS#10, PEM) instead of making one.", valueName: "file"),
    completion: .file())
  var csr: String?

  @OptionGroup(title: "Passphrase of the authority's key") var passphrase: PassphraseOptions
  @OptionGroup(title: "Option files and SQL") var server: ServerOptions
  @OptionGroup(title: "Accounts") var script: ScriptArguments
  @OptionGroup var format: FormatOption

  func validate() throws {
    if csr != nil, hosts.count != 1 || hosts == ["-"] {
      throw ValidationError("--csr holds the key of one host: name just that one")
    }
    if csr != nil, key != nil {
      throw ValidationError("--key makes a key, and --csr brings one: leave one out")
    }
  }

  func run() throws {
    let settings = try server.settings()
    let request = IssueRequest(
      hosts: try names().map { try HostName($0) }, role: role, names: try alternativeNames(san),
      algorithm: key,
      days: days, replaces: replace, request: try csr.map(Self.request), settings: settings,
      script: script.options(settings))
    let fleet = try Fleet(pki.folder, expecting: .existing, say: Output.talk)
    let outcomes = try fleet.issue(request, passphrase: passphrase.source)
    switch format.format {
    case .json: try Output.result(json: outcomes)
    case .text: try Output.result(outcomes.map(\.line).joined())
    }
    for remark in outcomes.flatMap(\.remarks) { Output.talk(remark) }
  }

  private func names() throws -> [String] {
    guard hosts.contains("-") else { return hosts }
    let read = try StandardStream.inputLines().map { $0.trimming() }.filter {
      !$0.isEmpty && !$0.hasPrefix("#")
    }
    let all = hosts.filter { $0 != "-" } + read
    guard !all.isEmpty else {
      throw CommandError("standard input names no host", hint: "give one name a line")
    }
    return all
  }

  private static func request(_ path: String) throws -> CertificateRequest {
    let text = try Files.read(path)
    do {
      return try CertificateRequest.parse(pem: text)
    } catch {
      throw CommandError(
        "\(path) cannot be used as a request: \(error.sentence)",
        hint:
          "make one on the host with `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
          + "-keyout client-key.pem -out client-req.pem -subj /CN=NAME`")
    }
  }
}

extension String {
  /// The text without white space at both ends.
  fileprivate func trimming() -> String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
