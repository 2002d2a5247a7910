import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { listPaymentSources } from '@/lib/payments/sources/list-sources'
import type { PayingActor } from '@/lib/payments/paying-actor'
import type { BankWorld } from '../bank-world'
import { seedHousehold, seedMember } from '../household'
import type { PaySource } from './pay-life'

/** A member who pays, at two devices, and what they pay from. */
export type Payer = { readonly actor: PayingActor; readonly otherDevice: PayingActor; readonly sources: readonly PaySource[] }

export const PAY_BANKS = ['Saaristo Bank', 'Kontur', 'Tammi Savings Bank']
const PEOPLE = ['aino.virtanen', 'elias.lindqvist'] as const

/** A household of two who both bank where accounts can be paid from, with everything connected, kept and read. */
export async function openPayers(world: BankWorld, name: string): Promise<{ householdId: string; payers: Payer[] }> {
  const { householdId, viewer } = await seedHousehold({ name })
  const partner = await seedMember(householdId, 'adult')
  const payers: Payer[] = []
  for (const [nth, member] of [viewer, partner].entries()) payers.push(await openPayer(world, { viewer: member, person: PEOPLE[nth]! }))
  return { householdId, payers }
}

async function openPayer(world: BankWorld, { viewer, person }: { viewer: Viewer; person: string }): Promise<Payer> {
  const sessions = new Map<string, string>()
  for (const bank of PAY_BANKS) {
    const isCustomer = world.simulator.ledger.accounts().some((account) => account.bank === bank && account.owners.includes(person))
    if (!isCustomer) continue
    const bankSessionId = await world.connectBank(viewer, { country: 'FI', bank, person })
    await world.sync(viewer.householdId, bankSessionId)
    sessions.set(bank, bankSessionId)
  }
  const payable = (await listPaymentSources(viewer, world.now())).filter(
    ({ channel, currency }) => channel === 'bank' && currency === 'EUR',
  )
  const sources = payable.flatMap(({ accountId, bankName: bank }) => {
    const bankSessionId = sessions.get(bank)
    return bankSessionId === undefined ? [] : [{ accountId, bank, bankSessionId, person }]
  })
  return { actor: { ...viewer, browserId: `the browser of ${person}` }, otherDevice: await openOtherDevice(viewer), sources }
}

async function openOtherDevice(viewer: Viewer): Promise<PayingActor> {
  const { householdId, userId } = viewer
  const id = newId()
  const expiresAt = new Date(Date.now() + 60 * 86_400_000)
  await asSystem(householdId, (db) => db.loginSession.create({ data: { id, householdId, userId, tokenHash: `hash of ${id}`, expiresAt } }))
  return { ...viewer, loginSessionId: id, browserId: `the phone of ${userId}` }
}
