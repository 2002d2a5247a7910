import { getRequestConfig } from 'next-intl/server'
import en from '@/messages/en.json'
import { getVisitor } from './get-display'
import type { Language } from './locales'

const CATALOGUES: Record<Language, typeof en> = { en }

/** next-intl without locale routing: the language comes from the visitor's cookie or browser. */
export default getRequestConfig(async () => {
  const { language, timeZone } = await getVisitor()
  return { locale: language, timeZone, messages: CATALOGUES[language] }
})
