import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { APP_ERROR_CODES } from '@/lib/core/errors'
import messages from '@/messages/en.json'
import { ErrorWords } from './error-words'

describe('a refused action', () => {
  it.each(APP_ERROR_CODES)('says what %s means and what to do', (code) => {
    const html = renderToStaticMarkup(
      <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
        <ErrorWords code={code} />
      </NextIntlClientProvider>,
    )
    const words = messages.errors.codes[code]
    expect(html).toContain(words.title)
    expect(html).toContain(words.what)
    expect(html).toContain('role="alert"')
  })
})
