import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CLIENT_NAMESPACES, pickMessages } from './client-messages'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describe('messages in the browser', () => {
  it('include every namespace a client component speaks', () => {
    const missing = [...filesReachedByClient()].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/useTranslations\((?:'([^']*)')?\)/g)]
        .map((match) => match[1] ?? '')
        .filter((namespace) => !CLIENT_NAMESPACES.some((listed) => namespace === listed || namespace.startsWith(`${listed}.`)))
        .map((namespace) => `${relative(ROOT, file)} speaks '${namespace}'`),
    )
    expect(missing).toEqual([])
  })

  it('are the listed branches and nothing else', () => {
    const all = { a: { one: '1', two: '2', deep: { x: 'x' } }, b: { three: '3' } }
    expect(pickMessages(all, ['a.one', 'a.deep'])).toEqual({ a: { one: '1', deep: { x: 'x' } } })
    expect(pickMessages(all, ['a', 'a.one', 'c.d'])).toEqual({ a: all.a })
    expect(all).toEqual({ a: { one: '1', two: '2', deep: { x: 'x' } }, b: { three: '3' } })
  })
})

/** Files that say 'use client' and all they import: a component without the directive runs in the browser when one of them imports it. */
function filesReachedByClient(): Set<string> {
  const reached = new Set<string>()
  const queue = ['app', 'components']
    .flatMap(sourceFiles)
    .filter((file) => /^(\/\*[\s\S]*?\*\/\s*)?'use client'/.test(readFileSync(file, 'utf8')))
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    queue.push(...importsOf(file))
  }
  return reached
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(ROOT, folder, name))
}

/** Our own files that this one imports as values. A server action is called, not bundled, so the chain ends there. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8')
  if (/^'use server'/.test(code)) return []
  return [...code.matchAll(/^(?:import|export)\s+(?!type\b)[^'"]*from\s+'([.@][^']*)'|import\('([.@][^']*)'\)/gm)].flatMap((match) => {
    const path = match[1] ?? match[2] ?? ''
    const base = path.startsWith('@/') ? join(ROOT, path.slice(2)) : path.startsWith('.') ? join(dirname(file), path) : null
    const found = base && [`${base}.tsx`, `${base}.ts`, base].find((candidate) => existsSync(candidate) && statSync(candidate).isFile())
    return found && /\.tsx?$/.test(found) ? [found] : []
  })
}
