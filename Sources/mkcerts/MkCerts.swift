internal import ArgumentParser
internal import Glibc
internal import SecureFiles

/// The program: `mkcerts SUBCOMMAND`.
@main
struct MkCerts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mkcerts",
    abstract:
      "One certificate authority for MySQL and MariaDB replication over TLS, and the proof that it is one.",
    discussion: """
      Master and slaves replicate over TLS only if their certificates come from one and the same authority:

        mkcerts init-ca          one authority, and the master's server certificate
        mkcerts issue slave01    a slave's folder: certificate, key, SQL
        mkcerts verify           the proof, host by host
        mkcerts probe db1        what a running server really serves
        mkcerts explain 2013     what an error really comes from
        mkcerts status           what ends when, and what it takes down

      Exit codes: 0 done, or proven; 1 checked, and the answer is no; 2 could not do it; 64 usage.
      """,
    version: Version.text,
    // Each says its own name: to have it made of its type's name takes a fifth of the time of a start.
    groupedSubcommands: [
      CommandGroup(
        name: "Authority and hosts",
        subcommands: [InitCA.self, Issue.self, Apply.self, Config.self, BundleHost.self]),
      CommandGroup(name: "Proof", subcommands: [Verify.self, Probe.self, Explain.self, Status.self]),
      CommandGroup(name: "Record", subcommands: [List.self, Show.self]),
      CommandGroup(
        name: "As time goes on",
        subcommands: [Renew.self, Revoke.self, MakeLists.self, RolloverCommand.self]),
      CommandGroup(
        name: "The authority's key and ledger", subcommands: [Passphrase.self, BackUp.self, Restore.self]),
      CommandGroup(
        name: "Keys and certificates in files", subcommands: [Match.self, FingerprintFiles.self, Key.self]),
    ]
  )

  /// Runs a command: its own errors are rendered here, usage errors by the parser.
  static func main() {
    StandardStream.occupyClosed()
    StandardStream.surviveFailedWrites()
    var completion = CommandCompletion(folder: nil)
    do {
      var command = try parseAsRoot()
      if let command = command as? any PKICommand { completion = command.pki.completion }
      try command.run()
    } catch let error where Explanation.isOurs(error) {
      Output.explain(error, completion)
      Glibc.exit(ExitStatus.failed)
    } catch  where exitCode(for: error) == .validationFailure {
      Output.explain(
        UsageExplanation(message: message(for: error), full: fullMessage(for: error)), completion)
      Glibc.exit(ExitCode.validationFailure.rawValue)
    } catch {
      if exitCode(for: error).isSuccess { printHelp(fullMessage(for: error)) }
      if exitCode(for: error) == .failure, !(error is ExitCode) {
        // What nobody foresaw is no answer, as the parser's 1 would say.
        Output.explain(error, completion)
        Glibc.exit(ExitStatus.failed)
      }
      exit(withError: error)
    }
  }

  /// Prints help, version or completions, which are a result like any other: all there, or an error.
  private static func printHelp(_ text: String) -> Never {
    do {
      try Output.result(text + "\n")
    } catch {
      Output.explain(error, CommandCompletion(folder: nil))
      Glibc.exit(ExitStatus.failed)
    }
    Glibc.exit(0)
  }
}

/// The exit codes of all commands. Usage errors are the parser's: 64 (sysexits(3)).
enum ExitStatus {
  /// Checked, and the answer is no.
  static let no: Int32 = 1
  /// Could not do it: refused, missing, unreadable.
  static let failed: Int32 = 2
}
