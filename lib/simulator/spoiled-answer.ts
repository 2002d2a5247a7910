type Fields = Record<string, unknown>

/** Decimal text becomes a number, a number becomes text; everything else stays. */
export function mixTypes(value: unknown): unknown {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return parseFloat(value)
  if (typeof value === 'number') return String(value)
  return mapParts(value, mixTypes)
}

/** Without these fields, wherever they stand. */
export function leaveOut(value: unknown, fields: readonly string[]): unknown {
  const rest = isFields(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key))) : value
  return mapParts(rest, (part) => leaveOut(part, fields))
}

/** Every object has fields nobody knows, of every type there is. */
export function withMore(value: unknown): unknown {
  const same = mapParts(value, withMore)
  return isFields(same) ? { ...same, x_text: 'new', x_number: 1e300, x_flag: true, x_none: null, x_list: [[]], x_object: { a: {} } } : same
}

function mapParts(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change)
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)])) : value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
