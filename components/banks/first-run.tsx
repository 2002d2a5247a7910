import { FlaskConical, KeyRound, Link as LinkIcon, Lock, X, CircleMinus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { PageHeader } from '@/components/ui/page-header'
import type { ActionResult } from '@/lib/core/result'
import './banks.css'
import { DemoButton } from './demo-button'

type FirstRunProps = {
  name: string
  /** The overview's own title. */
  title: string
  /** What this person may begin with; a viewer of the household waits for others to share. */
  may: { readonly connect: boolean; readonly demo: boolean; readonly invite: boolean }
  isSimulated: boolean
  fillWithDemo: (input: Record<string, never>) => Promise<ActionResult<unknown>>
  /** What waits for them all the same: somebody without an account of their own may have to approve a payment. */
  attention: ReactNode
}

/** An empty household: one's own bank first, invented data second. */
export function FirstRun({ name, title, may, isSimulated, fillWithDemo, attention }: FirstRunProps) {
  const t = useTranslations('firstRun')
  return (
    <>
      <PageHeader title={title} hasMark />
      <main id="main" tabIndex={-1}>
        <div className="page-lede lg:pt-4">
          <h2>{t('welcome', { name: name.split(' ')[0] ?? name })}</h2>
          <p>{t(may.connect ? (may.demo ? 'intro' : 'introNoDemo') : 'introViewer')}</p>
        </div>
        {attention}
        {may.connect && (
          <div className="ways">
            <ConnectWay isSimulated={isSimulated} />
            {may.demo && <DemoWay fillWithDemo={fillWithDemo} />}
          </div>
        )}
        {may.invite && (
          <p className="mt-4 text-14 text-muted">{t.rich('invite', { link: (chunks) => <Link href="/household">{chunks}</Link> })}</p>
        )}
      </main>
    </>
  )
}

function ConnectWay({ isSimulated }: { isSimulated: boolean }) {
  const t = useTranslations('firstRun.connect')
  return (
    <section className="way" aria-labelledby="way-connect">
      <div>
        <h3 id="way-connect">{t('title')}</h3>
        <p>{t(isSimulated ? 'whatSimulated' : 'what')}</p>
      </div>
      <div className="do">
        <ButtonLink look="main" href="/banks/connect">
          <LinkIcon className="ic s" aria-hidden="true" />
          {t('button')}
        </ButtonLink>
      </div>
      <ul>
        <li>
          <KeyRound className="ic" aria-hidden="true" />
          {t('password')}
        </li>
        <li>
          <Lock className="ic" aria-hidden="true" />
          {t('private')}
        </li>
        <li>
          <CircleMinus className="ic" aria-hidden="true" />
          {t('reading')}
        </li>
      </ul>
    </section>
  )
}

function DemoWay({ fillWithDemo }: Pick<FirstRunProps, 'fillWithDemo'>) {
  const t = useTranslations('firstRun.demo')
  return (
    <section className="way" aria-labelledby="way-demo">
      <div>
        <h3 id="way-demo">{t('title')}</h3>
        <p>{t('what')}</p>
      </div>
      <div className="do">
        <DemoButton fillWithDemo={fillWithDemo}>
          <FlaskConical className="ic s" aria-hidden="true" />
          {t('button')}
        </DemoButton>
      </div>
      <ul>
        <li>
          <X className="ic" aria-hidden="true" />
          {t('removable')}
        </li>
      </ul>
    </section>
  )
}
