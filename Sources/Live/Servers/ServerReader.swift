internal import Processes
internal import Replication
internal import Threads
internal import Verification

/// Looks at the running servers of a deployment, each by a probe and, where it can log in, by a client.
struct ServerReader: Sendable {
  let settings: LiveSettings

  /// What is seen of each target, in their order.
  ///
  /// - Parameter seen: called with a line on each as soon as it is done, on whatever thread.
  func read(
    _ targets: [LiveTarget], _ deployment: Deployment, each seen: @escaping @Sendable (String) -> Void
  ) -> [ServerSight] {
    let flavours = deployment.hosts.map(\.server?.flavour)
    return ProgramRun.endingAllWithProcess {
      Parallel.map(targets, width: Prober.width) { target in
        let sight = read(target, flavours[target.place])
        if let endpoint = target.endpoint { seen("\(target.name) at \(endpoint): \(sight.summary)") }
        return sight
      }
    }
  }

  private func read(_ target: LiveTarget, _ flavour: Server.Flavour?) -> ServerSight {
    var sight = ServerSight(target: target)
    guard let endpoint = target.endpoint else { return sight }
    if target.serves {
      sight.probed = Prober(ProbeSettings(timeout: settings.timeout)).probe(endpoint)
    }
    // What does not speak the protocol has no login either.
    if let failure = sight.probed?.failure, sight.probed?.release == nil, failure.code != .refused {
      return sight
    }
    guard let client = settings.client else { return sight }
    let runner = ClientRunner(settings: client, timeout: settings.timeout)
    do throws(ClientError) {
      let known = sight.probed?.release?.flavour ?? flavour
      sight.reading = .read(try runner.read(target, at: endpoint, flavour: known))
    } catch {
      sight.reading = .failed(error)
      // Clients know such only by a connection that was lost.
      if !target.serves, error.code == .unreachable || error.code == .timedOut {
        let failure = Prober(ProbeSettings(timeout: settings.timeout)).probe(endpoint).failure
        sight.stranger = failure?.code == .foreign ? failure : nil
      }
    }
    return sight
  }
}

extension ServerSight {
  /// For a line of progress.
  fileprivate var summary: String {
    if let failure = probed?.failure { return failure.description }
    switch reading {
    case .read(let facts): return facts.release.description
    case .failed(let error): return error.description
    case .notAsked: return probed?.release?.description ?? "probed"
    }
  }
}
