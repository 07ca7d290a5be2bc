import { countryOf } from '#text/countries.ts'
import { leaderLike, leaderNamed } from './offices.ts'
import { bodyNamed } from './organisations.ts'

/** Peoples and movements that the news names without their country, where nearly all of them live in one. */
const peoples: ReadonlyMap<string, string> = new Map(
  (
    'NGA Hausa Yoruba Igbo Ibo Fulani Ogoni Ijaw Biafran;RWA Tutsi Hutu Interahamwe;LKA Tamil;MMR Karen Kachin Rohingya Chin Arakan;RUS Chechen Tatar Ingush Dagestani Cossack Siberian;' +
    'ZAF Zulu Xhosa Afrikaner Inkatha Boer;KEN Kikuyu Luo Kalenjin;CHN Uighur Uyghur Tibetan;ESP Basque Catalan;PHL Moro;IDN Acehnese Papuan;IND Kashmiri Naxalite Maoist Sikh Gujarati Bengali Punjabi Naga;' +
    'LBN Maronite Druze Phalangist Falangist;CHL Mapuche;ETH Tigrayan Tigrean Oromo Amhara;ZWE Ndebele Shona;AFG Pashtun Hazara Mujahideen Mujahedeen;PAK Baluch Baloch Mohajir Sindhi;LAO Hmong;ISR Jewish Zionist Haredi;' +
    'SDN Darfuri Janjaweed;SSD Dinka Nuer;UKR Crimean;IRQ Sadrist Yazidi Baathist;DZA Kabyle Berber;GEO Abkhaz Abkhazian Ossetian;TWN Kuomintang;GBR Unionist Loyalist;CAN Quebecois Québécois Inuit;USA Republican Democrat Democratic Pentagon;' +
    'NIC Sandinista Contra;PER Senderista;CIV Baoule;MLI Tuareg;PSE Fatah Gazan Gazans;SLV Salvadoran;MEX Zapatista;SOM Puntland;COD Banyamulenge;CYP Cypriot;HRV Ustashe;SRB Chetnik'
  )
    .split(';')
    .flatMap((line) => {
      const [code = '', ...words] = line.split(' ')
      return words.flatMap((word) => [[word, code] as const, [`${word}s`, code] as const])
    }),
)

const titled =
  /\b(?:president|prime minister|premier|chancellor|king|queen|leader|administration|government|regime|secretary|minister|general|gen|sen|senator|emir|prince)\b/i
const capitalised = /\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:al|el|ul|bin|ibn|de|da|dos|von|van|der|la|le|del)[\s-]+)*\p{Lu}[\p{L}.'’-]*)*/gu

/**
 * The country of somebody as a text names them: "Bosnian officials", "President Arias", "the Tamil rebels", "Hamas". First what
 * the words say themselves, then known bodies, leaders in the news of that year (null: any), and peoples. Null: cannot be told.
 * International bodies have none, wherever they work ("UN troops in Lebanon").
 */
export function affiliationOf(surface: string, year: number | null): string | null {
  const phrase = surface.replace(/['’]s?$/, '').trim()
  const names = [...phrase.matchAll(capitalised)]
  for (const { 0: name, index } of names) {
    const body = bodyIn(name)
    if (body && (body.country !== null || index <= 4)) return body.country
  }
  if (/^(?:the\s+)?Jewish\b/.test(phrase)) return 'ISR'
  const said = countryOf(phrase)
  if (said !== null) return said
  const office = titled.test(phrase)
  for (const { 0: name } of names) {
    const bare = name.replace(/['’]s$/, '')
    for (const form of endings(bare)) {
      const leader = leaderNamed(form, year, office || names.length === 1)
      if (leader) return leader.country
    }
  }
  for (const { 0: name } of names) for (const word of name.split(/[\s-]+/)) if (peoples.has(word)) return peoples.get(word)!
  for (const { 0: name } of office || names.length === 1 ? names : []) {
    for (const form of endings(name.replace(/['’]s$/, ''))) {
      const like = leaderLike(form, year)
      if (like) return like.country
    }
  }
  return null
}

const bodyIn = (name: string) => {
  const words = name.replace(/['’]s$/, '').split(/\s+/)
  for (let length = words.length; length > 0; length--)
    for (let from = 0; from + length <= words.length; from++) {
      const body = bodyNamed(words.slice(from, from + length).join(' '))
      if (body) return body
    }
  return null
}

/** "President Elias Hrawi" → itself, "Elias Hrawi", "Hrawi": a title may stand before the name. */
function* endings(name: string): Generator<string> {
  const words = name.split(/\s+/)
  for (let from = 0; from < words.length; from++) yield words.slice(from).join(' ')
}
