/** A programmer's error: something that cannot be true if the code is right. Never used for input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

export class AssertionError extends Error {
  override readonly name = 'AssertionError'
}
