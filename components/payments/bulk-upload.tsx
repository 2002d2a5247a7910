'use client'

import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDisplay } from '@/components/ui/display-context'
import { Notice } from '@/components/ui/notice'
import { BULK_PROBLEMS, type BulkFile, type BulkProblem } from '@/lib/payments/bulk/bulk-file'
import { bulkLines } from './bulk-lines'
import { isBlankLine } from './empty-form'
import { usePay } from './pay-context'
import { useNamedWords, useOrderWords } from './use-order-words'

/** Payees from a table or a pain.001 file, with a word to every line that is not right; nothing of a doubtful file is taken. */
export function BulkUpload() {
  const t = useTranslations('payments.form.several')
  const { style } = useDisplay()
  const { form, facts, change } = usePay()
  const [file, setFile] = useState<BulkFile | null>(null)

  async function read(chosen: File): Promise<void> {
    const { readBulkFile } = await import('@/lib/payments/bulk/read-bulk-file')
    const bytes = new Uint8Array(await chosen.arrayBuffer())
    const found = readBulkFile(bytes, { capability: facts.capability, debtor: null, matchesPattern: null, currency: form.currency })
    setFile(found)
    if (found.lines.length === 0) return
    const currency = found.currency && facts.currencies.includes(found.currency) ? found.currency : form.currency
    const kept = form.lines.filter((line) => !isBlankLine(line))
    change({
      currency,
      lines: [...kept, ...bulkLines(found, { currency, style })],
      ...(found.executeOn && { executeOn: found.executeOn }),
    })
  }

  return (
    <div className="field">
      <div>
        <label className="btn file-in">
          <Upload className="ic s" aria-hidden="true" />
          {t('upload')}
          <input
            type="file"
            accept=".csv,.txt,.xml,text/csv,text/plain,text/xml,application/xml"
            onChange={(event) => {
              const [chosen] = event.target.files ?? []
              event.target.value = ''
              if (chosen) void read(chosen)
            }}
          />
        </label>
      </div>
      <p className="help">{t('uploadHelp')}</p>
      <div role="status">{file && <BulkResult file={file} />}</div>
    </div>
  )
}

function BulkResult({ file: { lines, problems } }: { file: BulkFile }) {
  const t = useTranslations('payments.form.several')
  const words = useOrderWords()
  const named = useNamedWords()
  const rowWords = useTranslations('payments.bulk')
  const problemWords = useProblemWords()
  const bad = lines.filter(({ errors }) => Object.keys(errors).length > 0)
  const isFatal = problems.some((problem) => problem.isFatal)
  return (
    <Notice kind={isFatal ? 'error' : bad.length > 0 ? 'warning' : 'done'}>
      {problems.map((problem) => (
        <p key={problem.code}>{problemWords(problem)}</p>
      ))}
      {lines.length > bad.length && <p>{t('read', { fine: lines.length - bad.length })}</p>}
      {bad.length > 0 && <p>{t('readBad', { bad: bad.length })}</p>}
      <ul>
        {bad.map(({ lineNumber, errors }) => (
          <li key={lineNumber}>
            {t('badLine', {
              line: lineNumber,
              words: Object.entries(errors)
                .map(([field, code]) => (field === 'row' ? rowWords('row') : code === 'required' ? named(field, code) : words(code)))
                .join(' '),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function useProblemWords(): (problem: BulkProblem) => string {
  const t = useTranslations('payments.bulk')
  return ({ code, names }) => t(BULK_PROBLEMS.includes(code) ? code : 'other', { names: names.join(', ') })
}
