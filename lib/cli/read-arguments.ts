import { parseArgs } from 'node:util'
import { CliError } from './cli-error'

/** One option of a command: always `--name value`. */
export type OptionSpec = { readonly required?: boolean; readonly help: string; /** Without a value: `--name`. */ readonly flag?: boolean }

export type OptionSpecs = Readonly<Record<string, OptionSpec>>

export type Options = Readonly<Record<string, string | undefined>> & { readonly flags: ReadonlySet<string> }

/**
 * Reads a command's options. Nothing is guessed: what is not in the list is refused.
 * @throws CliError naming what is missing or unknown
 */
export function readArguments(args: readonly string[], specs: OptionSpecs): Options {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { flag }]) => [name, { type: flag ? ('boolean' as const) : ('string' as const) }]),
  )
  const values = parse(args, options)
  const missing = Object.entries(specs).filter(([name, { required }]) => required && !values[name])
  if (missing.length > 0) throw new CliError(`missing ${missing.map(([name]) => `--${name}`).join(', ')}`, usageOf(specs))
  const texts = Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return Object.assign(Object.fromEntries(texts), { flags: new Set(Object.keys(values).filter((name) => values[name] === true)) })
}

export function usageOf(specs: OptionSpecs): string {
  const parts = Object.entries(specs).map(([name, { required, flag, help }]) => {
    const text = flag ? `--${name}` : `--${name} <${help}>`
    return required ? text : `[${text}]`
  })
  return `usage: ${parts.join(' ')}`
}

function parse(
  args: readonly string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values as Record<
      string,
      string | boolean | undefined
    >
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message.split('.')[0]!.replace(/^Unknown/, 'unknown') : String(error), undefined, {
      cause: error,
    })
  }
}
