/** A tag, its text or its children, its attributes. */
export type XmlNode = readonly [tag: string, content: string | readonly XmlNode[], attributes?: Readonly<Record<string, string>>]

export function writeXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeNode(root, '')}\n`
}

function writeNode([tag, content, attributes = {}]: XmlNode, indent: string): string {
  const open = [tag, ...Object.entries(attributes).map(([name, value]) => `${name}="${escapeXml(value)}"`)].join(' ')
  if (typeof content === 'string') return `${indent}<${open}>${escapeXml(content)}</${tag}>`
  return [`${indent}<${open}>`, ...content.map((child) => writeNode(child, `${indent}  `)), `${indent}</${tag}>`].join('\n')
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)
}
