import type { Article } from '#model/article.ts'
import { agencyNamed } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import type { Feature } from './features.ts'

/** One thing that two pages say of themselves and what it speaks for; no feature: it proves nothing, and is told all the same. */
type Finding = Readonly<{ name: string; feature: Feature | null; value: number; says: string }>

const hour = 3_600_000
const day = 24 * hour
/** Two clocks, time zones left unsaid among them, agree only so far. */
const clockSlack = hour / 6

/**
 * What two pages say of themselves for and against "the witness copied the exemplar", also what proves nothing. Values are positive
 * for exemplar → witness and change their sign with the sides, but for those of dates, which have features of their own for either order, and
 * of nearness.
 */
export const findingsOf = (exemplar: Article, witness: Article): readonly Finding[] => [
  ...canonicalFindings(exemplar, witness),
  ...outletFindings(exemplar, witness),
  ...dateFindings(exemplar, witness),
  ...creditFindings(exemplar, witness),
  ...nearness(exemplar, witness),
]

const finding = (name: string, feature: Feature | null, value: number, says: string): Finding => ({ name, feature, value, says })
const nothing = (name: string, says: string): Finding => finding(name, null, 0, says)

/** Who an article is, for a sentence: its outlet, its site, or the file that it came in. */
export function nameOf({ outlet, url }: Article): string {
  if (outlet) return outlet.value
  if (!URL.canParse(url)) return url
  const { hostname, pathname } = new URL(url)
  return hostname === '' ? pathname.split('/').at(-1)! : hostname.replace(/^www\./, '')
}

function canonicalFindings(exemplar: Article, witness: Article): readonly Finding[] {
  const e = exemplar.canonicalUrl?.value ?? null
  const w = witness.canonicalUrl?.value ?? null
  if (w !== null && w === exemplar.url && w !== witness.url)
    return [finding('canonical link', 'canonical', 1, `${nameOf(witness)} names the other page as its canonical address`)]
  if (e !== null && e === witness.url && e !== exemplar.url)
    return [finding('canonical link', 'canonical', -1, `${nameOf(exemplar)} names the other page as its canonical address`)]
  if (e !== null && e === w) return [nothing('canonical link', 'one page on two addresses: both name one canonical address')]
  return []
}

function outletFindings(exemplar: Article, witness: Article): readonly Finding[] {
  const byWitness = mentions(witness, exemplar)
  const byExemplar = mentions(exemplar, witness)
  if (byWitness === byExemplar) return []
  return byWitness
    ? [finding('outlet named', 'outlet named', 1, `${nameOf(witness)} names ${nameOf(exemplar)}`)]
    : [finding('outlet named', 'outlet named', -1, `${nameOf(exemplar)} names ${nameOf(witness)}`)]
}

/** Shortest outlet name that is looked for in a text, in letters: below, it is also a word. */
const shortestOutlet = 6

function mentions(article: Article, other: Article): boolean {
  const name = other.outlet?.value
  if (!name || foldKey(name).length < shortestOutlet || foldKey(name) === foldKey(article.outlet?.value ?? '')) return false
  return article.text.includes(name) || (article.byline?.value.includes(name) ?? false)
}

function dateFindings(exemplar: Article, witness: Article): readonly Finding[] {
  const e = exemplar.published
  const w = witness.published
  if (!e && !w) return [nothing('no dates', 'neither page says when it was published')]
  if (!e || !w) {
    const dated = e ? exemplar : witness
    return [nothing('one date', `only ${nameOf(dated)} gives a date (${(e ?? w)!.value.value}); that does not show who was first`)]
  }
  const apart = gapBetween(e.value.value, w.value.value)
  if (apart === 0) return [nothing('dates', `published at one time, as far as the dates tell (${e.value.value}, ${w.value.value})`)]
  const gap = Math.abs(apart)
  const [first, second] = apart > 0 ? [exemplar, witness] : [witness, exemplar]
  const said = `${nameOf(first)} is dated ${first.published!.value.value}, ${nameOf(second)} ${second.published!.value.value}`
  const certainty = Math.min(e.certainty, w.certainty)
  const later = gap >= day / 2 ? 'day later' : gap >= hour ? 'hours later' : 'minutes later'
  return [
    finding('dates', later, apart < 0 ? certainty : 0, said),
    finding('dates', 'dated earlier', apart > 0 ? certainty : 0, said),
    finding('dates', 'time between', apart > 0 ? Math.log1p(gap / hour) : 0, said),
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

/** The first millisecond at which an article may have been published; null: it does not say. */
export const whenOf = ({ published }: Article): number | null => (published && interval(published.value.value)?.from) ?? null

/** The agencies that an article credits as a whole, by the names of our table where they are in it. */
export function creditsOf(article: Article): ReadonlySet<string> {
  const names = [...article.agencies.map(({ name }) => name), ...(article.dateline?.agency ? [article.dateline.agency] : [])]
  return new Set(names.map((name) => agencyNamed(name)?.name ?? name))
}

/** The agency on whose own site an article stands. */
export const agencyOf = (article: Article): string | null => (article.outlet && agencyNamed(article.outlet.value)?.name) ?? null

/** How far a dateline shows that a text came by wire: a place alone any desk puts in. */
export const datelineOf = ({ dateline }: Article): number => (dateline === null ? 0 : dateline.agency === null ? 0.5 : 1)

const datelineSays = (one: Article, other: Article) =>
  other.dateline === null ? `only ${nameOf(one)} has the dateline` : `only the dateline of ${nameOf(one)} names an agency`

function creditFindings(exemplar: Article, witness: Article): readonly Finding[] {
  const byExemplar = creditsOf(exemplar)
  const byWitness = creditsOf(witness)
  const own = agencyOf(exemplar)
  const others = agencyOf(witness)
  if (own !== null && own !== others && byWitness.has(own))
    return [finding('agency page', 'agency page', 1, `${nameOf(witness)} credits ${own}, whose own page this is`)]
  if (others !== null && own !== others && byExemplar.has(others))
    return [finding('agency page', 'agency page', -1, `${nameOf(exemplar)} credits ${others}, whose own page this is`)]
  const [given, lost] = [[...byExemplar], [...byWitness]]
  const shared = given.filter((name) => byWitness.has(name))
  if (shared.length > 0)
    return [finding('agency credit', 'same credit', 1, `both credit ${shared.join(', ')}: each may have it from there`)]
  const kept = Math.sign(given.length) - Math.sign(lost.length)
  const dated = datelineOf(exemplar) - datelineOf(witness)
  const [who, credit] = kept > 0 ? [exemplar, given] : [witness, lost]
  return [
    ...(kept === 0 ? [] : [finding('agency credit', 'credit lost', kept, `only ${nameOf(who)} credits ${credit.join(', ')}`)]),
    ...(lost.length > 0 && given.length > 0 ? [finding('agency credit', 'other credit', 1, 'they credit different agencies')] : []),
    ...(dated === 0
      ? []
      : [
          finding(
            'dateline',
            'dateline lost',
            dated,
            datelineSays(...(dated > 0 ? ([exemplar, witness] as const) : ([witness, exemplar] as const))),
          ),
        ]),
  ]
}

function nearness(exemplar: Article, witness: Article): readonly Finding[] {
  const byline = exemplar.byline && foldKey(exemplar.byline.value)
  const host = hostOf(exemplar)
  return [
    ...(byline && witness.byline && byline === foldKey(witness.byline.value)
      ? [finding('byline', 'same byline', 1, `both name ${exemplar.byline!.value} as the author`)]
      : []),
    ...(host !== '' && host === hostOf(witness) ? [finding('site', 'same host', 1, `both stand on ${host}`)] : []),
  ]
}

const hostOf = ({ url }: Article) => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '')
