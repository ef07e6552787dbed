internal import ArgumentParser

/// In which form `status` reports.
enum StatusFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, prometheus
}

/// How and where `status` reports.
struct StatusOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "In which form to report: for people, as JSON, or as metrics for the textfile collector of Prometheus's "
        + "node_exporter.", valueName: "form"))
  var format: StatusFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the report to this file, which is replaced as a whole. Default: standard output.",
      valueName: "file"), completion: .file())
  var output: String?
}
