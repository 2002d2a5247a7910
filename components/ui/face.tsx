/** A person as initials in a ring. It is decoration: the name stands beside it. */
export function Face({ name }: { name: string }) {
  return (
    <span className="face" aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

/** "Aino Virtanen" → AV, "Elias" → EL. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean)
  const first = [...(words[0] ?? '')]
  const last = [...(words.length > 1 ? (words.at(-1) ?? '') : '')]
  return ((first[0] ?? '·') + (last[0] ?? first[1] ?? '')).toLocaleUpperCase('en')
}
