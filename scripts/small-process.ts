/** Measured: with a small young generation and few arenas the idle server takes 90 to 120 MB instead of 140 to 180. */
export const SMALL_PROCESS = ['--max-semi-space-size=2']
export const SMALL_ALLOCATOR = { MALLOC_ARENA_MAX: '2' }
