/// The configuration of a program that uses a host's files.
public struct KindText: Sendable, Hashable {
  /// The whole text. The password in it is `<password>`.
  public let text: String

  /// Writes what `kind` needs on the host of `facts`.
  ///
  /// - Throws: `unsupported` where the host's role or server does not go with the kind, with the command that
  ///   helps; `unwritable` for a path or name that the syntax cannot hold.
  public init(_ kind: ConfigurationKind, _ facts: KindFacts) throws(ReplicationError) {
    try kind.template.demand.check(kind, facts)
    // The name stands in comments, some of which more than a line end can end.
    _ = try PlainWord(facts.host.name, in: "a configuration's comments")
    text = try kind.template.init(facts).blocks
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}
