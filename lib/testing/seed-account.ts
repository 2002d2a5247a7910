import { newId } from '@/lib/core/id'
import type { IsoDate } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'

type AccountFacts = {
  readonly householdId: string
  readonly holders: readonly string[]
  readonly share?: string
  readonly currency?: string
  readonly name?: string
  readonly bank?: string
  readonly balanceMinor?: bigint | null
  readonly balanceType?: string
  readonly iban?: string
  readonly archivedAt?: Date
  readonly choice?: string
}

/** An account as a finished sync leaves it: kept, with its balance and its sealed IBAN. Answers its id. */
export async function seedAccount(facts: AccountFacts): Promise<string> {
  const { householdId, holders, share = 'none', currency = 'EUR', name = 'Account', bank = 'Test Bank', balanceType = 'ITBD' } = facts
  const { balanceMinor = 0n, iban, archivedAt = null, choice = 'kept' } = facts
  const id = newId()
  await asSystem(householdId, async (db) => {
    const vault = await openVault(db, householdId)
    await db.account.create({
      data: {
        householdId,
        id,
        aspspName: bank,
        aspspCountry: 'FI',
        bankName: name,
        cashAccountType: 'CACC',
        currency,
        choice,
        share,
        balanceMinor,
        balanceType: balanceMinor === null ? null : balanceType,
        balanceObservedAt: balanceMinor === null ? null : new Date(),
        archivedAt,
        lastFour: iban?.slice(-4) ?? null,
        sealedIban: iban ? vault.seal({ table: 'account', column: 'sealed_iban', rowId: id }, iban) : null,
        ibanIndex: iban ? vault.blindIndex('iban', iban) : null,
      },
    })
    await db.accountAccess.createMany({ data: holders.map((memberId) => ({ householdId, accountId: id, memberId, holder: true })) })
    if (balanceMinor !== null) {
      await db.balance.create({
        data: { householdId, accountId: id, type: balanceType, currency, amountMinor: balanceMinor, observedAt: new Date() },
      })
    }
  })
  return id
}

export type SeedRow = {
  readonly day: string
  readonly minor: bigint
  readonly name?: string
  readonly description?: string
  readonly status?: string
  readonly currency?: string
  readonly category?: string | null
  readonly counterpartyIban?: string
  readonly reviewReason?: string
  readonly detail?: Record<string, unknown>
}

/** Rows with the totals a sync keeps beside them. Answers their ids in order. */
export async function seedTransactions(householdId: string, accountId: string, rows: readonly SeedRow[]): Promise<string[]> {
  const ids = rows.map(() => newId())
  await asSystem(
    householdId,
    async (db) => {
      const vault = await openVault(db, householdId)
      await db.transaction.createMany({
        data: rows.map((row, index) => {
          const { day, minor, name = 'Somebody', description = null, status = 'BOOK', currency = 'EUR', category = null } = row
          const id = ids[index] ?? ''
          return {
            householdId,
            id,
            accountId,
            status,
            amountMinor: minor,
            currency,
            effectiveDate: new Date(day),
            bookingDate: new Date(day),
            name,
            description,
            category,
            factsHash: id,
            reviewReason: row.reviewReason ?? null,
            firstSeenAt: new Date(`${day}T12:00:00Z`),
            counterpartyIndex: row.counterpartyIban ? vault.blindIndex('iban', row.counterpartyIban) : null,
            searchText: [name, description, plainAmount(minor)].filter(Boolean).join(' ').toLowerCase(),
            sealedDetail: vault.seal(
              { table: 'transaction', column: 'sealed_detail', rowId: id },
              JSON.stringify({ ...PLAIN_DETAIL, ...row.detail }),
            ),
          }
        }),
      })
      await db.$executeRaw`
      INSERT INTO daily_total (household_id, account_id, day, currency, net_minor, count)
      SELECT household_id, account_id, effective_date, currency, sum(amount_minor), count(*) FROM transaction
       WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND status = 'BOOK' GROUP BY 1, 2, 3, 4
      ON CONFLICT (household_id, account_id, day, currency) DO UPDATE SET net_minor = EXCLUDED.net_minor, count = EXCLUDED.count`
      await db.$executeRaw`
      INSERT INTO monthly_total (household_id, account_id, month, category, currency, in_minor, out_minor, count)
      SELECT household_id, account_id, date_trunc('month', effective_date)::date, coalesce(category, ''), currency,
             coalesce(sum(amount_minor) FILTER (WHERE amount_minor >= 0), 0), coalesce(sum(amount_minor) FILTER (WHERE amount_minor < 0), 0), count(*)
        FROM transaction WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND status = 'BOOK' GROUP BY 1, 2, 3, 4, 5
      ON CONFLICT (household_id, account_id, month, category, currency)
      DO UPDATE SET in_minor = EXCLUDED.in_minor, out_minor = EXCLUDED.out_minor, count = EXCLUDED.count`
    },
    { timeoutMs: 120_000 },
  )
  return ids
}

/** Fixed rates for one day, e.g. `{ SEK: '11.0500' }`: units for one euro. */
export async function seedRates(householdId: string, day: IsoDate, rates: Readonly<Record<string, string>>): Promise<void> {
  await asSystem(householdId, (db) =>
    db.fxRate.createMany({
      data: Object.entries(rates).map(([currency, rate]) => ({ day: new Date(day), currency, rate })),
      skipDuplicates: true,
    }),
  )
}

const PARTY = { name: null, iban: null, otherAccount: null, addressLines: [] }
const PLAIN_DETAIL = { creditor: PARTY, debtor: PARTY, remittance: [], bankCode: { code: null, subCode: null, description: null } }

/** Two decimals, as all currencies of these fixtures have. */
function plainAmount(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
