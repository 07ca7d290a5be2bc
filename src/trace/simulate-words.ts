import type { Random } from './simulate-random.ts'

/** Towns and kinds of paper that make names of outlets; all invented. */
const towns =
  'Alderney Ashcombe Barrow Birchfield Bramley Calder Carrick Chestnut Copperhill Dunmore Eastmere Elmhurst Fairwater Ferndale Glenrock Greyfield Harbourton Hazelwood Ironbridge Juniper Kestrel Kingsford Lakeview Larkspur Linden Maplewood Marlow Merrow Millbrook Northgate Oakham Pinecrest Quarry Ravenna Redstone Riverbend Rosedale Saltmarsh Silverton Stonehaven Summit Thornbury Tidewater Underhill Valley Westmark Willow Windmere Yarrow Zephyr'.split(
    ' ',
  )
const papers =
  'Bulletin Chronicle Courier Dispatch Examiner Gazette Herald Independent Journal Ledger Mercury News Observer Post Press Record Sentinel Standard Sun Times Tribune Voice'.split(
    ' ',
  )
/** Cities as datelines write them. */
export const cities = 'ALDERNEY,BRAMLEY,CALDER FALLS,EASTMERE,GLENROCK,MARLOW,NORTHGATE,OAKHAM,RAVENNA,STONEHAVEN,TIDEWATER,YARROW'.split(
  ',',
)
const firstNames = 'Ada Ben Cora Dan Elsa Finn Gwen Hal Ines Joel Kit Lena Mara Ned Olga Piet Rosa Sven Tess Uma Vera Wim Yan Zoe'.split(
  ' ',
)
const lastNames =
  'Abbot Barlow Cresswell Dray Eggers Foxe Garland Hobbs Ibsen Jarvis Keane Lomax Munro Nash Orwin Pell Quist Rudd Sayle Tarn Ulrich Vance Wray Yates'.split(
    ' ',
  )
/** Agencies of the table in #text that reports are credited to. */
export const wires = ['AP', 'Reuters', 'AFP', 'dpa', 'UPI', 'AAP', 'Canadian Press', 'Xinhua'] as const

/** A way of writing that an outlet applies to all that it prints; null: as it comes. */
type HouseStyle = Readonly<{ spelling: 'uk' | 'us' | null; quotes: 'curly' | 'straight' | null; dashes: '–' | '—' | '--' | null }>
export type Outlet = Readonly<{ name: string; host: string; style: HouseStyle; furniture: readonly string[] }>

/** So many outlets, each name once. At most towns × papers. */
export function outletsFrom(random: Random, count: number): readonly Outlet[] {
  const names = new Set<string>()
  while (names.size < count) names.add(`${random.pick(towns)} ${random.pick(papers)}`)
  return [...names].map((name) => ({
    name,
    host: `www.${name.toLowerCase().replace(' ', '')}.example`,
    style: {
      spelling: random.pick(['uk', 'us', null, null]),
      quotes: random.pick(['curly', 'straight', null]),
      dashes: random.pick(['–', '—', '--', null, null, null]),
    },
    furniture: random.shuffled(furnitureOf(name)).slice(0, 3),
  }))
}

const furnitureOf = (name: string) => [
  `Sign up for the ${name} morning newsletter and have the day's stories in your inbox before breakfast.`,
  `Follow the ${name} for the latest updates.`,
  `Support local journalism: subscribe to the ${name} today.`,
  `Share this story with your friends`,
  `Copyright ${name}. All rights reserved. Not to be reprinted or put on other sites without leave.`,
  `Do you know more about this? Write to the newsroom of the ${name}.`,
  `Advertisement - story continues below`,
]

export const reporterFrom = (random: Random) => `${random.pick(firstNames)} ${random.pick(lastNames)}`

/** American and British spellings of one word. */
const spellings = pairs(
  'color colour,colors colours,honor honour,honored honoured,labor labour,neighbor neighbour,neighbors neighbours,neighborhood neighbourhood,favor favour,favorite favourite,behavior behaviour,harbor harbour,rumor rumour,rumors rumours,center centre,centers centres,theater theatre,defense defence,offense offence,license licence,organize organise,organized organised,organization organisation,organizations organisations,recognize recognise,recognized recognised,realize realise,realized realised,criticized criticised,criticize criticise,apologize apologise,apologized apologised,authorized authorised,analyze analyse,traveled travelled,traveling travelling,canceled cancelled,canceling cancelling,modeling modelling,program programme,programs programmes,gray grey,aging ageing,percent per_cent,toward towards,skeptical sceptical,tire tyre,check cheque,fulfill fulfil,enrollment enrolment,catalog catalogue,judgment judgement',
)
/** Words that desks change for each other. */
const synonyms = pairs(
  'said stated,about roughly,began started,big large,many numerous,people residents,also additionally,help assist,show demonstrate,shows demonstrates,however but,while as,after following,before ahead_of,get receive,need require,asked questioned,told informed,near close_to,children youngsters,found discovered,use employ,used employed,make create,made produced,says states,recent latest,several a_number_of,because since,may might,could might,killed slain,police officers,men males,women females,including among_them,according_to per,announced unveiled,plan proposal,plans proposals,group organization,company firm,companies firms,job position,jobs positions,buy purchase,bought purchased,important significant,end close,ended closed,top leading,house home,money funds,fight battle,law statute,country nation,government administration,work labor,likely probably,try attempt,tried attempted,called termed,often frequently,almost nearly,whole entire,enough sufficient,fast quickly,keep retain,left departed,went travelled',
)

function pairs(list: string): readonly (readonly [string, string])[] {
  return list.split(',').map((pair) => {
    const [one, other] = pair.split(' ')
    return [one!.replaceAll('_', ' '), other!.replaceAll('_', ' ')]
  })
}

const toBritish = new Map(spellings)
const toAmerican = new Map(spellings.map(([us, uk]) => [uk, us]))
const otherWord = new Map(synonyms.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]))

/** The word another desk would write, in the same case; null where the list has none. */
export function synonymOf(word: string): string | null {
  const other = otherWord.get(word.toLowerCase())
  return other === undefined ? null : cased(word, other)
}

const cased = (like: string, word: string) => (/^\p{Lu}/u.test(like) ? word[0]!.toUpperCase() + word.slice(1) : word)

/** Writes a sentence as the house does. */
export function inStyle(text: string, { spelling, quotes, dashes }: HouseStyle): string {
  const table = spelling === 'uk' ? toBritish : toAmerican
  const spelled =
    spelling === null
      ? text
      : text.replace(/\bper cent\b|\b[A-Za-z]+\b/g, (word) => {
          const other = table.get(word.toLowerCase())
          return other === undefined ? word : cased(word, other)
        })
  const dashed = dashes === null ? spelled : spelled.replace(/ ?(?:—|–|--) ?/g, ` ${dashes} `)
  if (quotes === 'straight') return dashed.replace(/[“”]/g, '"').replace(/[‘’]/g, "'")
  return quotes === 'curly' ? dashed.replace(/"([^"]*)"/g, '“$1”').replace(/(\w)'(\w)/g, '$1’$2') : dashed
}
