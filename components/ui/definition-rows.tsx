import { Fragment, type ReactNode } from 'react'

export type Definition = { term: ReactNode; value: ReactNode }

/** Words left, value right. `isCode` for identifiers, `isNarrow` for 13 px in the narrow column. */
export function DefinitionRows({
  rows,
  isCode = false,
  isNarrow = false,
}: {
  rows: readonly Definition[]
  isCode?: boolean
  isNarrow?: boolean
}) {
  return (
    <dl className={['kv', isCode && 'code', isNarrow && 'narrow'].filter(Boolean).join(' ')}>
      {rows.map(({ term, value }, index) => (
        <Fragment key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
