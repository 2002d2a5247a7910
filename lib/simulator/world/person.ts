/** Someone who banks in the simulated world. All of them are invented. */
export type Person = {
  /** Also the user name at every bank. */
  readonly username: string
  readonly password: string
  readonly otp: string
  readonly name: string
  readonly country: string
  readonly city: string
  readonly street: string
  readonly postCode: string
}

const PASSWORD = 'simulated'
const OTP = '012345'

const ROWS: readonly (readonly [username: string, name: string, country: string, city: string, street: string, postCode: string])[] = [
  ['aino.virtanen', 'Aino Virtanen', 'FI', 'Helsinki', 'Vaahterakuja 4 B 12', '00550'],
  ['elias.lindqvist', 'Elias Lindqvist', 'FI', 'Helsinki', 'Vaahterakuja 4 B 12', '00550'],
  ['veikko.salonen', 'Veikko Salonen', 'FI', 'Kuopio', 'Rantatie 18', '70100'],
  ['astrid.berglund', 'Astrid Berglund', 'SE', 'Umeå', 'Björkvägen 9', '903 21'],
  ['nils.hedlund', 'Nils Hedlund', 'SE', 'Göteborg', 'Hamngränd 3', '411 06'],
  ['ingrid.solberg', 'Ingrid Solberg', 'NO', 'Bergen', 'Fjellveien 22', '5019'],
  ['mads.kjaer', 'Mads Kjær', 'DK', 'Aarhus', 'Havnegade 41', '8000'],
  ['lena.hoffmann', 'Lena Hoffmann', 'DE', 'Leipzig', 'Lindenhof 7', '04109'],
  ['jonas.brandt', 'Jonas Brandt', 'DE', 'Bremen', 'Am Deich 15', '28199'],
  ['camille.moreau', 'Camille Moreau', 'FR', 'Nantes', '12 rue des Tilleuls', '44000'],
  ['matej.kovac', 'Matej Kovač', 'SI', 'Ljubljana', 'Lipova ulica 5', '1000'],
  ['sanne.devries', 'Sanne de Vries', 'NL', 'Utrecht', 'Wilgenlaan 28', '3512 AB'],
  ['lucia.navarro', 'Lucía Navarro', 'ES', 'Valencia', 'Calle del Olivo 6', '46001'],
  ['giulia.ferri', 'Giulia Ferri', 'IT', 'Bologna', 'Via dei Platani 11', '40121'],
  ['kadri.tamm', 'Kadri Tamm', 'EE', 'Tartu', 'Pärna 3-8', '51003'],
  ['janis.ozols', 'Jānis Ozols', 'LV', 'Rīga', 'Kļavu iela 14', 'LV-1050'],
  ['ruta.petrauske', 'Rūta Petrauskė', 'LT', 'Kaunas', 'Ąžuolų g. 2', '44001'],
  ['piotr.zielinski', 'Piotr Zieliński', 'PL', 'Gdańsk', 'ul. Jesionowa 30', '80-001'],
  ['anna.gruber', 'Anna Gruber', 'AT', 'Graz', 'Ahornweg 19', '8010'],
  ['kari.steinsson', 'Kári Steinsson', 'IS', 'Akureyri', 'Birkigata 5', '600'],
  ['niamh.byrne', 'Niamh Byrne', 'IE', 'Galway', '8 Willow Terrace', 'H91 A0X1'],
]

export const PEOPLE: readonly Person[] = ROWS.map(([username, name, country, city, street, postCode]) => ({
  username,
  password: PASSWORD,
  otp: OTP,
  name,
  country,
  city,
  street,
  postCode,
}))

/** The one who owns the accounts of a measuring run. */
export const BENCH_PERSON: Person = {
  username: 'bench.person',
  password: PASSWORD,
  otp: OTP,
  name: 'Benedikt Bench',
  country: 'FI',
  city: 'Oulu',
  street: 'Mittatie 1',
  postCode: '90100',
}
