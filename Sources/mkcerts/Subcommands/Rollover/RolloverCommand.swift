internal import ArgumentParser
internal import Fleet

struct RolloverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollover",
    abstract: "Exchange the authority for its next generation, or renew it, while replication goes on.",
    discussion: """
      In phases, each with a gate before the next:

        begin     makes the next generation; hosts are to trust both
        promote   once every host trusts both: issues all of them from the new one
        finish    once every host presents the new one's certificates: the old one is trusted no more

      abort goes back from any of them before finish. Each can be killed at any time and run again.

      keep-key needs no phases: it renews the authority's certificate over the same key, under which every \
      certificate that hosts have still verifies.
      """,
    subcommands: [
      RolloverBegin.self, RolloverPromote.self, RolloverFinish.self, RolloverAbort.self,
      RolloverStatusCommand.self,
      RolloverKeepKey.self,
    ])
}
