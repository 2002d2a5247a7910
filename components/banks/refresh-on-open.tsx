'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { ActionResult } from '@/lib/core/result'

type RefreshOnOpenProps = { refreshStaleBanks: (input: Record<string, never>) => Promise<ActionResult<{ queued: number }>> }

/** After the page has come to rest. */
const AFTER_MS = 1_500
/** The server decides what is stale; this only spares it the question. */
const ASK_EVERY_MS = 5 * 60_000
const LOOK_AGAIN_AFTER_MS = [6_000, 20_000] as const

/** When the app is opened or come back to, banks that were not read lately are read while the person is here. Draws nothing. */
export function RefreshOnOpen({ refreshStaleBanks }: RefreshOnOpenProps) {
  const router = useRouter()
  useEffect(() => {
    const timers: ReturnType<typeof setTimeout>[] = []
    let askedAt = 0
    const ask = async () => {
      if (document.visibilityState !== 'visible' || Date.now() - askedAt < ASK_EVERY_MS) return
      askedAt = Date.now()
      const result = await refreshStaleBanks({}).catch(() => null)
      if (!result?.ok || result.data.queued === 0) return
      for (const ms of LOOK_AGAIN_AFTER_MS) timers.push(setTimeout(() => router.refresh(), ms))
    }
    const onVisible = () => void ask()
    timers.push(setTimeout(onVisible, AFTER_MS))
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      for (const timer of timers) clearTimeout(timer)
    }
  }, [refreshStaleBanks, router])
  return null
}
