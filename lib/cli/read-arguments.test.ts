import { describe, expect, it } from 'vitest'
import { CliError, describeError } from './cli-error'
import { readArguments } from './read-arguments'

const SPECS = { household: { required: true, help: 'name' }, out: { help: 'file' }, force: { flag: true, help: '' } }

describe('the options of a command', () => {
  it('are read as they were typed', () => {
    const options = readArguments(['--household', 'Koivurinne 4', '--out=x.json', '--force'], SPECS)
    expect(options).toMatchObject({ household: 'Koivurinne 4', out: 'x.json' })
    expect(options.flags.has('force')).toBe(true)
    expect(readArguments(['--household', 'H'], SPECS).out).toBeUndefined()
  })

  it.each([[['--out', 'x']], [['--household']], [['--household', 'H', '--nonsense', '1']], [['--household', 'H', 'stray']]])(
    'are refused in one line: %j',
    (args) => {
      expect(() => readArguments(args, SPECS)).toThrow(CliError)
      try {
        readArguments(args, SPECS)
      } catch (error) {
        expect(describeError(error).split('\n')).toHaveLength(1)
      }
    },
  )
})
