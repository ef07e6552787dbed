internal import OpenSSL
internal import Replication
internal import Sockets
internal import Threads

/// Looks at running servers from outside, without any credentials.
public struct Prober: Sendable {
  public let settings: ProbeSettings

  public init(_ settings: ProbeSettings) { self.settings = settings }

  /// How many servers are probed at a time. Each has a thread of its own, that mostly waits.
  public static let width = 32

  /// What is seen of each of `endpoints`, in their order.
  ///
  /// - Parameter seen: called with each as soon as it is done, on whatever thread.
  public func probe(
    _ endpoints: [Endpoint], each seen: @escaping @Sendable (Probed) -> Void = { _ in }
  ) -> [Probed] {
    Parallel.map(endpoints, width: Self.width) { endpoint in
      let probed = probe(endpoint)
      seen(probed)
      return probed
    }
  }

  /// What is seen of one server, within the time that the settings give it.
  public func probe(_ endpoint: Endpoint) -> Probed {
    var probed = Probed(endpoint, settings.opening)
    let deadline = Deadline(after: settings.timeout)
    let exchange: ProbeExchange
    do throws(LiveError) { exchange = try ProbeExchange(settings, serverName: endpoint.serverName) } catch {
      probed.failure = error
      return probed
    }
    do throws(LiveError) {
      let stream = try connect(to: endpoint, by: deadline)
      probed.address = stream.address.description
      try converse(exchange, stream, by: deadline)
    } catch { probed.failure = error }
    probed.release = exchange.release
    probed.offersTLS = exchange.offersTLS
    probed.served = exchange.served
    probed.reception = exchange.reception
    return probed
  }

  private func connect(to endpoint: Endpoint, by deadline: Deadline) throws(LiveError) -> SocketStream {
    let isSocket = endpoint.host == nil
    do throws(SocketError) {
      switch endpoint.place {
      case .socket(let path):
        return try SocketStream.connected(to: SocketAddress(path: path), by: deadline)
      case .network(let host, let port):
        let addresses = try Resolver.addresses(of: host, port: port, by: deadline)
        return try SocketStream.connected(toFirstOf: addresses, by: deadline)
      }
    } catch {
      throw LiveError(
        error.code == .timedOut ? .timedOut : .unreachable, error.description,
        hint: isSocket
          ? "see that the server runs, and that this is its socket: `SHOW VARIABLES LIKE 'socket'`"
          : error.hint)
    }
  }

  /// Carries bytes from one side to the other until the exchange is done.
  private func converse(
    _ exchange: ProbeExchange, _ stream: borrowing SocketStream, by deadline: Deadline
  ) throws(LiveError) {
    var isUnmasked = false
    while true {
      do throws(SocketError) {
        // A server that has closed may have said why before.
        _ = try stream.send(exchange.takeOutput(), by: deadline)
      } catch { return try exchange.stop(SocketEnd(error)) }
      if exchange.isDone { return }
      if exchange.awaitsFirstWord, !isUnmasked {
        isUnmasked = true
        guard stream.isReadable(by: deadline.share(of: 2)) else {
          if let stranger = Self.stranger(at: stream.address, by: deadline.share(of: 2)) { throw stranger }
          continue
        }
      }
      let bytes: [UInt8]
      do throws(SocketError) {
        bytes = try stream.receive(by: exchange.mayBeSilent ? deadline.orSooner(Self.quiet) : deadline)
      } catch { return try exchange.stop(SocketEnd(error)) }
      guard !bytes.isEmpty else { return try exchange.stop(.closed) }
      try exchange.receive(bytes)
    }
  }

  /// What waits for the first word of who connects, as web servers do and database servers do not: a request on a
  /// connection of its own has it show itself; nil for nothing that is known.
  ///
  /// A database server that is only slow has its own first word on that connection too, or counts one that broke off,
  /// as it does of any client that gives up waiting.
  private static func stranger(at address: SocketAddress, by deadline: Deadline) -> LiveError? {
    do throws(SocketError) {
      let stream = try SocketStream.connected(to: address, by: deadline)
      guard try stream.send(Array("GET / HTTP/1.0\r\n\r\n".utf8), by: deadline) else { return nil }
      var packets = PacketReader()
      packets.receive(try stream.receive(by: deadline))
      do throws(ReplicationError) { _ = try packets.next() } catch {
        return error.code == .foreign ? LiveError(error) : nil
      }
    } catch {}
    return nil
  }

  /// How long a server of plain TLS has for the refusal of a certificate.
  private static let quiet = Duration.milliseconds(500)
}

extension Endpoint {
  /// The name that plain TLS asks for: no address may stand there (RFC 6066, 3).
  var serverName: String? {
    guard let host, !host.utf8.contains(UInt8(ascii: ":")),
      !host.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return host
  }
}
