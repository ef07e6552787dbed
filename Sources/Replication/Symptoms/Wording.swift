/// The words in which some servers say that something failed.
struct Wording: Sendable {
  let failures: Set<LinkFailure>
  let servers: ServerSpan
  /// As it is printed, up to what differs from one link to another.
  let text: String

  init(_ failures: Set<LinkFailure>, on servers: ServerSpan = .all, _ text: String) {
    self.failures = failures
    self.servers = servers
    self.text = text
  }
}
