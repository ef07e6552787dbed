internal import ArgumentParser

/// What a revocation list is made like.
struct ListOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The days until the next list is due (nextUpdate). Default: 397, as a host's certificate, and never beyond "
        + "the authority's own end.", valueName: "days"))
  var days: Int?
}
