/** A mistake of whoever typed the command, or of the machine's set-up: told in one line with what to do, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'
  constructor(
    message: string,
    readonly fix?: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** "…what is wrong → what to do", for any error a command ends with. */
export function describeError(error: unknown): string {
  if (error instanceof CliError) return error.fix ? `${error.message} → ${error.fix}` : error.message
  return error instanceof Error ? error.message : String(error)
}
