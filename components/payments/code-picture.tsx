'use client'

import { Camera } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'

/** Part of the Shape Detection API, which only some browsers have. */
type Detector = { detect: (picture: ImageBitmap) => Promise<readonly { rawValue: string }[]> }
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }

const FORMATS = ['qr_code', 'code_128']

type CodePictureProps = { onText: (text: string) => void; onNothing: () => void }

/** Takes or chooses a picture and reads the code in it, all within the browser. Hidden where the browser cannot. */
export function CodePicture({ onText, onNothing }: CodePictureProps) {
  const t = useTranslations('payments.form.code')
  const [formats, setFormats] = useState<string[]>([])
  useEffect(() => {
    void findDetector()
      ?.getSupportedFormats()
      .then((supported) => setFormats(FORMATS.filter((format) => supported.includes(format))))
      .catch(() => undefined)
  }, [])
  if (formats.length === 0) return null

  async function read(file: File): Promise<void> {
    const Detector = findDetector()
    if (!Detector) return
    try {
      const [found] = await new Detector({ formats }).detect(await createImageBitmap(file))
      if (found) onText(found.rawValue)
      else onNothing()
    } catch {
      onNothing()
    }
  }

  return (
    <label className="btn wide file-in">
      <Camera className="ic s" aria-hidden="true" />
      {t('camera')}
      <input
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // The same picture once more is news again.
          event.target.value = ''
          if (file) void read(file)
        }}
      />
    </label>
  )
}

function findDetector(): DetectorClass | null {
  return 'BarcodeDetector' in window ? (window as unknown as { BarcodeDetector: DetectorClass }).BarcodeDetector : null
}
