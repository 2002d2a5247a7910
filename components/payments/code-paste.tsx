'use client'

import { ScanQrCode } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { TextArea } from '@/components/ui/text-area'
import { CodePicture } from './code-picture'
import { usePay } from './pay-context'
import { useDisplay } from '@/components/ui/display-context'

/** Fills the form from what stands on an invoice: pasted text, or a picture where the browser can read codes. */
export function CodePaste({ at }: { at: number }) {
  const t = useTranslations('payments.form.code')
  const { style } = useDisplay()
  const { form, change, changeLine } = usePay()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<'nothing' | 'cameraNothing' | null>(null)

  async function read(pasted: string): Promise<void> {
    const { readIntoLine } = await import('./read-into-line')
    const found = readIntoLine(pasted, { currency: form.currency, style })
    if (!found) return setProblem('nothing')
    const { executeOn, ...line } = found
    changeLine(at, line)
    if (executeOn) change({ executeOn })
    close()
    document.getElementById(`lines.${at}.${line.amount ? 'name' : 'amount'}`)?.focus()
  }

  function close(): void {
    setOpen(false)
    setText('')
    setProblem(null)
  }

  return (
    <>
      <Button look="icon" aria-label={t('open')} onClick={() => setOpen(true)}>
        <ScanQrCode className="ic" aria-hidden="true" />
      </Button>
      <Sheet isQuestion isOpen={isOpen} onClose={close} title={t('title')}>
        <div className="form">
          <TextArea
            name="payment-code"
            isCode
            rows={6}
            label={t('paste')}
            help={t('pasteHelp')}
            error={problem ? t(problem) : undefined}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setProblem(null)
            }}
          />
          <Button look="main" wide onClick={() => void read(text)}>
            {t('read')}
          </Button>
          <CodePicture onText={(found) => void read(found)} onNothing={() => setProblem('cameraNothing')} />
        </div>
      </Sheet>
    </>
  )
}
