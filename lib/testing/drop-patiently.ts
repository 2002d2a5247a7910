const TRIES = 50
const PAUSE_MS = 200
const PERMISSION_DENIED = '42501'

/**
 * Drops databases with force. While PostgreSQL cleans one of its own accord, no one but a superuser may push it aside: that
 * is over in a moment.
 */
export async function dropPatiently<T>(drop: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await drop()
    } catch (error) {
      if ((error as { code?: string }).code !== PERMISSION_DENIED || tries === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
