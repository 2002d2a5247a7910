'use client'

import { useEffect, useState } from 'react'

/** Modules of white around it, so that cameras find it (ISO/IEC 18004 §9.1). */
const QUIET = 4

/** A QR code, black on white in every theme because cameras want it so. The text it holds never leaves the browser. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<{ path: string; size: number } | null>(null)
  useEffect(() => {
    let isCurrent = true
    void draw(text).then((drawn) => isCurrent && setDrawing(drawn))
    return () => {
      isCurrent = false
    }
  }, [text])

  const side = (drawing?.size ?? 0) + 2 * QUIET
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="white" />
      {drawing && <path d={drawing.path} fill="black" />}
    </svg>
  )
}

/** Runs of dark modules as one path. */
async function draw(text: string): Promise<{ path: string; size: number }> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let length = 0
      while (column + length < size && data[row * size + column + length]) length++
      if (length > 0) path += `M${column + QUIET} ${row + QUIET}h${length}v1h-${length}z`
      column += length
    }
  }
  return { path, size }
}
