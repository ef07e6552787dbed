internal import Replication

/// Completes the commands of this program in hints and fixes by the pki folder that they shall work on, so
/// that they can be run as they are printed.
struct CommandCompletion {
  /// The folder that was named on the command line; nil where the commands find it without.
  let folder: String?

  /// The text with `--pki` in each command between backticks that takes it.
  func callAsFunction(_ text: String) -> String {
    guard let folder else { return text }
    let option = " --pki \(ShellWord(path: folder))"
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { place, part in
      let isCommand = place % 2 == 1 && part.hasPrefix("mkcerts ") && !part.contains(" --pki")
      return isCommand && !part.hasPrefix("mkcerts show") && !part.contains("--help")
        ? part + option : String(part)
    }.joined(separator: "`")
  }
}

/// A command that works on a pki folder.
protocol PKICommand {
  var pki: PKIOptions { get }
}
