import { CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Definition } from './definition-rows'
import { Facts, type Fact } from './facts'
import { SupportDetails } from './support-details'

type ErrorPageProps = {
  /** Two words in danger colour, such as "Not connected". */
  state: string
  /** What happened: "You declined at Saaristo Bank". */
  title: string
  what: ReactNode
  /** Whether money moved, what goes on working. */
  facts?: readonly Fact[]
  /** What to do: buttons, the first one filled. */
  children?: ReactNode
  support?: readonly Definition[]
  level?: 1 | 2
}

/** What happened, whether money moved, what goes on working, what to do; the code under "For support". */
export function ErrorPage({ state, title, what, facts = [], children, support = [], level = 2 }: ErrorPageProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <>
      <div className="max-w-[40rem]">
        <div role="alert">
          <span className="state err">
            <CircleX className="ic" aria-hidden="true" />
            {state}
          </span>
          <Heading className="mt-2 text-28 font-semibold tracking-[-.02em]">{title}</Heading>
          <p className="mt-2 text-muted">{what}</p>
        </div>
        {facts.length > 0 && (
          <div className="mt-6">
            <Facts facts={facts} />
          </div>
        )}
        {children && <div className="actions stackable mt-5">{children}</div>}
      </div>
      {support.length > 0 && <SupportDetails rows={support} />}
    </>
  )
}
