/** `note`: works, but somebody may want to know. */
export type Finding = { readonly kind: 'good' | 'note' | 'bad'; readonly what: string; readonly fix?: string }

export function good(what: string): Finding {
  return { kind: 'good', what }
}

export function note(what: string, fix?: string): Finding {
  return { kind: 'note', what, fix }
}

export function bad(what: string, fix: string): Finding {
  return { kind: 'bad', what, fix }
}

const MARKS: Record<Finding['kind'], string> = { good: '✓', note: '·', bad: '✗' }

/** One line for what was found, one for the fix. */
export function writeFinding({ kind, what, fix }: Finding): string {
  return `${MARKS[kind]} ${what}${fix ? `\n    → ${fix}` : ''}`
}
