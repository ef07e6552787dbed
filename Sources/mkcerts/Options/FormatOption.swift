internal import ArgumentParser

/// In which form a command reports.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `--format`, of every command that reports.
struct FormatOption: ParsableArguments {
  @Option(help: ArgumentHelp("In which form to report.", valueName: "form"))
  var format: Format = .text
}
