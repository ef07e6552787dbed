/// All that was seen of one host's server.
struct ServerSight: Sendable {
  /// What became of the client.
  enum Reading: Sendable {
    /// It was not to be run.
    case notAsked
    case failed(ClientError)
    case read(ServerFacts)
  }

  let target: LiveTarget
  /// Nil where it was not probed.
  var probed: Probed?
  /// What became of the certificates of its slaves, each in a probe of its own.
  var receptions: [(presented: PresentedPair, probed: Probed)] = []
  var reading = Reading.notAsked
  /// What answers there in the place of a server; nil where nothing else was made out.
  var stranger: LiveError?
  /// Why a host that nobody was to log in to is not there; nil where it answers.
  var absence: LiveError?

  var facts: ServerFacts? {
    if case .read(let facts) = reading { facts } else { nil }
  }
}
