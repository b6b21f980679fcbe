import Foundation
import HostSystem
import Testing

@testable import Serving

/// A connection to a port of this machine, on which anything may be said.
private final class Connection {
  private let file: Int32
  /// Whether the other end was found closed.
  private(set) var isClosed = false

  #if os(Linux)
    private static let stream = Int32(SOCK_STREAM.rawValue), quietly = Int32(MSG_NOSIGNAL)
  #else
    private static let stream = SOCK_STREAM, quietly: Int32 = 0
  #endif

  init(port: Int) throws {
    file = socket(AF_INET, Connection.stream, 0)
    #if !os(Linux)
      // There no flag of a single call keeps the signal away.
      var isQuiet: Int32 = 1
      setsockopt(file, SOL_SOCKET, SO_NOSIGPIPE, &isQuiet, socklen_t(MemoryLayout<Int32>.size))
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
  }

  deinit { close(file) }

  func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = send(file, bytes, bytes.count, Connection.quietly)
  }

  /// What comes until the other end closes, patience ends, or it is enough.
  func hear(until isEnough: (String) -> Bool = { _ in false }) -> String {
    var heard: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65536)
    while !isEnough(String(decoding: heard, as: UTF8.self)) {
      let count = recv(file, &piece, piece.count, 0)
      guard count > 0 else {
        // Without patience left it is -1, too, for another reason.
        isClosed = count == 0 || errno == ECONNRESET
        break
      }
      heard += piece[..<count]
    }
    return String(decoding: heard, as: UTF8.self)
  }
}

/// Does on a thread of its own what blocks: the server needs those that tests run on.
private func aside(_ body: @escaping @Sendable () throws -> Void) async throws {
  try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}

@Suite struct `A server of pages` {
  private func server(idleSeconds: Double = 20) throws -> PageServer {
    try PageServer(port: 0, idleSeconds: idleSeconds) { path in
      path == "/"
        ? .html("<p>page") : path == "/large" ? .html(String(repeating: "x", count: 3_000_000)) : .notFound
    }
  }

  private func answer(
    _ server: PageServer, _ path: String = "/", method: String = "GET", host: String? = nil, more: String = ""
  ) throws -> String {
    let connection = try Connection(port: server.port)
    connection.say(
      "\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(server.port)")\r\nConnection: close\r\n\(more)\r\n"
    )
    return connection.hear()
  }

  @Test func `gives its page, and only that, with a policy that lets nothing in`() async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let page = try answer(server)
      #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n") && page.hasSuffix("\r\n\r\n<p>page"), "\(page)")
      for header in ["Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff"] {
        #expect(page.contains(header), "\(page)")
      }
      #expect(try answer(server, "/other").hasPrefix("HTTP/1.1 404"))
      #expect(try answer(server, "/large").count > 3_000_000)
    }
  }

  @Test func `says of a page with HEAD how long it is, and not the page`() async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let head = try answer(server, method: "HEAD")
      #expect(head.contains("Content-Length: 7\r\n") && head.hasSuffix("\r\n\r\n"), "\(head)")
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO"])
  func `only reads`(_ method: String) async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let refusal = try answer(server, method: method, more: "Content-Length: 0\r\n")
      // The library itself knows no such method as the last.
      #expect(refusal.hasPrefix(method == "FOO" ? "HTTP/1.1 404" : "HTTP/1.1 405"), "\(refusal)")
      #expect(method == "FOO" || refusal.contains("Allow: GET, HEAD"), "\(refusal)")
    }
  }

  @Test(arguments: [
    "evil.example", "evil.example:PORT", "127.0.0.1", "localhost:1", "localhost.evil.example:PORT", "",
    "127.0.0.1:PORT@evil", "[::1]", "0.0.0.0:PORT",
  ])
  func `refuses requests that were meant for another host`(_ host: String) async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let name = host.replacingOccurrences(of: "PORT", with: "\(server.port)")
      #expect(try answer(server, host: name).hasPrefix("HTTP/1.1 403"), "\(name)")
    }
  }

  @Test(arguments: ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LocalHost:PORT"])
  func `answers by the names of this machine`(_ host: String) async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let name = host.replacingOccurrences(of: "PORT", with: "\(server.port)")
      #expect(try answer(server, host: name).hasPrefix("HTTP/1.1 200"), "\(name)")
    }
  }

  /// Of two hosts the library keeps the last; no browser names two.
  @Test(arguments: [[], ["127.0.0.1:PORT", "evil.example:PORT"], ["localhost:PORT", ""]])
  func `refuses a request that names no host, or one of its own and then another`(
    _ hosts: [String]
  ) async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let lines = hosts.map {
        "Host: \($0.replacingOccurrences(of: "PORT", with: "\(server.port)"))\r\n"
      }
      let connection = try Connection(port: server.port)
      connection.say("GET / HTTP/1.1\r\n\(lines.joined())Connection: close\r\n\r\n")
      #expect(connection.hear().hasPrefix("HTTP/1.1 403"))
    }
  }

  @Test func `goes on answering beside many that say nothing, and closes those`() async throws {
    try await aside {
      let server = try server(idleSeconds: 0.5)
      defer { server.stop() }
      let silent = try (0..<200).map { _ in try Connection(port: server.port) }
      silent[0].say("GET / HT")
      #expect(try answer(server).hasPrefix("HTTP/1.1 200"))
      for connection in silent {
        #expect(connection.hear() == "")
        #expect(connection.isClosed)
      }
      #expect(try answer(server).hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test(arguments: [
    "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n",
    "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
  ])
  func `outlives what is no request`(_ bytes: String) async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let connection = try Connection(port: server.port)
      connection.say(bytes)
      #expect(!connection.hear(until: { $0.contains("\r\n\r\n") }).hasPrefix("HTTP/1.1 200"))
      #expect(try answer(server).hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func `outlives a head without an end`() async throws {
    try await aside {
      let server = try server()
      defer { server.stop() }
      let connection = try Connection(port: server.port)
      connection.say("GET / HTTP/1.1\r\n")
      for _ in 0..<50 { connection.say("X-Filler: " + String(repeating: "a", count: 10000) + "\r\n") }
      #expect(try answer(server).hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func `says in a sentence that its port is taken, and takes it when that is free`() async throws {
    try await aside {
      let first = try server()
      do {
        _ = try PageServer(port: first.port) { _ in .notFound }
        Issue.record("two servers have one port")
      } catch {
        #expect(
          "\(error)".hasPrefix(
            "--serve \(first.port): expected a port of this machine that is free, found that"),
          "\(error)")
        #expect((error as? ServingError)?.exitCode == 2)
      }
      first.stop()
      let second = try PageServer(port: first.port) { _ in .html("second") }
      #expect(try answer(second).hasSuffix("second"))
      second.stop()
    }
  }

  @Test(arguments: [-1, 65536]) func `refuses a number that is no port`(_ port: Int) async throws {
    try await aside {
      #expect(throws: ServingError.self) { _ = try PageServer(port: port) { _ in .notFound } }
    }
  }
}
