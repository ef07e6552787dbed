internal import Processes
internal import Replication
internal import SecureFiles

/// Runs the administrator's own command-line client.
///
/// It is started without a shell, has no terminal to ask for a password on, and is told none: what it logs in with is
/// in its own option files and login paths, which nothing here reads.
struct ClientRunner: Sendable {
  let settings: ClientSettings
  /// How long one run may take.
  let timeout: Duration

  /// What the server of `target` tells.
  ///
  /// - Parameter flavour: the family whose client is looked for first; nil where it is not known.
  func read(
    _ target: LiveTarget, at endpoint: Endpoint, flavour: Server.Flavour?
  ) throws(ClientError) -> ServerFacts {
    let program = try program(for: flavour)
    let login = settings.words(for: target.name)
    let introduction = try run(program, login, endpoint, executing: ClientScript.introduction)
    guard introduction.ending == .exited(0),
      let (release, account) = ClientAnswers.introduction(in: introduction.output)
    else { throw failure(of: introduction, program) }
    let script = ClientScript(for: release)
    // An error of one statement is an answer.
    let answers = try run(program, login, endpoint, executing: script.text)
    guard case .exited = answers.ending else { throw failure(of: answers, program) }
    return ServerFacts(
      release: release, login: account,
      answers: ClientAnswers(to: script, output: answers.output, errors: answers.errors))
  }

  private func run(
    _ program: String, _ login: [String], _ endpoint: Endpoint, executing text: String
  ) throws(ClientError) -> ProgramRun {
    let seconds = max(1, timeout.components.seconds)
    let arguments =
      login + endpoint.clientOptions + ["--connect-timeout=\(seconds)"]
      + ClientScript.options(executing: text)
    do throws(ProcessError) { return try ProgramRun.run(program, arguments, timeout: timeout) } catch {
      throw ClientError(code: .missing, description: error.description)
    }
  }

  private func failure(of run: ProgramRun, _ program: String) -> ClientError {
    switch run.ending {
    case .timedOut:
      return ClientError(
        code: .timedOut,
        description: "\(program) came to no end within \(timeout.components.seconds) seconds, and was ended")
    case .tooMuch:
      return ClientError(code: .failed, description: "\(program) printed without end, and was ended")
    case .killed(let signal):
      return ClientError(code: .failed, description: "\(program) ended by signal \(signal)")
    case .exited: break
    }
    let error = ClientFailure.all(in: run.errors).first
    if ClientFailure.isPassword(askedForIn: run.errors) {
      return ClientError(
        code: .passwordAsked,
        description: "the client asked for a password, which nobody can type here"
          + (error.map { ", and says \($0)" } ?? ""))
    }
    if let error {
      return ClientError(
        code: error.isUnreachable ? .unreachable : .refused, description: "the client says \(error)")
    }
    return ClientError(
      code: .failed,
      description: Self.remark(in: run.errors).map { "\(program) says: \($0)" }
        ?? "\(program) printed nothing that is understood")
  }

  /// The first line that is no warning, without what stands behind an equals sign: clients repeat options that they
  /// do not know, and a misspelt one may be a password.
  private static func remark(in errors: [UInt8]) -> String? {
    let lines = String(decoding: errors.prefix(1 << 14), as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { !$0.contains("[Warning]") && !$0.hasPrefix("Enter password") })
    else {
      return nil
    }
    let shown = line.prefix(200)
    return shown.firstIndex(of: "=").map { "\(shown[..<$0])=…" } ?? String(shown)
  }

  private func program(for flavour: Server.Flavour?) throws(ClientError) -> String {
    if let program = settings.program {
      guard let path = Self.path(of: program) else {
        throw ClientError(code: .missing, description: "there is no program \(program)")
      }
      return path
    }
    let names = flavour == .mariadb ? ["mariadb", "mysql"] : ["mysql", "mariadb"]
    guard let path = names.lazy.compactMap(Self.path).first else {
      throw ClientError(code: .missing, description: "there is no mysql or mariadb client on this machine")
    }
    return path
  }

  /// Where a program is; nil where it is not. A name without a slash is looked for on PATH.
  private static func path(of program: String) -> String? {
    guard !program.isEmpty else { return nil }
    if program.utf8.contains(UInt8(ascii: "/")) { return isProgram(program) ? program : nil }
    let folders = (ProcessEnvironment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    guard let status = try? FileStatus(of: path, followingLinks: true) else { return false }
    return status.kind == .file && status.permissions & 0o111 != 0
  }
}

extension Endpoint {
  /// How a client is told of it. Without the protocol, it takes `localhost` for a socket.
  fileprivate var clientOptions: [String] {
    switch place {
    case .network(let host, let port): ["--protocol=TCP", "--host=\(host)", "--port=\(port)"]
    case .socket(let path): ["--protocol=SOCKET", "--socket=\(path)"]
    }
  }
}
