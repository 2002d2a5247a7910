import { useTranslations } from 'next-intl'

/** Reasons of banks that have words of ours (messages payments.reason); the rest is shown as the bank wrote it. ISO 20022 external codes. */
const REASONS = [
  ...['AB05', 'AB06', 'AB08', 'AB09', 'AB10', 'AC01', 'AC02', 'AC03', 'AC04', 'AC06', 'AC07', 'AC10', 'AC13', 'AG01', 'AG02', 'AG03'],
  ...['AG09', 'AG10', 'AM02', 'AM03', 'AM04', 'AM05', 'AM09', 'AM12', 'AM14', 'AM21', 'AM23', 'BE01', 'BE04', 'BE05', 'BE07', 'CUST'],
  ...['DT01', 'DUPL', 'ED05', 'FF01', 'FRAD', 'MD07', 'MS02', 'MS03', 'NARR', 'NOAS', 'RC01', 'RC07', 'RR01', 'RR02', 'RR03', 'RR04'],
  ...['RR10', 'TECH', 'TM01'],
] as const

type Reason = (typeof REASONS)[number]

/** A sentence for a bank's reason code, or null when there is none for it. */
export function useBankReason(): (code: string | null) => string | null {
  const t = useTranslations('payments.reason')
  return (code) => {
    const known = REASONS.find((reason): reason is Reason => reason === code)
    return known ? t(known) : null
  }
}
