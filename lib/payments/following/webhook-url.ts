import { env } from '@/lib/env'

const WEBHOOK_PATH = '/api/webhooks/enable-banking'

/** Where Enable Banking may tell of changes to a payment; null unless the operator wants that (ENABLE_BANKING_WEBHOOK). */
export function webhookUrl(): string | null {
  const { enableBankingWebhook, appUrl } = env()
  return enableBankingWebhook ? appUrl + WEBHOOK_PATH : null
}
