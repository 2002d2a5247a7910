'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useToast } from '@/components/ui/toast'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { DecidedDto, DecideActions } from './decide-actions'
import type { OpenRow } from './use-open-row'

export type RowDecisions = {
  readonly merge: (otherId: string) => void
  readonly split: (otherId: string) => void
  readonly splitEvidence: (evidence: string) => void
  readonly undo: DecideActions['undo']
  /** Reads the list and the open row anew. */
  readonly refresh: () => void
  readonly isPending: boolean
  readonly code: AppErrorCode | null
}

/** What a person may decide about the open row, with the word that it is done and a way back. */
export function useRowDecisions(transactionId: string, { decide, openRow }: { decide: DecideActions; openRow: OpenRow }): RowDecisions {
  const t = useTranslations('transactions.review.done')
  const client = useQueryClient()
  const toast = useToast()
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, start] = useTransition()

  function refresh(): void {
    void client.invalidateQueries({ queryKey: ['transactions'] })
    void client.invalidateQueries({ queryKey: ['transaction'] })
  }

  function run(work: () => Promise<ActionResult<DecidedDto>>, done: 'same' | 'split'): void {
    start(async () => {
      const answer = await work()
      setCode(answer.ok ? null : answer.error.code)
      if (!answer.ok) return
      const { decisionId, keptId } = answer.data
      if (keptId !== transactionId) openRow.open(keptId)
      refresh()
      toast(t(done), () => void takeBack(decisionId))
    })
  }

  async function takeBack(decisionId: string): Promise<void> {
    const undone = await decide.undo({ decisionId })
    refresh()
    toast(t(undone.ok ? 'undone' : 'notUndone'))
  }

  return {
    merge: (otherId) => run(() => decide.merge({ transactionId, otherId }), 'same'),
    split: (otherId) => run(() => decide.split({ transactionId, otherId }), 'split'),
    splitEvidence: (evidence) => run(() => decide.splitEvidence({ transactionId, evidence }), 'split'),
    undo: decide.undo,
    ...{ refresh, isPending, code },
  }
}
