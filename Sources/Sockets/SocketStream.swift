internal import Glibc
public import Threads

/// A connection that never waits longer than it is told to. Closed when its owner lets go.
public struct SocketStream: ~Copyable, Sendable {
  private let descriptor: Int32
  /// Whom it is connected to.
  public let address: SocketAddress

  deinit { close(descriptor) }

  /// A connection to the first of `addresses` that takes one; each has its share of the time that is left.
  ///
  /// - Throws: why the first of them takes none; where all time is over, that.
  public static func connected(
    toFirstOf addresses: [SocketAddress], by deadline: Deadline
  ) throws(SocketError) -> SocketStream {
    var first: SocketError?
    for (index, address) in addresses.enumerated() {
      do throws(SocketError) {
        return try connected(to: address, by: deadline.share(of: addresses.count - index))
      } catch {
        first = first ?? error
      }
    }
    throw first ?? SocketError(.unknownName, "its name leads to no address")
  }

  /// A connection to `address`.
  public static func connected(
    to address: SocketAddress, by deadline: Deadline
  ) throws(SocketError) -> SocketStream {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.family, kind, 0)
    guard descriptor >= 0 else { throw SocketError(errno) }
    let stream = SocketStream(descriptor: descriptor, address: address)
    var failed: Int32 = 0
    let result = unsafe address.bytes.withUnsafeBytes { bytes in
      let result = unsafe connect(
        descriptor, bytes.bindMemory(to: sockaddr.self).baseAddress, socklen_t(bytes.count))
      failed = errno
      return result
    }
    if result == 0 { return stream }
    // A full queue of a Unix socket is EAGAIN, for which there is nothing to wait (connect(2)).
    guard failed == EINPROGRESS || failed == EINTR else { throw SocketError(failed) }
    guard stream.wait(for: POLLOUT, by: deadline) else { throw SocketError(ETIMEDOUT) }
    var failure: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 else {
      throw SocketError(errno)
    }
    guard failure == 0 else { throw SocketError(failure) }
    return stream
  }

  private init(descriptor: Int32, address: SocketAddress) {
    self.descriptor = descriptor
    self.address = address
  }

  /// Whether `event` came in time; hanging up counts, since the next call tells.
  private func wait(for event: Int32, by deadline: Deadline) -> Bool {
    while true {
      var polled = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      let count = unsafe poll(&polled, 1, deadline.remaining)
      if count > 0 { return true }
      if count == 0 || errno != EINTR { return false }
    }
  }

  /// Sends all of `bytes`.
  ///
  /// - Returns: whether the peer took them; not, where it has closed, in which case something may be left to read.
  /// - Throws: `timedOut`, and what else the system reports.
  public func send(_ bytes: [UInt8], by deadline: Deadline) throws(SocketError) -> Bool {
    var sent = 0
    while sent < bytes.count {
      // The number of an error is read at once: whatever is called in between may set it anew (errno(3)).
      let (count, failure) = unsafe bytes[sent...].withUnsafeBytes { rest in
        let count = unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        return (count, errno)
      }
      if count >= 0 {
        sent += count
      } else if failure == EAGAIN {
        guard wait(for: POLLOUT, by: deadline) else { throw SocketError(ETIMEDOUT) }
      } else if failure == EPIPE || failure == ECONNRESET {
        return false
      } else if failure != EINTR {
        throw SocketError(failure)
      }
    }
    return true
  }

  /// Whether there is something to receive, or an end, before `deadline`.
  public func isReadable(by deadline: Deadline) -> Bool { wait(for: POLLIN, by: deadline) }

  /// What the peer sent, at most 16 KiB; empty where it has ended.
  ///
  /// - Throws: `timedOut` where nothing comes in time, `reset` where the peer broke off.
  public func receive(by deadline: Deadline) throws(SocketError) -> [UInt8] {
    while true {
      guard wait(for: POLLIN, by: deadline) else { throw SocketError(ETIMEDOUT) }
      var (count, failure): (Int, Int32) = (0, 0)
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 14) { room, filled in
        count = unsafe recv(descriptor, room.baseAddress, room.count, 0)
        failure = errno
        filled = max(0, count)
      }
      if count >= 0 { return bytes }
      guard failure == EAGAIN || failure == EINTR else { throw SocketError(failure) }
    }
  }
}
