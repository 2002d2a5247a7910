/** The types of payment that have a name with us; banks may offer others. */
export const PAYMENT_TYPES = [
  'SEPA',
  'INST_SEPA',
  'INTERNAL',
  'DOMESTIC',
  'CROSSBORDER',
  'DOMESTIC_SE_GIRO',
  'BULK_SEPA',
  'BULK_DOMESTIC',
  'BULK_DOMESTIC_SE_GIRO',
] as const
