/// Called once for each host whose keys are made, from any thread, with the number of hosts that are issued in all.
public typealias IssuanceProgress = @Sendable (_ count: Int) -> Void
