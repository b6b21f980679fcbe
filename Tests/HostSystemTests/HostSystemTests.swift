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
      var launch = Launch("/bin/sh", ["-c", "read line; exit 3"])
      let input = Pipe()
      launch.input = .pipe(input)
      let child = try launch.start()
      #expect(child.isRunning)
      let before = try pauses()
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 1)
        try? input.fileHandleForWriting.close()
      }
      #expect(child.wait() == ChildProcess.Ending(status: 3, signal: nil))
      // One that looks every two milliseconds pauses some 450 times.
      #expect(try pauses() - before < 10)
      #expect(!child.isRunning)
      // A second time there is nothing to wait for, and nothing to end.
      child.send(SIGKILL)
      #expect(child.wait().status == 3)
    }

    @Test func `a program has its three streams open and nothing else of ours, however much that is`() throws
    {
      try requireMeans()
      let own = (0..<500).map { _ in dup(1) }
      defer { for number in own { close(number) } }
      let said = Pipe()
      var launch = Launch("/bin/sh", ["-c", "cat; exec ls /proc/self/fd"])
      launch.output = .pipe(said)
      let child = try launch.start()
      let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      // The fourth is the folder that is listed.
      #expect(text == "0\n1\n2\n3\n")
      #expect(child.wait().status == 0)
    }

    @Test func `a program that nobody waits for leaves the system's table when it ends`() throws {
      let path: String
      do {
        let child = try Launch("/bin/sleep", ["600"]).start()
        path = "/proc/\(child.number)"
        child.send(SIGKILL)
      }
      for _ in 0..<3000 where FileManager.default.fileExists(atPath: path) { usleep(10_000) }
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `the endings of programs are known where we were started to hear nothing of them`()
      async throws
    {
      let result = try await #require(
        processExitsWith: .success, observing: [\.standardOutputContent]
      ) {
        for number in [SIGCHLD, SIGTERM] { signal(number, SIG_IGN) }
        // Without an input of its own, the output's pipe gets the number of that.
        close(0)
        let said = Pipe()
        let arguments = ["-c", "echo $1; exit 7", "", "word"]
        var launch = Launch("/bin/sh", arguments, in: "/tmp", environment: ["A": "b"])
        launch.output = .pipe(said)
        let child = try launch.start()
        let words = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        print(words, child.wait().status)
        // It was started by one that ignores that signal, and which has no stream of errors.
        close(2)
        let sleep = try Launch("/bin/sleep", ["600"]).start()
        sleep.send(SIGTERM)
        print(sleep.wait().signal ?? 0)
      }
      #expect(String(decoding: result.standardOutputContent, as: UTF8.self).contains("word\n 7\n15\n"))
    }

    @Test func `a signal doesn't end the wait for what a program writes`() throws {
      let pipe = Pipe()
      let read = Locked(Data?.none), ended = DispatchSemaphore(value: 0), reader = Locked(pthread_t?.none)
      // A handler that doesn't ask for the call to be taken up again: the call ends with EINTR.
      var action = sigaction(), former = sigaction()
      action.__sigaction_handler.sa_handler = { _ in }
      sigaction(SIGUSR1, &action, &former)
      defer { sigaction(SIGUSR1, &former, nil) }
      Thread.detachNewThread {
        reader.withValue { $0 = pthread_self() }
        read.withValue { $0 = try? pipe.nextBytes(atMost: 100) }
        ended.signal()
      }
      var isEnded = false
      for _ in 0..<20 where !isEnded {
        isEnded = ended.wait(timeout: .now() + 0.01) == .success
        if !isEnded, let reader = reader.withValue({ $0 }) { pthread_kill(reader, SIGUSR1) }
      }
      try pipe.fileHandleForWriting.write(contentsOf: Data("answer".utf8))
      if !isEnded { ended.wait() }
      #expect(read.withValue { $0 } == Data("answer".utf8))
    }
  #endif

  @Test func `that it stops is said before anything does`() {
    let cancellation = Cancellation(), said = Locked(false), ended = DispatchSemaphore(value: 0)
    let saidBefore = Locked(false)
    Thread.detachNewThread {
      while !cancellation.isRequested {}
      let value = said.withValue { $0 }
      saidBefore.withValue { $0 = value }
      ended.signal()
    }
    let announce = {
      Thread.sleep(forTimeInterval: 0.05)
      said.withValue { $0 = true }
    }
    #expect(cancellation.request(announce: announce))
    ended.wait()
    #expect(saidBefore.withValue { $0 })
    #expect(!cancellation.request { Issue.record("it is said once more") })
  }

  @Test func `a program that can't be started is named with the reason`() throws {
    let error = HostError.cannotStart(path: "/etc/passwd", code: EACCES)
    #expect(throws: error) { try Launch("/etc/passwd").start() }
    #expect("\(error)".hasPrefix("/etc/passwd can't be started: Permission denied."))
    #expect(throws: HostError.cannotStart(path: "/bin/sh", code: ENOENT)) {
      try Launch("/bin/sh", in: "/nowhere").start()
    }
  }

  @Test func `a process is alive until it ends, and no other of its number is it`() throws {
    #expect(ProcessIdentity.current.isAlive == true)
    let child = try Launch("/bin/sleep", ["600"]).start()
    defer { child.send(SIGKILL) }
    let identity = ProcessIdentity(process: child.number)
    let started = try #require(identity.started)
    #expect(identity.isAlive == true)
    let later = ProcessIdentity(host: identity.host, process: identity.process, started: started + 100)
    #expect(later.isAlive == false)
    #expect(ProcessIdentity(host: "elsewhere", process: identity.process, started: started).isAlive == nil)
    child.send(SIGKILL)
    #expect(child.wait() == ChildProcess.Ending(status: SIGKILL, signal: SIGKILL))
    #expect(identity.isAlive == false)
  }

  #if os(Linux)
    @Test func `a process that was killed is dead though no one has asked how it ended`() throws {
      // The shell becomes a sleep that never asks after the child that the shell had started.
      var launch = Launch("/bin/sh", ["-c", "sleep 600 & echo $!; kill -9 $!; exec sleep 600 >/dev/null"])
      let pipe = Pipe()
      launch.output = .pipe(pipe)
      let parent = try launch.start()
      defer { parent.send(SIGKILL) }
      let text = String(decoding: try pipe.nextBytes(atMost: 100), as: UTF8.self)
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
