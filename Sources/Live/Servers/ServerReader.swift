internal import OpenSSL
internal import Processes
internal import Replication
internal import Threads
internal import Verification

/// Looks at the running servers of a deployment, each by a probe and, where it can log in, by a client.
struct ServerReader: Sendable {
  let settings: LiveSettings

  /// What is seen of each target, in their order.
  ///
  /// - Parameter links: those of the deployment.
  /// - Parameter seen: called with a line on each as soon as it is done, on whatever thread.
  func read(
    _ targets: [LiveTarget], _ deployment: Deployment, _ links: [NamedLink],
    each seen: @escaping @Sendable (String) -> Void
  ) -> [ServerSight] {
    let pairs = SlavePairs(deployment, links)
    let presented = targets.map { $0.serves ? pairs.ofSlaves(of: $0.place) : [] }
    let flavours = deployment.hosts.map(\.server?.flavour)
    return ProgramRun.endingAllWithProcess {
      Parallel.map(targets, width: Prober.width) { target in
        let sight = read(target, presented[target.place], flavours[target.place])
        if let endpoint = target.endpoint { seen("\(target.name) at \(endpoint): \(sight.summary)") }
        return sight
      }
    }
  }

  private func read(
    _ target: LiveTarget, _ presented: [PresentedPair], _ flavour: Server.Flavour?
  ) -> ServerSight {
    var sight = ServerSight(target: target)
    guard let endpoint = target.endpoint else { return sight }
    if target.serves {
      let probed = prober().probe(endpoint)
      sight.probed = probed
      if probed.served != nil {
        sight.receptions = presented.map { ($0, prober(presenting: $0.pair).probe(endpoint)) }
      }
    }
    // What does not speak the protocol has no login either.
    if let failure = sight.probed?.failure, sight.probed?.release == nil, failure.code != .refused {
      return sight
    }
    guard let client = settings.client else {
      sight.absence = absence(of: target, at: endpoint)
      return sight
    }
    let runner = ClientRunner(settings: client, timeout: settings.timeout)
    do throws(ClientError) {
      let known = sight.probed?.release?.flavour ?? flavour
      sight.reading = .read(try runner.read(target, at: endpoint, flavour: known))
    } catch {
      sight.reading = .failed(error)
      if error.code == .missing { sight.absence = absence(of: target, at: endpoint) }
      // Clients know such only by a connection that was lost.
      if !target.serves, error.code == .unreachable || error.code == .timedOut {
        let failure = prober().probe(endpoint).failure
        sight.stranger = failure?.code == .foreign ? failure : nil
      }
    }
    return sight
  }

  private func prober(presenting pair: ClientPair? = nil) -> Prober {
    Prober(ProbeSettings(timeout: settings.timeout, pair: pair))
  }

  /// Why a host that has nothing to serve, so that it was not probed, is not there; nil where a server of any kind of
  /// ours answers, even if it refuses to talk.
  private func absence(of target: LiveTarget, at endpoint: Endpoint) -> LiveError? {
    guard !target.serves else { return nil }
    let probed = prober().probe(endpoint)
    return probed.release == nil && probed.failure?.code != .refused ? probed.failure : nil
  }
}

extension ServerSight {
  /// For a line of progress.
  fileprivate var summary: String {
    if let failure = probed?.failure ?? absence { return failure.description }
    switch reading {
    case .read(let facts): return facts.release.description
    case .failed(let error): return error.description
    case .notAsked: return probed?.release?.description ?? "probed"
    }
  }
}
