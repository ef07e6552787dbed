internal import Glibc
public import Threads

/// From names to addresses, as every program of the machine finds them (getaddrinfo(3)).
public enum Resolver {
  /// The addresses of `host`, a name or an address, in the order in which they are to be dialled (RFC 6724).
  ///
  /// The system's own search has no limit of time but that of its configuration. It is done by a thread of its own,
  /// which is left behind when the time is over.
  ///
  /// - Throws: where there is none, or none is found in time.
  public static func addresses(of host: String, port: UInt16, by deadline: Deadline) throws(SocketError)
    -> [SocketAddress]
  {
    if let numeric = try? look(host, port, AI_NUMERICHOST) { return numeric }
    let answer = Detached.run(milliseconds: deadline.remaining) {
      () -> Result<[SocketAddress], SocketError> in
      Result { () throws(SocketError) in try look(host, port, AI_ADDRCONFIG) }
    }
    guard let answer else {
      throw SocketError(
        .timedOut, "its name was not found in time",
        hint: "see whether name servers answer: `getent hosts \(host)`")
    }
    return try answer.get()
  }

  private static func look(_ host: String, _ port: UInt16, _ flags: Int32) throws(SocketError)
    -> [SocketAddress]
  {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = flags | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let failure = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard failure == 0 else {
      let words = unsafe gai_strerror(failure).map { unsafe String(cString: $0) } ?? "error \(failure)"
      throw SocketError(
        .unknownName, "its name leads to no address (\(words.prefix(1).lowercased() + words.dropFirst()))",
        hint: "check the name, or give the address")
    }
    defer { unsafe freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let address = unsafe entry.pointee.ai_addr {
        let text = unsafe numeric(address, entry.pointee.ai_addrlen)
        let shown = unsafe entry.pointee.ai_family == AF_INET6 ? "[\(text)]" : text
        let made = unsafe SocketAddress(address, entry.pointee.ai_addrlen, "\(shown):\(port)")
        if !found.contains(made) { found.append(made) }
      }
      unsafe next = unsafe entry.pointee.ai_next
    }
    return found
  }

  private static func numeric(_ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> String {
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard unsafe getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
    else {
      return "?"
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
