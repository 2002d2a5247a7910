/** A line may be written or not; `leftOut` says how many were not, with the first that is written again. */
export type LogTurn = { readonly isAllowed: boolean; readonly leftOut: number }

const MINUTE_MS = 60_000

/** Lets so many lines of one kind through in each minute: what strangers can cause at will must not fill the disk. */
export function createLogCap(linesPerMinute: number): (now: Date) => LogTurn {
  let minute = 0
  let lines = 0
  let held = 0
  return (now) => {
    const current = Math.floor(now.getTime() / MINUTE_MS)
    if (current !== minute) [minute, lines] = [current, 0]
    lines += 1
    if (lines > linesPerMinute) {
      held += 1
      return { isAllowed: false, leftOut: 0 }
    }
    const leftOut = held
    held = 0
    return { isAllowed: true, leftOut }
  }
}
