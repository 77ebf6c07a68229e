#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory for libcmark's trees, taken in large pieces and given back all at once: a page makes hundreds of nodes that
/// live and die together, and `malloc` took a quarter of the time of a build.
///
/// Each thread has its own. `free` does nothing; when the last document of the thread is gone, everything is reused.
/// A structure behind a pointer, because counting references took as long as handing out the memory.
struct Arena {
  private var chunks: [UnsafeMutableRawPointer] = []
  /// The last of them.
  private var chunk: UnsafeMutableRawPointer?
  private var chunkSize = Arena.firstChunk
  private var position = 0
  private var available = 0
  private var documents = 0

  private static let firstChunk = 1 << 18
  /// In front of every block stands its size.
  private static let header = 16

  private init() {}

  // MARK: Documents

  mutating func enter() { documents += 1 }

  mutating func leave() {
    documents -= 1
    guard documents == 0, let first = chunks.first else { return }
    if chunks.count > 1 {
      for chunk in chunks.dropFirst() { free(chunk) }
      chunks = [first]
      chunk = first
    }
    chunkSize = Arena.firstChunk
    position = 0
    available = Arena.firstChunk
  }

  // MARK: Blocks

  /// Zeroed memory of `size` bytes; `nil` when the system has none.
  mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    let needed = (size + Arena.header + 15) & ~15
    if position + needed > available, !addChunk(holding: needed) { return nil }
    guard let chunk else { return nil }
    let block = chunk + position
    position += needed
    block.storeBytes(of: size, as: Int.self)
    memset(block + Arena.header, 0, size)
    return block + Arena.header
  }

  mutating func reallocate(_ block: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
    guard let block else { return allocate(size) }
    let start = block - Arena.header
    let old = start.load(as: Int.self)
    if size <= old { return block }
    // The block that was handed out last grows where it stands, which is what a growing buffer mostly is.
    if let chunk {
      let end = start + ((old + Arena.header + 15) & ~15)
      let grown = (size + Arena.header + 15) & ~15
      if end == chunk + position, start + grown <= chunk + available {
        position = (start + grown) - chunk
        start.storeBytes(of: size, as: Int.self)
        return block
      }
    }
    guard let new = allocate(size) else { return nil }
    memcpy(new, block, old)
    return new
  }

  private mutating func addChunk(holding needed: Int) -> Bool {
    if !chunks.isEmpty { chunkSize = min(chunkSize * 2, 1 << 26) }
    let size = max(chunkSize, needed)
    guard let chunk = malloc(size) else { return false }
    chunks.append(chunk)
    self.chunk = chunk
    position = 0
    available = size
    return true
  }

  // MARK: The thread's own

  /// The arena of the calling thread, made on first use and freed with the thread.
  static var current: UnsafeMutablePointer<Arena> {
    if let known = pthread_getspecific(key) { return known.assumingMemoryBound(to: Arena.self) }
    let arena = UnsafeMutablePointer<Arena>.allocate(capacity: 1)
    arena.initialize(to: Arena())
    pthread_setspecific(key, arena)
    return arena
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { arena in
      // Linux hands over an optional, Darwin a pointer.
      let pointer: UnsafeMutableRawPointer? = arena
      guard let arena = pointer?.assumingMemoryBound(to: Arena.self) else { return }
      for chunk in arena.pointee.chunks { free(chunk) }
      arena.deinitialize(count: 1)
      arena.deallocate()
    }
    return key
  }()
}
