import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from './package.json'
import { ENV_VARIABLES } from './lib/env-schema'

const SKIPPED = new Set(['node_modules', '.git', '.next', '.data', 'generated', 'test-results', 'playwright-report', 'coverage'])
const LINES_MAX = 400
/** Next's own files must export by default; so must configuration files and what vitest starts once. */
const DEFAULT_EXPORTS =
  /(^|\/)(page|layout|template|loading|error|global-error|not-found|default|icon|manifest|robots)\.tsx?$|\.config\.(ts|mjs)$|^lib\/(i18n\/request|testing\/start-test-server)\.ts$/

const files = listFiles('.')
const sources = files.filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file))
const texts = files.filter((file) => /\.(ts|tsx|mjs|cjs|css|md|json|sql|prisma|example)$/.test(file) && file !== 'package-lock.json')
const read = (file: string) => fs.readFileSync(file, 'utf8')

function listFiles(dir: string): string[] {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(dir, entry.name)
    if (SKIPPED.has(entry.name) || entry.name === '.env' || /\.tsbuildinfo$|^next-env/.test(entry.name)) return []
    return entry.isDirectory() ? listFiles(file) : [file]
  })
}

/** Files in which the pattern stands, with the line's number. This file names what it forbids, so it is left out. */
function placesOf(pattern: RegExp, among: readonly string[]): string[] {
  return among
    .filter((file) => file !== 'tidy.test.ts')
    .flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}`] : [])),
    )
}

describe('the files', () => {
  it(`have at most ${LINES_MAX} lines`, () => {
    const lineCount = (file: string) => read(file).split('\n').length
    expect(sources.filter((file) => lineCount(file) > LINES_MAX).map((file) => `${file}: ${lineCount(file)}`)).toEqual([])
  })

  it('have names in kebab-case that say what is in them', () => {
    const own = sources.filter((file) => /^(app|components|lib|scripts|e2e|bench)\//.test(file))
    const names = own.map(
      (file) =>
        [
          file,
          path.basename(file).replace(/(\.(db|property|anomaly|bench))?(\.(test|spec|config))?(\.d)?\.[cm]?tsx?$|\.mjs$/, ''),
        ] as const,
    )
    const vague = /^(index|utils?|helpers?|types?|services?|managers?|common|misc|shared)$/
    expect(names.filter(([, name]) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || vague.test(name)).map(([file]) => file)).toEqual([])
  })

  it('export by name, except where Next asks for a default', () => {
    expect(
      placesOf(
        /^export default /,
        sources.filter((file) => !DEFAULT_EXPORTS.test(file)),
      ),
    ).toEqual([])
  })

  it('leave nothing for later and switch no check off', () => {
    expect(placesOf(/\b(TODO|FIXME|HACK)\b/, texts)).toEqual([])
    expect(placesOf(/eslint-disable|@ts-(ignore|nocheck|expect-error)|prettier-ignore/, sources)).toEqual([])
    expect(placesOf(/\b(it|test|describe)\.(only|skip|todo|fixme)\(/, sources)).toEqual([])
  })

  it('know nothing of the machine they were written on', () => {
    expect(placesOf(/\/work\/|\/tmp\/bash|\/home\/[a-z]+\/|\/Users\/[a-z]+\/|registry\.npmjs\.org|host\.docker\.internal/i, texts)).toEqual(
      [],
    )
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/)
  })
})

describe('the settings', () => {
  it('are documented in .env.example, every one and no other', () => {
    const documented = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name)
    expect(new Set(documented)).toEqual(new Set(ENV_VARIABLES.map(({ name }) => name)))
  })

  it('in .env.example are a working environment', async () => {
    const { parseOperatorEnv } = await import('./lib/env-parse')
    const pairs = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name, value])
    expect(parseOperatorEnv(Object.fromEntries(pairs) as NodeJS.ProcessEnv).port).toBe(3000)
  })
})

describe('the packages', () => {
  const all: Record<string, string> = { ...packageJson.dependencies, ...packageJson.devDependencies, ...packageJson.optionalDependencies }

  it('of Prisma have one version, to the last digit', () => {
    const versions = Object.entries(all).flatMap(([name, version]) =>
      name === 'prisma' || (name.startsWith('@prisma/') && name !== '@prisma/schema-engine-wasm') ? [version] : [],
    )
    expect(new Set(versions)).toEqual(new Set([packageJson.dependencies.prisma]))
    expect(all['@prisma/schema-engine-wasm']?.startsWith(`${packageJson.dependencies.prisma}-`)).toBe(true)
  })

  it('that run in production are pinned, but for small ones that only get fixes', () => {
    const loose = Object.entries({ ...packageJson.dependencies, ...packageJson.optionalDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    )
    expect(loose.map(([name]) => name).toSorted()).toEqual(['pg', 'postcss', 'typescript'])
  })
})

describe('every connector', () => {
  const root = 'lib/banking/connectors'
  const connectors = fs.readdirSync(root)

  it('exists', () => {
    expect(connectors).toContain('enable-banking')
  })

  for (const name of connectors) {
    for (const file of ['connector.ts', 'wire.ts', 'map.ts', 'errors.ts', 'connector.test.ts', 'map.test.ts', 'README.md']) {
      it(`has ${file} (${name})`, () => {
        expect(fs.existsSync(path.join(root, name, file))).toBe(true)
      })
    }
  }
})

describe('the words of the pages', () => {
  const namespaces = Object.keys(JSON.parse(read('messages/en.json')) as object)
  const used = new Set(
    sources.flatMap((file) =>
      [...read(file).matchAll(/(?:useTranslations|getTranslations)(?:<[^>]*>)?\((?:\{[^}]*namespace: )?'([A-Za-z]+)[.']/g)].map(
        ([, name]) => name!,
      ),
    ),
  )

  it('are all used, by their namespace', () => {
    expect(namespaces.filter((name) => !used.has(name))).toEqual([])
  })

  it('exist for every namespace that is used', () => {
    expect([...used].filter((name) => !namespaces.includes(name))).toEqual([])
  })
})

describe('the commands of a fresh clone', () => {
  it.each(['start', 'test', 'check', 'dev', 'build', 'run-ts'])('%s needs no package before it has installed them', (command) => {
    expect(packagesNeededBy(`scripts/${command}.mjs`)).toEqual([])
  })
})

/** Packages among the static imports, however long the chain. */
function packagesNeededBy(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const imported = [...read(file).matchAll(/^import [^\n]*?'([^']+)'$/gm)].map(([, name = '']) => name)
  return imported.flatMap((name) => {
    if (name.startsWith('node:')) return []
    return name.startsWith('./') ? packagesNeededBy(`scripts/${name.slice(2)}`, seen) : [`${file}: ${name}`]
  })
}
