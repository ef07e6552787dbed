internal import ArgumentParser

/// In which form a command tells what it found wrong.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, junit, sarif, github
}

/// `--format`, of every command that judges a deployment.
struct ReportFormatOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "In which form to report: for people, as JSON, or as JUnit XML, SARIF 2.1.0 or GitHub's workflow annotations "
        + "for a CI system.", valueName: "form"))
  var format: ReportFormat = .text
}
