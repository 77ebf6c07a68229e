#if canImport(Glibc)
  import Glibc
#endif

/// Has glibc keep freed memory for the next campaign or page instead of giving it back to the system, which then hands
/// it out again cleared, page by page. Blocks of 8 MB and more still go back.
func keepFreedMemory() {
  #if canImport(Glibc)
    // Swift's module of glibc leaves out malloc.h, which declares the function and these three numbers.
    let (trimThreshold, topPad, mapThreshold): (Int32, Int32, Int32) = (-1, -2, -3)
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let mallopt = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
    _ = mallopt(mapThreshold, 8 << 20)
    _ = mallopt(trimThreshold, 64 << 20)
    _ = mallopt(topPad, 1 << 20)
  #endif
}
