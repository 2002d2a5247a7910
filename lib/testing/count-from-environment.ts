/** How many cases a test tries: few with every change, many in a run of their own. @throws RangeError when the variable is no count */
export function countFromEnvironment(name: string, byDefault: number): number {
  const text = process.env[name] ?? String(byDefault)
  if (!/^\d{1,7}$/.test(text)) throw new RangeError(`${name} is not a count: ${text}`)
  return Number.parseInt(text, 10)
}
