export const CSV_COLUMNS = ['name', 'account', 'bankgiro', 'plusgiro', 'amount', 'currency', 'reference', 'message', 'bic'] as const

export type CsvColumn = (typeof CSV_COLUMNS)[number]

/** Heads as people and programs write them in English, Finnish, German, French and Swedish, without accents, spaces and signs. */
const NAMES: Readonly<Record<CsvColumn, string>> = {
  name: `name payee payeename beneficiary beneficiaryname recipient recipientname receiver creditor creditorname to
    saaja saajannimi nimi vastaanottaja empfanger empfaenger empfangername zahlungsempfanger zahlungsempfaenger begunstigter beguenstigter
    beneficiaire nombeneficiaire nomdubeneficiaire destinataire nom mottagare mottagarensnamn mottagarnamn betalningsmottagare namn`,
  account: `iban account accountnumber accountno ibanaccount payeeaccount payeeiban creditoraccount creditoriban beneficiaryiban beneficiaryaccount recipientiban
    tili tilinumero saajantili saajantilinumero saajaniban konto kontonummer ibanempfanger empfangeriban ibanzahlungsempfanger kontodesempfangers
    compte numerodecompte ibanbeneficiaire comptebeneficiaire mottagarkonto mottagarenskonto tillkonto`,
  bankgiro: 'bankgiro bankgironummer bg bgnr',
  plusgiro: 'plusgiro plusgironummer pg pgnr',
  amount: `amount amounteur eur sum total value summa summaeur maara betrag betrageur summe zahlbetrag montant montanteur somme belopp beloppsek`,
  currency: 'currency ccy valuutta wahrung waehrung devise monnaie valuta',
  reference: `reference ref referencenumber creditorreference structuredreference rf rfreference kid ocr ocrnummer viite viitenumero viitenro referenz
    referenznummer zahlungsreferenz numerodereference referens referensnummer`,
  message: `message remittance remittanceinformation paymentmessage description details text note purpose viesti selite tiedoksi verwendungszweck zweck
    nachricht mitteilung communication motif libelle meddelande`,
  bic: 'bic swift bicswift swiftbic bickoodi biccode swiftcode bankbic',
}

const COLUMN_OF = new Map(CSV_COLUMNS.flatMap((column) => NAMES[column].split(/\s+/).map((name) => [name, column] as const)))

export function findCsvColumn(head: string): CsvColumn | null {
  const plain = head
    .normalize('NFKD')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return COLUMN_OF.get(plain) ?? null
}
