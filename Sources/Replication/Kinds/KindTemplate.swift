/// The configuration of one kind of program.
protocol KindTemplate {
  /// What is written, in one line without a full stop.
  static var summary: String { get }
  /// What a host must be for it.
  static var demand: KindDemand { get }
  /// Takes what is known of the host, which has been held against `demand`.
  ///
  /// - Throws: `unwritable` for a path or name that the syntax cannot hold.
  init(_ facts: KindFacts) throws(ReplicationError)
  /// The paragraphs, each as lines without line ends.
  var blocks: [[String]] { get }
}
