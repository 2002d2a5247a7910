/** The vault's purpose for indexes of IBANs: the same one for accounts and for the other side of a transaction. */
export const IBAN_INDEX = 'iban'
