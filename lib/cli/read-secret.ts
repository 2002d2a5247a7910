import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { CliError } from './cli-error'

/** Asks for a secret without showing it; from a pipe it is the first line. It never stands among the command's words, which others can see. */
export async function readSecret(question: string): Promise<string> {
  const secret = process.stdin.isTTY ? await ask(question) : (await text(process.stdin)).split(/\r?\n/, 1)[0]
  if (!secret) throw new CliError('nothing was entered', 'type it when asked, or give it through a pipe')
  return secret
}

function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      lines.close()
      process.stderr.write('\n')
      resolve(line)
    })
    lines.once('close', () => resolve(''))
  })
}
