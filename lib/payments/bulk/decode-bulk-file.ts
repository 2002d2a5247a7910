/** Spreadsheets of western Europe still write Windows-1252 where they do not write UTF-8. Null: no text (a picture, a spreadsheet's own format). */
export function decodeBulkFile(bytes: Uint8Array): string | null {
  const text = decode(bytes)
  // Cells and tags hold no zeros nor other controls.
  return /[\u0000-\u0008\u000E-\u001F]/.test(text) ? null : text
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
