/** A bank as two letters on one of four muted pairs. It is decoration: the bank's name stands beside it. */
export function Tile({ id, name, size }: { /** What the colour is chosen by. */ id: string; name: string; size?: 'small' }) {
  const pair = ['', ' b2', ' b3', ' b4'][hashOf(id) % 4] ?? ''
  return (
    <span className={`tile${pair}${size === 'small' ? ' s' : ''}`} aria-hidden="true">
      {monogramOf(name)}
    </span>
  )
}

/** The first two letters of a name; of "S-Pankki" they are "Sp", of "1822direkt" "18". */
export function monogramOf(name: string): string {
  const letters = [...name.normalize('NFC')].filter((character) => /[\p{L}\p{N}]/u.test(character))
  const [first = '·', second = ''] = letters
  return first.toLocaleUpperCase('en') + second.toLocaleLowerCase('en')
}

/** FNV-1a, so that a bank keeps its colour everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash >>> 3
}
