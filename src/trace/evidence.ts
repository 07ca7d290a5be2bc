import type { Article } from '#model/article.ts'
import type { Ground } from '#model/copy.ts'
import { agencyNamed } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'

/**
 * How much each kind of evidence says about who copied whom, in log-odds: 1 is 73 in 100, 2 is 88, 3 is 95. Positive speaks
 * for exemplar → witness. Set by reason, not fitted: links and names are statements of the page; dates are often those of a
 * re-post; what was cut or kept is a habit of newsrooms.
 */
export const weights = {
  /** The witness names the exemplar's address as its own canonical one. */
  canonical: 6,
  /** The exemplar stands on the site of the agency that the witness credits. */
  agencyPage: 4,
  /** The witness's own words name the exemplar's outlet, and not the other way round. */
  outletNamed: 2.5,
  /** Published at least a day earlier; hours earlier; minutes earlier. Multiplied by the lower certainty of the two dates. */
  dayEarlier: 3,
  hoursEarlier: 2,
  minutesEarlier: 0.5,
  /** The exemplar keeps an agency credit or a dateline that the witness does not have: they get lost, and are not invented. */
  creditLost: 0.8,
  datelineLost: 0.5,
  /** The witness's text stands in the exemplar, which has more: newsrooms cut, mostly from the foot. */
  cut: 0.6,
  cutFromFoot: 0.9,
} as const

/** What the texts of a pair show, from the exemplar's side. Shares: 0 to 1. */
export type Shape = Readonly<{ shareOfExemplar: number; shareOfWitness: number; endsEarly: boolean }>

/** Shares from which one text is taken to stand whole inside the other, and below which a good part is missing. */
const whole = 0.9
const partly = 0.8
const hour = 3_600_000
const day = 24 * hour
/** Two clocks, time zones left unsaid among them, agree only so far. */
const clockSlack = hour / 6

/** Every reason for and against "the witness copied the exemplar", strongest first; also those that prove nothing. */
export function groundsOf(exemplar: Article, witness: Article, shape: Shape): readonly Ground[] {
  const all = [
    ...canonicalGrounds(exemplar, witness),
    ...outletGrounds(exemplar, witness),
    ...dateGrounds(exemplar, witness),
    ...creditGrounds(exemplar, witness),
    ...shapeGrounds(shape),
  ]
  return all.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.name < b.name ? -1 : 1))
}

export const logOdds = (grounds: readonly Ground[]): number => grounds.reduce((sum, { weight }) => sum + weight, 0)

const ground = (name: string, weight: number, says: string): Ground => ({ name, weight, says })

/** Who an article is, for a sentence: its outlet, its site, or the file that it came in. */
export function nameOf({ outlet, url }: Article): string {
  if (outlet) return outlet.value
  if (!URL.canParse(url)) return url
  const { hostname, pathname } = new URL(url)
  return hostname === '' ? decodeURI(pathname.split('/').at(-1)!) : hostname.replace(/^www\./, '')
}

function canonicalGrounds(exemplar: Article, witness: Article): readonly Ground[] {
  const e = exemplar.canonicalUrl?.value ?? null
  const w = witness.canonicalUrl?.value ?? null
  if (w !== null && w === exemplar.url && w !== witness.url)
    return [ground('canonical link', weights.canonical, `${nameOf(witness)} names the other page as its canonical address`)]
  if (e !== null && e === witness.url && e !== exemplar.url)
    return [ground('canonical link', -weights.canonical, `${nameOf(exemplar)} names the other page as its canonical address`)]
  if (e !== null && e === w) return [ground('canonical link', 0, 'one page on two addresses: both name one canonical address')]
  return []
}

function outletGrounds(exemplar: Article, witness: Article): readonly Ground[] {
  const byWitness = mentions(witness, exemplar)
  const byExemplar = mentions(exemplar, witness)
  if (byWitness === byExemplar) return []
  return byWitness
    ? [ground('outlet named', weights.outletNamed, `${nameOf(witness)} names ${nameOf(exemplar)}`)]
    : [ground('outlet named', -weights.outletNamed, `${nameOf(exemplar)} names ${nameOf(witness)}`)]
}

/** Shortest outlet name that is looked for in a text, in letters: below, it is also a word. */
const shortestOutlet = 6

function mentions(article: Article, other: Article): boolean {
  const name = other.outlet?.value
  if (!name || foldKey(name).length < shortestOutlet || foldKey(name) === foldKey(article.outlet?.value ?? '')) return false
  return article.text.includes(name) || (article.byline?.value.includes(name) ?? false)
}

function dateGrounds(exemplar: Article, witness: Article): readonly Ground[] {
  const e = exemplar.published
  const w = witness.published
  if (!e && !w) return [ground('no dates', 0, 'neither page says when it was published')]
  if (!e || !w) {
    const dated = e ? exemplar : witness
    return [ground('one date', 0, `only ${nameOf(dated)} gives a date (${(e ?? w)!.value.value}); that does not show who was first`)]
  }
  const apart = gapBetween(e.value.value, w.value.value)
  if (apart === 0) return [ground('dates', 0, `published at one time, as far as the dates tell (${e.value.value}, ${w.value.value})`)]
  const gap = Math.abs(apart)
  const size = gap >= day / 2 ? weights.dayEarlier : gap >= hour ? weights.hoursEarlier : weights.minutesEarlier
  const [first, second] = apart > 0 ? [exemplar, witness] : [witness, exemplar]
  return [
    ground(
      'dates',
      Math.sign(apart) * size * Math.min(e.certainty, w.certainty),
      `${nameOf(first)} is dated ${first.published!.value.value}, ${nameOf(second)} ${second.published!.value.value}`,
    ),
  ]
}

/** Milliseconds by which `first` lies before `second` (negative: after); 0 when the two may be the same time. */
function gapBetween(first: string, second: string): number {
  const one = interval(first)
  const other = interval(second)
  if (one === null || other === null) return 0
  const gap = one.until < other.from || other.until < one.from ? other.from - one.from : 0
  return Math.abs(gap) > clockSlack ? gap : 0
}

/** First and last millisecond that a date may mean. A time without a zone is taken as UTC. Null: not a date. */
function interval(text: string): Readonly<{ from: number; until: number }> | null {
  const [, year, month, date, time] = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(text) ?? []
  if (year === undefined) return null
  if (time !== undefined) {
    const at = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(time) ? text : `${text}Z`)
    return Number.isNaN(at) ? null : { from: at, until: at }
  }
  const from = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(date ?? 1))
  const next =
    date !== undefined ? from + day : month !== undefined ? Date.UTC(Number(year), Number(month), 1) : Date.UTC(Number(year) + 1, 0, 1)
  return { from, until: next - 1 }
}

/** The agencies that an article credits as a whole, by the names of our table where they are in it. */
export const creditsOf = (article: Article): ReadonlySet<string> =>
  new Set([...article.agencies.map(({ name }) => name), ...(article.dateline?.agency ? [article.dateline.agency] : [])].map(agencyKey))

const agencyKey = (name: string) => agencyNamed(name)?.name ?? name

/** The agency on whose own site an article stands. */
export const agencyOf = (article: Article): string | null => (article.outlet && agencyNamed(article.outlet.value)?.name) ?? null

function creditGrounds(exemplar: Article, witness: Article): readonly Ground[] {
  const byExemplar = creditsOf(exemplar)
  const byWitness = creditsOf(witness)
  const own = agencyOf(exemplar)
  const others = agencyOf(witness)
  if (own !== null && own !== others && byWitness.has(own))
    return [ground('agency page', weights.agencyPage, `${nameOf(witness)} credits ${own}, whose own page this is`)]
  if (others !== null && own !== others && byExemplar.has(others))
    return [ground('agency page', -weights.agencyPage, `${nameOf(exemplar)} credits ${others}, whose own page this is`)]
  const shared = [...byExemplar].filter((name) => byWitness.has(name))
  if (shared.length > 0) return [ground('agency credit', 0, `both credit ${shared.join(', ')}: each may have it from there`)]
  const kept = (byExemplar.size > 0 ? 1 : 0) - (byWitness.size > 0 ? 1 : 0)
  const dated = (exemplar.dateline ? 1 : 0) - (witness.dateline ? 1 : 0)
  const [who, credit] = kept > 0 ? [exemplar, byExemplar] : [witness, byWitness]
  return [
    ...(kept === 0 ? [] : [ground('agency credit', kept * weights.creditLost, `only ${nameOf(who)} credits ${[...credit].join(', ')}`)]),
    ...(dated === 0
      ? []
      : [ground('dateline', dated * weights.datelineLost, `only ${nameOf(dated > 0 ? exemplar : witness)} has the dateline`)]),
  ]
}

function shapeGrounds({ shareOfExemplar, shareOfWitness, endsEarly }: Shape): readonly Ground[] {
  const missing = (share: number) => `${Math.round((1 - share) * 100)} % of the longer text is missing in the other`
  if (shareOfWitness >= whole && shareOfExemplar < partly)
    return [ground('cut', endsEarly ? weights.cutFromFoot : weights.cut, missing(shareOfExemplar))]
  if (shareOfExemplar >= whole && shareOfWitness < partly)
    return [ground('cut', -(endsEarly ? weights.cutFromFoot : weights.cut), missing(shareOfWitness))]
  if (shareOfExemplar >= whole && shareOfWitness >= whole)
    return [ground('same text', 0, 'the texts are the same, or nearly: either may be the copy')]
  return []
}
