import Foundation
import HostSystem
import Testing

@Suite struct `The host` {
  @Test func `a program that a thread of Dispatch starts can be ended by a signal`() throws {
    let said = Locked((text: Data(), statuses: [Int32?]()))
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let ending = try? Program("/bin/sh").run(["-c", "kill -TERM $$; echo alive"]) { piece in
        said.withValue { $0.text += piece }
      }
      said.withValue { $0.statuses.append(ending?.status) }
    }
    #expect(said.withValue { $0.text } == Data())
    #expect(said.withValue { $0.statuses } == [SIGTERM, SIGTERM, SIGTERM, SIGTERM])
  }

  @Test func `what a program writes comes as it is written, and its complaints and status at the end`() throws
  {
    var output = Data()
    let ending = try Program("/bin/sh").run(["-c", "echo out; echo wrong >&2; exit 3"]) { output += $0 }
    #expect(output == Data("out\n".utf8))
    #expect(ending.status == 3 && ending.errors == "wrong\n")
  }

  #if os(Linux)
    /// How often this thread has stopped to wait for something.
    private func pauses() throws -> Int {
      let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
      let lines = status.split(separator: "\n")
      let line = try #require(lines.first { $0.hasPrefix("voluntary_ctxt_switches:") })
      return try #require(line.split(separator: "\t").last.flatMap { Int($0) })
    }

    @Test func `whoever waits for a program sleeps until it ends, and doesn't look again and again`() throws {
      let child = Process()
      child.executableURL = URL(fileURLWithPath: "/bin/sh")
      child.arguments = ["-c", "sleep 1; exit 3"]
      try child.start()
      let before = try pauses()
      child.waitForEnd()
      // One that looks every two milliseconds pauses some 450 times. Foundation may take a while to note the end.
      #expect(try pauses() - before < 100)
      #expect(!child.isRunning && child.terminationStatus == 3 && child.terminationReason == .exit)
      // A second time there is nothing to wait for.
      child.waitForEnd()
    }
  #endif

  @Test func `a process is alive until it ends, and no other of its number is it`() throws {
    #expect(ProcessIdentity.current.isAlive == true)
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sleep")
    child.arguments = ["600"]
    try child.run()
    defer { if child.isRunning { kill(child.processIdentifier, SIGKILL) } }
    let identity = ProcessIdentity(process: child.processIdentifier)
    let started = try #require(identity.started)
    #expect(identity.isAlive == true)
    let later = ProcessIdentity(host: identity.host, process: identity.process, started: started + 100)
    #expect(later.isAlive == false)
    #expect(ProcessIdentity(host: "elsewhere", process: identity.process, started: started).isAlive == nil)
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(identity.isAlive == false)
  }

  #if os(Linux)
    @Test func `a process that was killed is dead though no one has asked how it ended`() throws {
      // The shell becomes a sleep that never asks after the child that the shell had started.
      let parent = Process()
      parent.executableURL = URL(fileURLWithPath: "/bin/sh")
      parent.arguments = ["-c", "sleep 600 & echo $!; kill -9 $!; exec sleep 600 >/dev/null"]
      let pipe = Pipe()
      parent.standardOutput = pipe
      try parent.run()
      defer { _ = kill(parent.processIdentifier, SIGKILL) }
      let text = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      let number = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      let path = "/proc/\(number)/stat"
      for _ in 0..<3000 where (try? String(contentsOfFile: path, encoding: .utf8))?.contains(") Z") != true {
        Thread.sleep(forTimeInterval: 0.02)
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains(") Z"))
      #expect(ProcessIdentity(host: hostName(), process: number, started: nil).isAlive == false)
    }
  #endif

  @Test func `folders are made with those above them, and a file in the way is named`() throws {
    let root = FileManager.default.temporaryDirectory.path + "/host-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try makeFolder(root + "/a/b/c")
    try makeFolder(root + "/a/b/c")
    try append("x", to: root + "/a/file")
    try append("y", to: root + "/a/file")
    #expect(try String(contentsOfFile: root + "/a/file", encoding: .utf8) == "xy")
    #expect(
      throws: HostError.refused(
        action: "make the folder", path: root + "/a/file/d", reason: "Not a directory")
    ) {
      try makeFolder(root + "/a/file/d")
    }
    try removeFile(root + "/a/file")
    try removeFile(root + "/a/file")
  }

  static let lines: [(line: String, columns: Int?, shown: String)] = [
    ("width: 50 %, 12 min left", 24, "width: 50 %, 12 min left"),
    ("width: 50 %, 12 min left", 23, "width: 50 %, 12 min le…"),
    ("width: 50 %, 12 min left", 5, "width: 50 %, 12 min…"),
    ("width: 50 %, 12 min left", nil, "width: 50 %, 12 min left"),
    ("Schärfe: 50 %, noch 12 min", 20, "Schärfe: 50 %, noch…"),
    ("9-1-5: \u{1B}[1m36.66 dB\u{1B}[0m, 4 s", 20, "9-1-5: \u{1B}[1m36.66 dB\u{1B}[0m, 4 s"),
    ("9-1-5, seed 2: \u{1B}[1m36.66 dB\u{1B}[0m", 20, "9-1-5, seed 2: \u{1B}[1m36.6…\u{1B}[0m"),
  ]

  @Test(arguments: lines)
  func `a line is cut to the columns of its terminal, and what makes it bold still ends`(
    line: String, columns: Int?, shown: String
  ) {
    #expect(terminalLine(line, columns: columns) == shown)
  }
}
