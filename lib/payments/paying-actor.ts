import type { Viewer } from '@/lib/households/viewer'

/** Who goes to a bank to pay: a member in one login session and one browser, by the browser's own random cookie. */
export type PayingActor = Viewer & { readonly browserId: string }
