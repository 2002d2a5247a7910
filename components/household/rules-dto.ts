import type { MoneyDto } from '@/lib/core/money-dto'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'

/** The rules for paying as they cross to the browser. */
export type RulesDto = {
  readonly currency: string
  readonly approvalAbove: MoneyDto | null
  readonly payeesListedOnly: boolean
  readonly payers: readonly PayerDto[]
}

export type PayerDto = {
  readonly memberId: string
  readonly name: string
  readonly singleLimit: MoneyDto | null
  readonly dailyLimit: MoneyDto | null
}

/** Sums are decimal text, "" for no limit. */
export type LimitsInput = { memberId: string; singleLimit: string; dailyLimit: string }

/** What an owner is given to change the rules. */
export type ManageRules = {
  readonly methods: readonly StepUpMethod[]
  readonly saveHousehold: (input: { approvalAbove: string; payeesListedOnly: boolean }) => Promise<ActionResult<null>>
  readonly saveMember: (input: LimitsInput) => Promise<ActionResult<null>>
}
