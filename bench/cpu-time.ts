import fs from 'node:fs'

/** Processor time of a process so far, in milliseconds, with that of its children (a database server and its backends). Linux only: null elsewhere. */
export function cpuTime(pid: number): number | null {
  if (!fs.existsSync('/proc/self/stat')) return null
  const family = [pid, ...childrenOf(pid)]
  return family.reduce((sum, member) => sum + (ticksOf(member) ?? 0), 0) * MS_PER_TICK
}

const MS_PER_TICK = 10

function childrenOf(pid: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))?.[1] === String(pid))
    .map(Number)
}

/** User and system time, own and of children that ended. */
function ticksOf(pid: number): number | null {
  const stat = statOf(pid)
  return stat ? stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) : null
}

/** Fields after the program's name, which may hold anything. */
function statOf(pid: number): string[] | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null // it ended meanwhile
  }
}
