import Foundation

/// A server on 127.0.0.1 that does with each connection what a test says, until nobody holds it any more.
public final class StubServer: Sendable {
  /// Where it listens.
  public let port: UInt16
  private let listening: Descriptor

  /// Listens on a port that was free, and has `answer` deal with each connection, on a thread of its own.
  public init(_ answer: @escaping @Sendable (StubConnection) -> Void) throws {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let listening = try Descriptor(owning: socket(AF_INET, kind, 0), "socket")
    port = try listening.bind("127.0.0.1")
    guard listen(listening.number, 128) == 0 else { throw ProgramFailure(description: "cannot listen") }
    self.listening = listening
    let number = listening.number
    Thread.detachNewThread {
      while let connection = try? Descriptor(
        owning: accept(number, nil, nil), "accept")
      {
        Thread.detachNewThread { answer(StubConnection(connection)) }
      }
    }
  }

  /// Wakes the thread that waits for connections, before the descriptor is closed.
  deinit { shutdown(listening.number, Int32(SHUT_RDWR)) }

  /// A relay to `port` of 127.0.0.1, whose connections come from `source`: servers keep no account of broken
  /// connections from 127.0.0.1.
  public static func relay(to port: UInt16, from source: String) throws -> StubServer {
    try StubServer { near in
      guard let far = try? StubConnection(to: port, from: source) else { return }
      Thread.detachNewThread { near.pass(to: far) }
      far.pass(to: near)
    }
  }
}

/// One connection of a ``StubServer``; closed when nobody holds it.
public final class StubConnection: Sendable {
  private let descriptor: Descriptor

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// A connection to `port` of 127.0.0.1 from the address `source` of this machine.
  public init(to port: UInt16, from source: String) throws {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = try Descriptor(owning: socket(AF_INET, kind, 0), "socket")
    _ = try descriptor.bind(source)
    var name = sockaddr_in.on("127.0.0.1", port)
    let length = socklen_t(MemoryLayout.size(ofValue: name))
    let status = unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe connect(descriptor.number, generic, length)
      }
    }
    guard status == 0 else { throw ProgramFailure(description: "cannot connect to port \(port)") }
    self.descriptor = descriptor
  }

  /// Sends all of `bytes`; false where the other side has gone.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe Glibc.send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// What comes next; empty at the end.
  @discardableResult
  public func receive() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { room, count in
      count = unsafe max(0, recv(descriptor.number, room.baseAddress, room.count, 0))
    }
  }

  /// Passes on what comes, to its end.
  func pass(to other: StubConnection) {
    while true {
      let bytes = receive()
      guard !bytes.isEmpty, other.send(bytes) else { break }
    }
    shutdown(other.descriptor.number, Int32(SHUT_WR))
  }
}

extension Descriptor {
  /// Binds a socket to a free port of `address`. Returns the port.
  fileprivate func bind(_ address: String) throws -> UInt16 {
    var name = sockaddr_in.on(address, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: name))
    let bound = unsafe withUnsafeMutablePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe Glibc.bind(number, generic, length) == 0 && getsockname(number, generic, &length) == 0
      }
    }
    guard bound else { throw ProgramFailure(description: "no free port on \(address)") }
    return UInt16(bigEndian: name.sin_port)
  }
}

extension sockaddr_in {
  fileprivate static func on(_ address: String, _ port: UInt16) -> sockaddr_in {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = unsafe inet_addr(address)
    name.sin_port = port.bigEndian
    return name
  }
}
