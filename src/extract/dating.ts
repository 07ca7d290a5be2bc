import type { Claim, Dating, Field } from '#model/article.ts'
import { claim, fieldOf } from './claims.ts'
import { type DateSaying, type Kind, longestLabel, readMachineDates, readScripts, readShownDates, trust } from './date-evidence.ts'
import { type DateHints, type DayOrder, findDates } from './date-text.ts'
import type { Sources } from './sources.ts'
import { dateOfUrl } from './url-date.ts'

type Datings = Readonly<{ published: Field<Dating> | null; modified: Field<Dating> | null; captured: Field<Dating> | null }>

/** What each other place that names the same day adds, and how much at most. */
const agreement = { each: 0.05, most: 0.15 } as const

type Dated = Claim<Dating> & Readonly<{ other: string | null }>

/**
 * When the article was published and changed, and when the page was captured. A date at the head of the page that is today's for the
 * reader (a masthead) is never one of publication. Every date found stays in the field's `others`.
 */
export function datingsOf(sources: Sources, language: string | null): Datings {
  const { page } = sources
  const hints: DateHints = { order: orderOf(sources.host, language), language }
  const found: Record<Kind, Dated[]> = { published: [], modified: [], captured: [] }
  const add = (kind: Kind, saying: DateSaying | null, certainty: number) => {
    const date = saying && dateIn(saying, hints)
    if (date)
      found[kind].push({
        ...claim(date.dating, saying.origin, certainty * (date.dating.precision === 'month' ? monthShare : 1), date.at),
        other: date.other,
      })
  }
  const knowsDay = () => found.published.some(({ value }) => detail[value.precision] >= detail.day)
  if (page.given?.published) add('published', { text: page.given.published, at: null, origin: 'given' }, trust.given)
  const inUrl = sources.host === '' ? null : dateOfUrl(page.url)
  if (inUrl) add('published', { text: inUrl, at: null, origin: 'url' }, trust.url)
  if (page.mediaType === 'text/html') readMachineDates(sources, add)
  readShownDates(sources, 'near', add)
  if (!knowsDay()) readShownDates(sources, 'far', add)
  if (!knowsDay()) readScripts(sources, add)
  // A page that dates only its last change was published then at the latest.
  if (!knowsDay()) found.published.push(...found.modified.map((dated) => ({ ...dated, certainty: dated.certainty * trust.change })))
  const published = bestOf(found.published, page.fetchedAt)
  return { published, modified: bestOf(found.modified, page.fetchedAt), captured: capturedOf(sources, found.captured, published, hints) }
}
/** A month alone counts this share of a day. */
const monthShare = 0.25

/** Lands of the English language that write the month first: the United States; an address under a country's own domain is not theirs. */
function orderOf(host: string, language: string | null): DayOrder {
  const domain = host.slice(host.lastIndexOf('.') + 1)
  const english = language === null || language.startsWith('en')
  return english && (domain.length !== 2 || ['us', 'co', 'io', 'tv', 'me', 'ph', 'ca'].includes(domain)) ? 'month first' : 'day first'
}

type Found = Readonly<{ dating: Dating; at: DateSaying['at']; other: string | null }>

/** The first date in a saying with its year; timestamps in seconds or milliseconds count too. */
function dateIn(saying: DateSaying, hints: DateHints): Found | null {
  const epoch = /^\s*(1\d{9})(\d{3})?\s*$/.exec(saying.text)
  if (epoch) {
    const value = `${new Date(Number(epoch[1]) * 1000).toISOString().slice(0, 19)}Z`
    return { dating: { value, precision: 'second' }, at: saying.at, other: null }
  }
  const date = findDates(saying.text.slice(0, longestLabel), hints).find(
    ({ value }) => saying.origin === 'masthead' || !value.startsWith('-'),
  )
  return date ? { dating: { value: date.value, precision: date.precision }, at: partOf(saying, date), other: date.other } : null
}

/** The place of a part of a saying, when each of its characters is one of the page. */
function partOf({ text, at }: DateSaying, part: { start: number; end: number }): DateSaying['at'] {
  return at && at.end - at.start === text.length ? { start: at.start + part.start, end: at.start + part.end } : at
}

const dayOf = (value: string) => value.slice(0, 10)
const dayNumber = (value: string) => Date.parse(dayOf(value).padEnd(10, '-01')) / 86_400_000
const detail: Readonly<Record<Dating['precision'], number>> = { year: 0, month: 1, day: 2, minute: 3, second: 4 }

function bestOf(all: readonly Dated[], latest: string | null): Field<Dating> | null {
  const found = distinct(all)
  const settled = found.map((dated) => settle(dated, found, latest))
  const believed = settled
    .map((dated) => ({ ...dated, certainty: certaintyOf(dated, settled, latest) }))
    .sort((a, b) => b.certainty - a.certainty)
  const [best] = believed
  if (!best) return null
  const chosen = finest(best, believed)
  const others = believed.filter(({ value, at, origin }) => value !== chosen.value || at !== chosen.at || origin !== chosen.origin)
  return { ...bare(chosen), others: others.map(bare) }
}

/** Claims kept for one field. */
const mostClaims = 40

/** Of claims that say the same in the same kind of place the surest; the surest of all when there are very many. */
function distinct(all: readonly Dated[]): Dated[] {
  const kept = new Map<string, Dated>()
  for (const dated of all) {
    const key = `${dated.origin} ${dated.value.value}`
    const before = kept.get(key)
    if (!before || before.certainty < dated.certainty) kept.set(key, dated)
  }
  return [...kept.values()].sort((a, b) => b.certainty - a.certainty).slice(0, mostClaims)
}

const bare = ({ value, origin, certainty, at }: Dated): Claim<Dating> => ({ value, origin, certainty, at })

/**
 * Of claims of one day the most precise is taken: 2024-05-03 and 2024-05-03T17:47:42+02:00 do not disagree. Of one instant the
 * local clock's is taken, and where only Greenwich's time is known but readers are shown its neighbour day, the day they are shown.
 */
function finest(best: Dated, all: readonly Dated[]): Dated {
  const rank = ({ value, certainty }: Dated) =>
    detail[value.precision] + (inUtc(value) ? 0 : 0.5) * Number(zoned.test(value.value)) + certainty / 10
  const same = all.filter(
    ({ value }) => (sameDay(value, best.value) && detail[value.precision] > detail[best.value.precision]) || sameInstant(value, best.value),
  )
  const finer = [...same].sort((a, b) => rank(b) - rank(a))[0] ?? best
  const chosen = { ...finer, certainty: Math.max(finer.certainty, best.certainty) }
  if (!inUtc(chosen.value)) return chosen
  const local = all.filter(({ value, certainty }) => certainty >= trust.url && !inUtc(value) && detail[value.precision] >= detail.day)
  if (local.length === 0 || local.some(({ value }) => dayOf(value.value) === dayOf(chosen.value.value))) return chosen
  const beside = local.filter(({ value }) => isNeighbour(value.value, chosen.value.value))
  return beside.sort((a, b) => rank(b) - rank(a))[0] ?? chosen
}

/** Whether a clock of a land where much news is written may show `day` at that time of Greenwich: from UTC-8 to UTC+9. */
function isNeighbour(day: string, utc: string): boolean {
  const step = dayNumber(day) - dayNumber(utc)
  const hour = Number(utc.slice(11, 13))
  return (step === 1 && hour >= 24 - 9) || (step === -1 && hour < 8)
}

/** 03/05/2024 is read the way that others support, or that does not lie in the future. */
function settle(dated: Dated, all: readonly Dated[], latest: string | null): Dated {
  const { other } = dated
  if (!other) return dated
  const speaksFor = (value: string) => all.filter((one) => one.other === null && dayOf(one.value.value) === dayOf(value)).length
  const swap =
    speaksFor(other) > speaksFor(dated.value.value) ||
    (latest !== null && dayOf(dated.value.value) > dayOf(latest) && dayOf(other) <= dayOf(latest))
  return swap ? { ...dated, value: { ...dated.value, value: other }, other: dated.value.value } : dated
}

/** Of one day, or of one instant that two clocks show on neighbouring days. */
function sameDay(a: Dating, b: Dating): boolean {
  if (detail[a.precision] < detail.day || detail[b.precision] < detail.day) return false
  return dayOf(a.value) === dayOf(b.value) || sameInstant(a, b)
}

const zoned = /T.*(?:Z|[+-]\d\d:\d\d)$/
const sameInstant = (a: Dating, b: Dating) =>
  zoned.test(a.value) && zoned.test(b.value) && Math.abs(Date.parse(a.value) - Date.parse(b.value)) < 60_000
const inUtc = ({ value }: Dating) => /T.*(?:Z|[+-]00:00)$/.test(value)
/** A local clock may show the day before or after Greenwich's. */
const agree = (a: Dating, b: Dating) => sameDay(a, b) || ((inUtc(a) || inUtc(b)) && Math.abs(dayNumber(a.value) - dayNumber(b.value)) <= 1)

/** Other origins that name the same day speak for a claim; a day after the capture speaks against it. */
function certaintyOf(dated: Dated, all: readonly Dated[], latest: string | null): number {
  const origins = new Set(all.filter((one) => one.origin !== dated.origin && agree(one.value, dated.value)).map(({ origin }) => origin))
  const raised = dated.certainty + Math.min(agreement.most, origins.size * agreement.each) * (1 - dated.certainty) * 4
  const future = latest !== null && dayNumber(dated.value.value) > dayNumber(latest) + 1
  return Math.min(dated.origin === 'given' ? 1 : 0.99, future ? raised * 0.3 : raised)
}

/** When the page was taken down: the transport says so, or a masthead shows the day, often without its year. */
function capturedOf(sources: Sources, shown: readonly Dated[], published: Field<Dating> | null, hints: DateHints): Field<Dating> | null {
  const { page, layout } = sources
  const claims: Claim<Dating>[] = []
  if (page.fetchedAt) claims.push(claim({ value: page.fetchedAt.replace(/\.\d+Z$/, 'Z'), precision: 'second' }, 'http', 0.99, null))
  for (const { kind, at } of layout.furniture) {
    if (kind !== 'masthead date') continue
    const [date] = findDates(page.html.slice(at.start, at.end), hints)
    // The whole of it is the proof: the weekday tells the year.
    if (date && !isBefore(date, published))
      claims.push(claim({ value: date.value, precision: date.precision }, 'masthead', trust.masthead, at))
  }
  const days = distinct(shown).filter(({ value }) => detail[value.precision] >= detail.day && !isBefore(value, published))
  return fieldOf([...claims, ...days.map(bare)])
}

/** A page cannot be taken down before it is published: such a day is something else. Two clocks may differ by a day. */
const isBefore = (day: Dating, published: Field<Dating> | null) =>
  published !== null && published.certainty >= trust.time && dayNumber(day.value) < dayNumber(published.value.value) - 1
