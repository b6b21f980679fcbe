import FlyingFox
import FlyingSocks
import Foundation
import HostSystem

/// Answers browsers of this machine, and nobody else: it listens on 127.0.0.1 alone, only reads, and refuses a request
/// that names another host, as one does that a foreign page has sent here by a name of its own (DNS rebinding).
///
///     let server = try PageServer(port: 8000) { path in path == "/" ? .html(page) : .notFound }
///     defer { server.stop() }
package final class PageServer: Sendable {
  /// The port that it listens on.
  package let port: Int
  private let server: HTTPServer

  /// Begins to listen.
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - idleSeconds: how long a browser may keep silent in the middle of a request, or not take the answer.
  ///   - answer: what a path gets, as it was sent; should be quick.
  /// - Throws: `ServingError` if the port can't be had.
  package init(
    port: Int, idleSeconds: Double = 20, answer: @escaping @Sendable (_ path: String) -> PageReply
  ) throws {
    guard let number = UInt16(exactly: port) else { throw ServingError.noPort(port, reason: "it is no port") }
    let actual = Locked(port)
    let server = HTTPServer(
      config: HTTPServer.Configuration(
        address: try .inet(ip4: "127.0.0.1", port: number), sharedRequestBufferSize: 1024,
        sharedRequestReplaySize: 1024, pool: ImpatientPool(HTTPServer.defaultPool(), seconds: idleSeconds),
        logger: .disabled),
      handler: ClosureHTTPHandler { request in
        Self.response(to: request, port: actual.withValue { $0 }, answer)
      })
    self.server = server
    let failure = Locked<(any Error)?>(nil)
    let begun = DispatchSemaphore(value: 0)
    Task {
      do {
        try await server.run()
      } catch {
        failure.withValue { $0 = error }
        begun.signal()
      }
    }
    Task {
      try? await server.waitUntilListening(timeout: 10)
      if case .ip4(_, let found)? = await server.listeningAddress { actual.withValue { $0 = Int(found) } }
      begun.signal()
    }
    begun.wait()
    if let error = failure.withValue({ $0 }) { throw ServingError(error, port: port) }
    self.port = actual.withValue { $0 }
  }

  /// Ends all connections, and listens no more.
  package func stop() {
    let ended = DispatchSemaphore(value: 0)
    Task {
      await server.stop(timeout: 0.2)
      ended.signal()
    }
    _ = ended.wait(timeout: .now() + 2)
  }

  /// The address for a browser.
  package var address: String { "http://127.0.0.1:\(port)/" }

  private static func response(
    to request: HTTPRequest, port: Int, _ answer: (String) -> PageReply
  ) -> HTTPResponse {
    let reply: PageReply
    let hosts = request.headers.values(for: .host)
    if hosts.count != 1 || !isOurs(hosts[0], port: port) {
      reply = .refusal(403, "Only http://127.0.0.1:\(port)/ and http://localhost:\(port)/ are answered.")
    } else if request.method != .GET && request.method != .HEAD {
      reply = .refusal(405, "This page is only read: GET and HEAD are answered.")
    } else {
      reply = answer(request.target.path())
    }
    return reply.response(isHead: request.method == .HEAD)
  }

  /// Whether a request was meant for this machine by one of the names that no one else can have.
  static func isOurs(_ host: String, port: Int) -> Bool {
    ["localhost", "127.0.0.1", "[::1]"].contains { name in
      host.lowercased() == "\(name):\(port)" || (port == 80 && host.lowercased() == name)
    }
  }
}

/// What a path gets.
package struct PageReply: Sendable {
  fileprivate let status: Int
  fileprivate let type: String
  fileprivate let bytes: [UInt8]

  /// A page of ours, which holds all that it needs.
  package static func html(_ text: String) -> PageReply {
    PageReply(status: 200, type: "text/html; charset=utf-8", bytes: Array(text.utf8))
  }

  package static func json(_ bytes: [UInt8]) -> PageReply {
    PageReply(status: 200, type: "application/json", bytes: bytes)
  }

  /// A file, which the browser shows as what its name says and never guesses.
  package static func file(_ bytes: [UInt8], name: String) -> PageReply {
    let types = [
      "png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "json": "application/json",
      "csv": "text/csv; charset=utf-8", "h5": "application/x-hdf5",
    ]
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return PageReply(status: 200, type: types[ending] ?? "text/plain; charset=utf-8", bytes: bytes)
  }

  /// There is nothing at the path.
  package static let notFound = refusal(404, "There is nothing here.")

  fileprivate static func refusal(_ status: Int, _ sentence: String) -> PageReply {
    PageReply(status: status, type: "text/plain; charset=utf-8", bytes: Array((sentence + "\n").utf8))
  }

  fileprivate func response(isHead: Bool) -> HTTPResponse {
    let phrases = [200: "OK", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"]
    var headers: HTTPHeaders = [
      .contentType: type, .contentLength: "\(bytes.count)", HTTPHeader("Cache-Control"): "no-store",
      HTTPHeader("X-Content-Type-Options"): "nosniff", HTTPHeader("Referrer-Policy"): "no-referrer",
      HTTPHeader("X-Frame-Options"): "DENY", HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      HTTPHeader("Content-Security-Policy"):
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'",
    ]
    if status == 405 { headers[HTTPHeader("Allow")] = "GET, HEAD" }
    return HTTPResponse(
      statusCode: HTTPStatusCode(status, phrase: phrases[status] ?? ""), headers: headers,
      body: isHead ? Data() : Data(bytes))
  }
}
