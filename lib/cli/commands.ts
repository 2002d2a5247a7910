import { DEMO_OPTIONS, runDemo } from './demo-command'
import { DIAGNOSTICS_OPTIONS, runDiagnostics } from './diagnostics-command'
import { examine } from './doctor'
import { EXPORT_OPTIONS, runExport } from './export-command'
import { writeFinding } from './finding'
import { readArguments, usageOf, type OptionSpecs } from './read-arguments'
import { REGISTER_OPTIONS, runRegisterApp } from './register-command'
import { REPLAY_OPTIONS, runReplay } from './replay-command'
import { RESET_FACTORS_OPTIONS, runResetFactors } from './reset-factors-command'
import { runUserCreate, USER_CREATE_OPTIONS } from './user-command'

/** What a command is told of where it runs. */
export type Surroundings = { readonly dataDir: string; readonly findSetupLink: () => Promise<string | null> }

export type CommandResult = { readonly text: string; readonly exitCode: number }

type Command = {
  readonly words: string
  readonly help: string
  readonly options: OptionSpecs
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<CommandResult>
}

const done = (text: string): CommandResult => ({ text, exitCode: 0 })

/** Everything the operator's command line can do. */
export const COMMANDS: readonly Command[] = [
  {
    words: 'user create',
    help: 'make a user, the first one with their household',
    options: USER_CREATE_OPTIONS,
    run: async (args) => done(await runUserCreate(args)),
  },
  {
    words: 'user reset-factors',
    help: 'forget the passkeys and the authenticator app of somebody who has lost them, and sign them out everywhere',
    options: RESET_FACTORS_OPTIONS,
    run: async (args) => done(await runResetFactors(args)),
  },
  { words: 'setup-link', help: 'a fresh one-time link to set up this instance', options: {}, run: runSetupLink },
  { words: 'doctor', help: 'look at everything Saldo needs, with a fix for what is wrong', options: {}, run: runDoctor },
  {
    words: 'export',
    help: 'write a whole household into one file',
    options: EXPORT_OPTIONS,
    run: async (args) => done(await runExport(args)),
  },
  {
    words: 'replay',
    help: 'read kept answers of banks once more by today’s rules and show the difference (--apply makes it so)',
    options: REPLAY_OPTIONS,
    run: async (args) => done(await runReplay(args)),
  },
  {
    words: 'diagnostics',
    help: 'write what happened with a household’s banks into one file, without names, amounts or texts',
    options: DIAGNOSTICS_OPTIONS,
    run: async (args) => done(await runDiagnostics(args)),
  },
  {
    words: 'register-app',
    help: 'make a key and register an application for bank access',
    options: REGISTER_OPTIONS,
    run: async (args) => done(await runRegisterApp(args)),
  },
  {
    words: 'demo',
    help: 'fill an empty household with invented data (--remove takes it away)',
    options: DEMO_OPTIONS,
    run: async (args) => done(await runDemo(args)),
  },
]

/** The command these words begin with, and the rest of them. */
export function findCommand(words: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const command of COMMANDS) {
    const own = command.words.split(' ')
    if (own.every((word, index) => words[index] === word)) return { command, rest: words.slice(own.length) }
  }
  return null
}

export function writeHelp(): string {
  const lines = COMMANDS.map(({ words, help, options }) =>
    `  ${words.padEnd(14)}${help}\n${' '.repeat(16)}${usageOf(options).replace('usage: ', '')}`.trimEnd(),
  )
  return ['npm run saldo -- <command>', '', ...lines].join('\n')
}

async function runDoctor(args: readonly string[], { dataDir }: Surroundings): Promise<CommandResult> {
  readArguments(args, {})
  const findings = await examine({ dataDir })
  const bad = findings.filter((finding) => finding.kind === 'bad').length
  const verdict = bad === 0 ? 'Nothing is wrong.' : `${bad} ${bad === 1 ? 'thing is' : 'things are'} wrong.`
  return { text: [...findings.map(writeFinding), '', verdict].join('\n'), exitCode: bad === 0 ? 0 : 1 }
}

async function runSetupLink(args: readonly string[], { findSetupLink }: Surroundings): Promise<CommandResult> {
  readArguments(args, {})
  const link = await findSetupLink()
  return link
    ? done(`${link}\n(valid for 24 hours, works once; earlier links no longer do)`)
    : { text: 'this instance is set up already → sign in, or invite people under Household', exitCode: 1 }
}
