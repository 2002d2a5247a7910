/** Payees of one payment, and rows of one file. */
export const LINES_MAX = 500
/** SEPA rulebooks: a name, one line of an address, and the whole message. */
export const NAME_LENGTH_MAX = 70
export const MESSAGE_LENGTH_MAX = 140
export const ADDRESS_LINES_MAX = 2
/** "999999999.99", the most a SEPA message can say (EPC AT-T002). */
export const SEPA_MINOR_MAX = 99_999_999_999n
