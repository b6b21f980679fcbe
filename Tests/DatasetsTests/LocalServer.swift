import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import Datasets

/// An HTTP server on the loopback, with archives of the test's making. It ends when its standard input does.
///
/// Addresses: `/whole/NAME` serves a file and answers byte ranges; `/cut/NAME` breaks off in the middle of what it
/// was asked for, once a file; `/stuck/NAME` too, and doesn't give a byte of the second request;
/// `/rangeless/NAME` breaks off once a file and knows no ranges; `/silent/NAME` promises a file and never gives a byte.
/// Anything else is not found.
final class LocalServer {
  /// Where Python is, if it is.
  static let python = try? ExternalTool(
    anyOf: ["python3"], for: "serve files", environment: ProcessInfo.processInfo.environment)

  /// Whether tests need it: where everything must be there, as in CI, nothing is passed over.
  static let isWanted = python != nil || RealDatasets.isRequired

  /// What tests say that are skipped for want of a server.
  static let skipped = "python3, which serves the files of this test, isn't installed"

  private let process: ChildProcess
  private let standardInput = Pipe()
  private let folder: String
  /// `http://127.0.0.1:PORT`.
  let address: String

  /// Serves the files of a folder.
  init(folder: String) throws {
    self.folder = folder
    let output = Pipe()
    let python = try #require(LocalServer.python, "\(LocalServer.skipped)")
    var launch = Launch(python.path, ["-c", LocalServer.script, folder])
    (launch.input, launch.output) = (.pipe(standardInput), .pipe(output))
    process = try launch.start()
    address = try "http://127.0.0.1:" + output.nextLine()
  }

  deinit {
    try? standardInput.fileHandleForWriting.close()
    process.wait()
  }

  /// Each request as `PATH RANGE STATUS`, in order.
  var requests: [String] {
    ((try? String(contentsOfFile: folder + "/.requests", encoding: .utf8)) ?? "")
      .split(separator: "\n").map(String.init)
  }

  /// Runs a Python script in the served folder.
  static func make(_ script: String, in folder: String) throws {
    let python = try #require(LocalServer.python, "\(LocalServer.skipped)")
    let outcome = try python.run(["-c", "import os, sys; os.chdir(sys.argv[1])\n" + script, folder]) { _ in }
    if outcome.status != 0 { throw Failure(complaint: outcome.complaint) }
  }

  struct Failure: Error {
    let complaint: String
  }

  private static let script = """
    import http.server, os, sys, threading, time
    folder, seen, lock = sys.argv[1], {}, threading.Lock()
    class Handler(http.server.BaseHTTPRequestHandler):
      def log_message(self, *arguments): pass
      def do_GET(self):
        way, _, name = self.path.lstrip("/").partition("/")
        asked = self.headers.get("Range")
        path = os.path.join(folder, name)
        status = 200
        if way not in ("whole", "cut", "stuck", "rangeless", "silent") or not os.path.isfile(path): status = 404
        body = open(path, "rb").read() if status == 200 else b""
        start, total = 0, len(body)
        if status == 200 and asked and way != "rangeless":
          start = int(asked.split("=")[1].split("-")[0])
          status = 206 if start < total else 416
          body = body[start:]
        with lock:
          seen[self.path] = count = seen.get(self.path, 0) + 1
          open(os.path.join(folder, ".requests"), "a").write(f"{self.path} {asked or '-'} {status}\\n")
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 206: self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.end_headers()
        if way == "silent": time.sleep(600)
        if way in ("cut", "stuck", "rangeless") and count == 1: body = body[:len(body) // 2]
        if way == "stuck" and count == 2: body = b""
        self.wfile.write(body)
        self.close_connection = True
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    """
}
