import { parseCurrency } from '@/lib/core/currency'
import { formatDecimal, money } from '@/lib/core/money'
import { notFound } from '@/lib/core/errors'
import type { Db, Prisma } from '@/lib/db'
import { openVault, type Vault } from '@/lib/vault/vault'

/** Whose export: of a member, what that member may see; of the operator (`memberId: null`), the whole household. */
export type ExportScope = { readonly householdId: string; readonly memberId: string | null }

const WITH = {
  identities: { orderBy: { hash: 'asc' } },
  balances: { orderBy: [{ type: 'asc' }, { currency: 'asc' }] },
  access: { where: { holder: true }, orderBy: { memberId: 'asc' } },
  feeds: { orderBy: { createdAt: 'asc' } },
  setAside: { orderBy: { rowHash: 'asc' } },
  gaps: { where: { closedAt: null }, orderBy: { fromDay: 'asc' } },
  balanceCheck: true,
} satisfies Prisma.AccountInclude

/** The document's head: the household, its members, and the accounts with their numbers opened and all balances. */
export async function exportAccounts(db: Db, scope: ExportScope) {
  const { householdId } = scope
  const household = await db.household.findUnique({ where: { id: householdId } })
  if (!household) throw notFound('household')
  const vault = await openVault(db, householdId)
  const members = await db.member.findMany({ where: { householdId, removedAt: null }, orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }] })
  const accounts = await selectAccounts(db, scope)
  return {
    household: { id: household.id, name: household.name, baseCurrency: household.baseCurrency },
    members: members.map(({ id, name, role }) => ({ id, name, role })),
    accounts: accounts.map((account) => toExport(account, vault)),
  }
}

/** Both walls: the condition is here, and row-level security holds it too. */
function selectAccounts(db: Db, { householdId, memberId }: ExportScope) {
  const visible = memberId === null ? {} : { OR: [{ share: { not: 'none' } }, { access: { some: { memberId, holder: true } } }] }
  return db.account.findMany({
    where: { householdId, choice: 'kept', ...visible },
    include: WITH,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

type ExportRow = Awaited<ReturnType<typeof selectAccounts>>[number]

function toExport(account: ExportRow, vault: Vault) {
  const open = (column: string, sealed: string | null) =>
    sealed === null ? null : vault.open({ table: 'account', column, rowId: account.id }, sealed)
  const other = open('sealed_other', account.sealedOther)
  return {
    id: account.id,
    bank: { name: account.aspspName, country: account.aspspCountry },
    bankName: account.bankName,
    customName: account.customName,
    holderName: account.holderName,
    type: account.cashAccountType,
    usage: account.usage,
    currency: account.currency,
    iban: open('sealed_iban', account.sealedIban),
    otherIdentification: other === null ? null : { scheme: account.otherScheme, identification: other },
    identificationHashes: account.identities.map(({ hash, isPrimary }) => ({ hash, isPrimary })),
    creditLimit: decimalOrNull(account.creditLimitMinor, account.currency),
    share: account.share,
    holders: account.access.map(({ memberId }) => memberId),
    countedBalanceType: account.balanceType,
    pinnedBalanceType: account.pinnedBalanceType,
    archivedAt: account.archivedAt?.toISOString() ?? null,
    noLongerSharedSince: account.noLongerSharedSince?.toISOString() ?? null,
    createdAt: account.createdAt.toISOString(),
    balances: account.balances.map((balance) => ({
      type: balance.type,
      amount: decimal(balance.amountMinor, balance.currency),
      currency: balance.currency,
      name: balance.name,
      referenceDate: day(balance.referenceDate),
      lastChangeAt: balance.lastChangeAt?.toISOString() ?? null,
      observedAt: balance.observedAt.toISOString(),
    })),
    feeds: account.feeds.map((feed) => ({
      state: feed.state,
      historyFrom: day(feed.historyFrom),
      readUntil: day(feed.readUntil),
      lastSyncedAt: feed.lastSyncedAt?.toISOString() ?? null,
    })),
    setAside: account.setAside.map(({ reason, seenAt }) => ({ reason, seenAt: seenAt.toISOString() })),
    gaps: account.gaps.map(({ fromDay, toDay, reason }) => ({ fromDay: day(fromDay), toDay: day(toDay), reason })),
    balanceCheck: account.balanceCheck.map(toCheck)[0] ?? null,
  }
}

function toCheck({ state, differenceMinor, currency, firstDayOff, checkedAt }: ExportRow['balanceCheck'][number]) {
  return {
    state,
    difference: decimalOrNull(differenceMinor, currency),
    currency,
    firstDayOff: day(firstDayOff),
    checkedAt: checkedAt.toISOString(),
  }
}

function decimal(minor: bigint, currency: string): string {
  return formatDecimal(money(minor, parseCurrency(currency)))
}

function decimalOrNull(minor: bigint | null, currency: string): string | null {
  return minor === null ? null : decimal(minor, currency)
}

/** Prisma gives a day as midnight UTC. */
function day(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}
