#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files that a process should be able to have open: below that even system libraries end it without a word.
private let leastFiles: rlim_t = 64
/// Bytes of address space, the libraries' own and their threads' included.
private let leastMemory: rlim_t = 1 << 30

/// Takes as many open files as the shell lets this process have, and checks that they are enough, and the memory, too.
/// - Throws: `HostError.limited`.
public func requireMeans() throws(HostError) {
  #if canImport(Glibc)
    let (files, memory) = (
      __rlimit_resource_t(RLIMIT_NOFILE.rawValue), __rlimit_resource_t(RLIMIT_AS.rawValue)
    )
  #else
    let (files, memory) = (RLIMIT_NOFILE, RLIMIT_AS)
  #endif
  var limit = rlimit()
  if getrlimit(files, &limit) == 0 {
    if limit.rlim_cur < leastFiles {
      limit.rlim_cur = min(limit.rlim_max, leastFiles)
      setrlimit(files, &limit)
    }
    if limit.rlim_cur < leastFiles {
      throw .limited(
        what: "open files", found: Int(limit.rlim_cur), needed: Int(leastFiles), option: "ulimit -n")
    }
  }
  if getrlimit(memory, &limit) == 0, limit.rlim_cur < leastMemory {
    throw .limited(
      what: "KiB of memory", found: Int(limit.rlim_cur >> 10), needed: Int(leastMemory >> 10),
      option: "ulimit -v")
  }
}
