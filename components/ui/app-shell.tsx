import {
  ArrowRight,
  ChartLine,
  History,
  Landmark,
  Link as LinkIcon,
  Menu,
  Settings2,
  TableOfContents,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Face } from './face'
import { NavLink } from './nav-link'
import { SimulatedBadge } from './simulated-badge'

type Place = {
  key: 'overview' | 'accounts' | 'transactions' | 'payments' | 'pay' | 'banks' | 'household' | 'settings' | 'more'
  href: string
  Icon: LucideIcon
  also?: readonly string[]
  /** A part of it that is a place of its own. */ except?: string
  look?: 'pay'
}

const OVERVIEW: Place = { key: 'overview', href: '/', Icon: ChartLine }
const ACCOUNTS: Place = { key: 'accounts', href: '/accounts', Icon: Landmark }
const TRANSACTIONS: Place = { key: 'transactions', href: '/transactions', Icon: TableOfContents }
const PAYMENTS: Place = { key: 'payments', href: '/payments', Icon: History, except: '/payments/new' }
const PAY: Place = { key: 'pay', href: '/payments/new', Icon: ArrowRight, look: 'pay' }
const BANKS: Place = { key: 'banks', href: '/banks', Icon: LinkIcon }
const HOUSEHOLD: Place = { key: 'household', href: '/household', Icon: Users }
const SETTINGS: Place = { key: 'settings', href: '/settings', Icon: Settings2 }
const MORE: Place = {
  key: 'more',
  href: '/more',
  Icon: Menu,
  also: ['/payments', '/banks', '/household', '/settings'],
  except: '/payments/new',
}

const RAIL = [OVERVIEW, ACCOUNTS, TRANSACTIONS, PAYMENTS, BANKS, HOUSEHOLD, SETTINGS]
const TABS = [OVERVIEW, ACCOUNTS, PAY, TRANSACTIONS, MORE]
/** For who may only look. */
const TABS_WITHOUT_PAY = [OVERVIEW, ACCOUNTS, TRANSACTIONS, PAYMENTS, { ...MORE, except: PAYMENTS.href }]

type AppShellProps = {
  viewer: { name: string; householdName: string }
  mayPay: boolean
  /** The banks are made up; said on every page. */
  simulated: boolean
  /** An icon button, at the end of the viewer's line. */
  signOut?: ReactNode
  children: ReactNode
}

/** Rail on the desk, tabs on the phone, the page between. A page renders its `PageHeader` and `<main id="main">`. */
export function AppShell({ viewer, mayPay, simulated, signOut, children }: AppShellProps) {
  const t = useTranslations('nav')
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <div className="app">
        <aside className="rail" aria-label="Saldo">
          <div className="in-rail">
            <Link className="mark" href="/">
              Saldo
            </Link>
            <nav aria-label={t('main')}>
              {RAIL.map(({ key, href, except, Icon }) => (
                <NavLink key={key} className="nav" href={href} except={except}>
                  <Icon className="ic" aria-hidden="true" />
                  {t(key)}
                </NavLink>
              ))}
            </nav>
            {mayPay && (
              <NavLink className="btn" href={PAY.href}>
                <PAY.Icon className="ic s" aria-hidden="true" />
                {t('pay')}
              </NavLink>
            )}
            <div className="foot">
              {simulated && <SimulatedBadge />}
              <div className="me">
                <Face name={viewer.name} />
                <span className="min-w-0">
                  <span className="cut block font-medium">{viewer.name}</span>
                  <span className="cut block text-12 text-muted">{viewer.householdName}</span>
                </span>
                {signOut}
              </div>
            </div>
          </div>
        </aside>
        <div className="page">
          {simulated && (
            <aside className="phone px-4 pt-2" aria-label={t('simulated')}>
              <SimulatedBadge />
            </aside>
          )}
          {children}
        </div>
        <nav className="tabs" aria-label={t('mainBottom')}>
          {(mayPay ? TABS : TABS_WITHOUT_PAY).map(({ key, href, Icon, look, ...place }) => (
            <NavLink key={key} className={look} href={href} {...place}>
              <Icon className="ic" aria-hidden="true" />
              {t(key)}
            </NavLink>
          ))}
        </nav>
      </div>
    </>
  )
}
