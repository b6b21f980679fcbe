import FlyingSocks

/// Waits for connections as another pool does, but not for ever: one that keeps silent for too long is closed.
struct ImpatientPool: AsyncSocketPool {
  private let base: any AsyncSocketPool
  private let seconds: Double

  init(_ base: any AsyncSocketPool, seconds: Double) {
    (self.base, self.seconds) = (base, seconds)
  }

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    // The socket that new connections come from has no other end, and may be silent.
    guard (try? socket.remotePeer()) != nil else {
      return try await base.suspendSocket(socket, untilReadyFor: events)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await base.suspendSocket(socket, untilReadyFor: events) }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        throw SocketError.timeout(message: "silent for \(seconds) seconds")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
