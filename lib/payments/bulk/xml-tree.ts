/** What the parser makes of XML: text, a branch, or several of either under one name. */
export type XmlBranch = { readonly [name: string]: XmlValue }
type XmlValue = string | XmlBranch | readonly (string | XmlBranch)[] | undefined

/** The one branch of a name; the first of several. */
export function branch(parent: XmlBranch | null, name: string): XmlBranch | null {
  return branches(parent, name)[0] ?? null
}

export function branches(parent: XmlBranch | null, name: string): XmlBranch[] {
  return listOf(parent, name).filter((child): child is XmlBranch => typeof child === 'object')
}

/** The text at the end of a path, trimmed; '' when it is not there. */
export function leaf(parent: XmlBranch | null, ...path: readonly string[]): string {
  const [name, ...rest] = path
  if (name === undefined) return ''
  return rest.length === 0 ? (leaves(parent, name)[0] ?? '') : leaf(branch(parent, name), ...rest)
}

/** An element with attributes keeps its text beside them. */
export function leaves(parent: XmlBranch | null, name: string): string[] {
  return listOf(parent, name).map((child) => (typeof child === 'string' ? child : leaf(child, '#text')).trim())
}

function listOf(parent: XmlBranch | null, name: string): readonly (string | XmlBranch)[] {
  if (parent === null || !Object.hasOwn(parent, name)) return []
  const value = parent[name]
  if (value === undefined) return []
  return typeof value === 'string' || !Array.isArray(value) ? [value as string | XmlBranch] : (value as readonly (string | XmlBranch)[])
}
