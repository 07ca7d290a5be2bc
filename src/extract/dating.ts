import type { Claim, Dating, Field, Origin } from '#model/article.ts'
import { claim, fieldOf } from './claims.ts'
import { type DateHints, type DayOrder, findDates } from './date-text.ts'
import { attributeOf, type Scan } from './scan.ts'
import { attributeText, metaSayings, type Saying, shownIn } from './signals.ts'
import { blockAt, hostOf, lineOf, type Sources } from './sources.ts'
import { tagId, within } from './tags.ts'

export type Datings = Readonly<{ published: Field<Dating> | null; modified: Field<Dating> | null; captured: Field<Dating> | null }>

/** How far each place is believed by itself, before others speak for or against it. */
const trust = {
  given: 1,
  jsonLd: 0.9,
  meta: 0.86,
  looseMeta: 0.6,
  marked: 0.84,
  time: 0.74,
  hinted: 0.62,
  head: 0.68,
  foot: 0.45,
  created: 0.55,
  url: 0.6,
  urlMonth: 0.25,
  hydration: 0.4,
  change: 0.3,
  masthead: 0.7,
} as const
/** What each other place that names the same day adds, and how much at most. */
const agreement = { each: 0.05, most: 0.15 } as const

const publishedMetas = [
  'article:published_time', 'og:article:published_time', 'og:published_time', 'article:published', 'article.published', 'datepublished', 'date_published',
  'rnews:datepublished', 'published_time', 'published', 'published-date', 'publisheddate', 'publish-date', 'publish_date', 'publishdate', 'pubdate', 'pub_date',
  'publication_date', 'publication-date', 'dc.date.issued', 'dcterms.issued', 'dcterms.created', 'dc.date.created', 'dc.date.published', 'sailthru.date', 'parsely-pub-date',
  'cxenseparse:recs:publishtime', 'cxenseparse:publishtime', 'citation_publication_date', 'citation_date', 'article_date_original', 'article:post_date', 'bt:pubdate', 'ptime', 'displaydate',
  'shareaholic:article_published_time', 'iso-8601-publish-date', 'originalpublicationdate', 'article-publish-date', 'og:pubdate', 'cse_date', 'vr:published_time', 'publishtime', 'datecreated',
] // biome-ignore format: a table
const loosePublishedMetas = [
  'date',
  'dc.date',
  'dcterms.date',
  'dc:date',
  'created',
  'date.created',
  'creation_date',
  'article:created',
  'time',
  'timestamp',
  'article:date',
  'eprints.date',
  'gentime',
]
const modifiedMetas = [
  'article:modified_time', 'og:article:modified_time', 'og:modified_time', 'og:updated_time', 'article:updated_time', 'article:modified', 'datemodified', 'rnews:datemodified', 'dcterms.modified',
  'dc.date.modified', 'modified', 'lastmod', 'last-modified', 'last_modified', 'lastmodified', 'date_modified', 'modified_time', 'modificationdate', 'moddate', 'revision_date', 'updated_time',
  'shareaholic:article_modified_time', 'iso-8601-modified-date', 'utime', 'cxenseparse:recs:modtime',
] // biome-ignore format: a table

/** Words that say a date is one of a change. */
const updateCue =
  /updat|modif|upravo|actuali[sz]|aktuali|mis(?:e)? à jour|aggiorna|atualiza|bijgewerkt|gewijzigd|обновл|изменен|оновлен|zmienion|zaktualiz|güncelle|uppdatera|opdatere|oppdatert|päivitet|frissít|diperbarui|kemas kini|cập nhật|تحديث|به‌روز|بروزرسانی|עודכן|עדכון|更新|수정|업데이트|अपडेट|হালনাগাদ|ενημερώ|last edited|edited/iu
const publishCue =
  /publi|post(?:ed|ado)|written|verfasst|erstellt|veröffentlicht|geplaatst|opublikowan|опублик|dodan|yayın|julkaist|publicer|lagt ut|utgitt|udgivet|megjelen|diterbitkan|đăng|نشر|انتشار|פורסם|发布|發布|发表|公開|掲載|配信|입력|등록|प्रकाशित|প্রকাশ|δημοσ|created|first published|issued|released/iu

type Kind = 'published' | 'modified'
type Dated = Claim<Dating> & Readonly<{ other: string | null }>

/**
 * When the article was published and changed, and when the page was captured. A date at the head of the page that is today's for the
 * reader (a masthead) is never one of publication. Every date found stays in the field's `others`.
 */
export function datingsOf(sources: Sources, language: string | null): Datings {
  const hints: DateHints = { order: orderOf(sources.host, language), language }
  const found: Record<Kind, Dated[]> = { published: [], modified: [] }
  const add = (kind: Kind, saying: Saying | null, certainty: number) => {
    const date = saying && dateIn(saying, hints)
    if (date)
      found[kind].push({ ...claim({ value: date.value, precision: date.precision }, saying.origin, certainty, date.at), other: date.other })
  }
  if (sources.page.mediaType === 'text/html') readMarkup(sources, add)
  readLines(sources, add)
  readAddress(sources, found.published)
  const given = sources.page.given?.published
  if (given) add('published', { text: given, at: { start: 0, end: 0 }, origin: 'given' }, trust.given)
  const latest = sources.page.fetchedAt
  const knowsDay = () => found.published.some(({ value }) => detail[value.precision] >= detail.day)
  if (!knowsDay()) readScripts(sources, add)
  // A page that dates only its last change was published then at the latest.
  if (!knowsDay()) found.published.push(...found.modified.map((dated) => weaker(dated, trust.change)))
  return { published: bestOf(found.published, latest), modified: bestOf(found.modified, latest), captured: capturedOf(sources, hints) }
}

/** Lands of the English language that write the month first: the United States; an address under a country's own domain is not theirs. */
function orderOf(host: string, language: string | null): DayOrder {
  const domain = host.slice(host.lastIndexOf('.') + 1)
  const english = language === null || language.startsWith('en')
  return english && (domain.length !== 2 || ['us', 'co', 'io', 'tv', 'me', 'ph', 'ca'].includes(domain)) ? 'month first' : 'day first'
}

type Add = (kind: Kind, saying: Saying | null, certainty: number) => void

function readMarkup(sources: Sources, add: Add): void {
  const { ld, scan, signals } = sources
  if (ld) {
    add('published', ld.published, trust.jsonLd)
    add('modified', ld.modified, trust.jsonLd)
    add('published', ld.created, trust.created)
  }
  for (const saying of metaSayings(scan, signals, publishedMetas)) add('published', saying, trust.meta)
  for (const saying of metaSayings(scan, signals, loosePublishedMetas)) add('published', saying, trust.looseMeta)
  for (const saying of metaSayings(scan, signals, modifiedMetas)) add('modified', saying, trust.meta)
  for (const e of signals.props.get('datepublished') ?? []) add('published', markedDate(sources, e), trust.marked * nearness(sources, e))
  for (const e of signals.props.get('datecreated') ?? []) add('published', markedDate(sources, e), trust.created * nearness(sources, e))
  for (const e of signals.props.get('datemodified') ?? []) add('modified', markedDate(sources, e), trust.marked * nearness(sources, e))
  for (const e of nearest(sources, signals.times)) readTime(sources, e, add)
  for (const e of nearest(sources, signals.dateHints)) readHinted(sources, e, add)
}

/** The elements near the article's head, and the first few of the others: a page may list hundreds of articles with their dates. */
function nearest(sources: Sources, elements: readonly number[]): number[] {
  let far = 0
  return elements.filter((e) => nearness(sources, e) > farthest || far++ < mostFar)
}
const farthest = 0.6
const mostFar = 12

/** Microdata: the value is in `content`, `datetime`, or shown. */
function markedDate(sources: Sources, e: number): Saying | null {
  const attribute = attributeSaying(sources, e, 'content', 'microdata') ?? attributeSaying(sources, e, 'datetime', 'microdata')
  const shown = attribute ?? shownIn(sources.scan, e)
  return shown && { ...shown, origin: 'microdata' }
}

function attributeSaying({ scan }: Sources, e: number, name: 'content' | 'datetime' | 'title', origin: Origin): Saying | null {
  const at = attributeOf(scan, e, name)
  const text = at && attributeText(scan, e, name)
  return text ? { text, at, origin } : null
}

/** Pages list other articles with their dates: what stands in the article's own head counts whole. */
function nearness(sources: Sources, e: number): number {
  const { scan } = sources
  const bits = scan.within[e]!
  const aside = (bits & (within.nav | within.footer | within.aside | within.unseen)) !== 0 && scan.tag[e] !== tagId.meta
  return (aside ? 0.6 : 1) * closeness(sources, blockAt(sources, scan.open[e]!))
}

/** How much a line counts by its distance from the article's head, in lines. */
function closeness({ head, foot, headline }: Sources, b: number): number {
  const first = headline >= 0 && headline <= head ? headline : head
  if (b > foot + reach.foot) return 0.45
  if (b >= foot) return 0.75
  if (b > head + reach.lead) return 0.7
  if (b >= first - reach.near) return 1
  return b >= first - reach.far ? 0.85 : 0.5
}
/** Lines above the headline that are near it and that still belong to the head; lines of text that may hold its date; lines below the text. */
const reach = { near: 4, far: 12, lead: 2, foot: 6 } as const

function readTime(sources: Sources, e: number, add: Add): void {
  const { scan } = sources
  const shown = shownIn(scan, e)
  const words = cueWords(sources, e, shown?.text ?? '')
  const kind: Kind = updateCue.test(words) && !/entry-date|published/.test(words) ? 'modified' : 'published'
  const isPublication = attributeOf(scan, e, 'pubdate') !== null || publishCue.test(words)
  const near = nearness(sources, e)
  const attribute = attributeSaying(sources, e, 'datetime', 'time')
  const certainty = (trust.time + (isPublication ? 0.06 : 0)) * near
  add(kind, attribute, certainty)
  // What a reader is told to be the date of publication is believed before what is not shown.
  if (shown) add(kind, { ...shown, origin: attribute ? 'text' : 'time' }, certainty + (publishCue.test(shown.text) ? 0.06 : -0.04))
}

/** Names given to an element and its parent, and the words before it: they say which date this is. */
function cueWords({ scan, page }: Sources, e: number, shown: string): string {
  const up = scan.parent[e]!
  const named = [e, up]
    .map((element) => `${attributeText(scan, element, 'class') ?? ''} ${attributeText(scan, element, 'itemprop') ?? ''}`)
    .join(' ')
  const before = page.html.slice(Math.max(scan.inner[up] ?? 0, scan.open[e]! - 40), scan.open[e]).replace(/<[^>]*>?/g, ' ')
  return `${named} ${before} ${shown.slice(0, 40)}`.slice(0, 400)
}

function readHinted(sources: Sources, e: number, add: Add): void {
  const { scan } = sources
  if (scan.textTo[e]! - scan.textFrom[e]! > mostTexts || !showsDigit(scan, e)) return
  const shown = shownIn(scan, e)
  if (!shown || shown.text.length > longestLabel) return
  const certainty = trust.hinted * nearness(sources, e)
  if (updateCue.test(shown.text) || publishCue.test(shown.text)) addLine(shown, certainty, add)
  else add(updateCue.test(cueWords(sources, e, shown.text)) ? 'modified' : 'published', shown, certainty)
}
/** Texts of an element that is a date or a line with one. */
const mostTexts = 16

function showsDigit({ html, textFrom, textTo, textStart, textEnd }: Scan, e: number): boolean {
  for (let t = textFrom[e]!; t < textTo[e]!; t++) {
    for (let i = textStart[t]!; i < textEnd[t]!; i++) {
      const c = html.charCodeAt(i)
      if ((c >= 0x30 && c <= 0x39) || c >= 0x660) return true
    }
  }
  return false
}
/** Lines that hold a date and little else, in code units. */
const longestLabel = 160

/** Lines that hold a date and little else: those of the head whole, others by their distance; and the first words of the text. */
function readLines(sources: Sources, add: Add): void {
  const { blocks, layout, head, foot } = sources
  const html = sources.page.mediaType === 'text/html'
  const mastheads = layout.furniture.filter(({ kind }) => kind === 'masthead date' || kind === 'navigation')
  let looked = 0
  for (let b = 0; b < blocks.count && looked < mostLines; b++) {
    if (blocks.digits[b]! < fewestDigits || (!html && b >= head && b < foot)) continue
    const first = b === head && blocks.size[b]! > longestLine
    if (blocks.size[b]! > longestLine && !first) continue
    if (mastheads.some(({ at }) => at.start < blocks.end[b]! && blocks.start[b]! < at.end)) continue
    looked++
    const line = lineOf(sources, b)
    if (!line) continue
    const linked = blocks.linked[b]! * 2 > blocks.size[b]! ? 0.6 : 1
    addLine(
      first ? { ...line, text: line.text.slice(0, opening) } : line,
      (first ? trust.foot : trust.head) * closeness(sources, b) * linked,
      add,
    )
  }
}
/** Lines with digits looked at: a table has thousands. */
const mostLines = 200
const fewestDigits = 3
/** Letters of a line that is more than a date. */
const longestLine = 110
/** Code units of the first paragraph in which a dateline may hold the date. */
const opening = 60

function addLine(line: Saying, certainty: number, add: Add): void {
  if (line.text.length > longestLabel || !/\p{N}/u.test(line.text)) return
  const update = updateCue.exec(line.text)
  const publish = publishCue.exec(line.text)
  if (update && publish && Math.abs(update.index - publish.index) > 8) {
    const cut = Math.max(update.index, publish.index)
    add(update.index > publish.index ? 'published' : 'modified', { ...line, text: line.text.slice(0, cut) }, certainty + 0.04)
    add(
      update.index > publish.index ? 'modified' : 'published',
      { ...line, text: ' '.repeat(cut) + line.text.slice(cut) },
      certainty + 0.04,
    )
  } else if (update) add('modified', line, certainty)
  else add('published', line, certainty + (publish ? 0.06 : 0))
}

/** Names of the publication date in the data a page's program starts from. Asked only when the page says nothing elsewhere. */
const hydrated =
  /\\?"(?:datePublished|publishedAt|published_at|publishDate|publish_date|publicationDate|publication_date|publishedDate|published_date|pubDate|firstPublished(?:At|Date)?|postDate|createdAt|created_at)\\?"\s{0,4}:\s{0,4}\\?"?([^"\\,}]{8,40})/g
/** Code units of scripts looked through. */
const mostScript = 4_000_000

function readScripts({ scan }: Sources, add: Add): void {
  let left = mostScript
  for (let e = 1; e < scan.count && left > 0; e++) {
    if (scan.tag[e] !== tagId.script) continue
    const start = scan.inner[e]!
    const script = scan.html.slice(start, Math.min(scan.close[e]!, start + left))
    left -= script.length
    const match = script.matchAll(hydrated).next().value
    if (!match) continue
    const at = start + match.index + match[0].length - match[1]!.length
    add('published', { text: match[1]!, at: { start: at, end: at + match[1]!.length }, origin: 'hydration' }, trust.hydration)
    return
  }
}

const packedDay = /(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/
/** A number of a page that begins with the time it was made: A20260129143200051. */
const stampedDay = /(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d/
const partedDay = /(?<!\d)((?:19|20)\d\d)([/_.-])(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9](?=[/_.]|$))(?!\d)/
const dayFirst = /(?<!\d)(0[1-9]|[12]\d|3[01])([/_.-])(0[1-9]|1[0-2])\2((?:19|20)\d\d)(?!\d)/
const namedMonth = /\/((?:19|20)\d\d)\/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\/(\d{1,2})(?!\d)/i
const monthOnly = /\/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-])/
/** An archive's address holds the day of capture before the address it captured. */
const archived = /^https?:\/\/web\.archive\.org\/web\/\w+\//i

function readAddress(sources: Sources, published: Dated[]): void {
  const path = sources.page.url
    .replace(archived, '')
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .slice(0, longestAddress)
  if (hostOf(sources.page.url) === '') return
  const text = dateOfPath(path)
  const [date] = text ? findDates(text, { order: 'day first', language: 'en' }) : []
  if (!date) return
  const certainty = date.precision === 'day' ? trust.url : trust.urlMonth
  published.push({ ...claim({ value: date.value, precision: date.precision }, 'url', certainty, null), other: null })
}
const longestAddress = 1000

/** The date in the path of an address, written out; null: none. */
function dateOfPath(path: string): string | null {
  const parted = partedDay.exec(path)
  if (parted) return `${parted[1]}-${parted[3]}-${parted[4]}`
  const packed = packedDay.exec(path) ?? stampedDay.exec(path)
  if (packed) return packed.slice(1).join('-')
  const named = namedMonth.exec(path)
  if (named) return `${named[3]} ${named[2]} ${named[1]}`
  const last = dayFirst.exec(path)
  if (last) return `${last[4]}-${last[3]}-${last[1]}`
  const month = monthOnly.exec(path)
  return month && `${month[1]}-${month[2]}`
}

type Found = Dating & Readonly<{ at: Saying['at']; other: string | null }>

/** The first date in a saying with its year; timestamps in seconds or milliseconds count too. */
function dateIn(saying: Saying, hints: DateHints): Found | null {
  const epoch = /^\s*(1\d{9})(\d{3})?\s*$/.exec(saying.text)
  if (epoch) {
    const value = `${new Date(Number(epoch[1]) * 1000).toISOString().slice(0, 19)}Z`
    return { value, precision: 'second', at: saying.at, other: null }
  }
  const date = findDates(saying.text.slice(0, longestLabel), hints).find(({ value }) => !value.startsWith('-'))
  if (!date) return null
  return { value: date.value, precision: date.precision, at: partOf(saying, date), other: date.other }
}

/** The place of a part of a saying, when each of its characters is one of the page. */
function partOf({ text, at }: Saying, part: { start: number; end: number }): Saying['at'] {
  return at.end - at.start === text.length ? { start: at.start + part.start, end: at.start + part.end } : at
}

const weaker = (dated: Dated, share: number): Dated => ({ ...dated, certainty: dated.certainty * share })
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
function capturedOf(sources: Sources, hints: DateHints): Field<Dating> | null {
  const { page, layout } = sources
  const claims: Claim<Dating>[] = []
  if (page.fetchedAt) claims.push(claim({ value: page.fetchedAt.replace(/\.\d+Z$/, 'Z'), precision: 'second' }, 'http', 0.99, null))
  for (const { kind, at } of layout.furniture) {
    if (kind !== 'masthead date') continue
    const [date] = findDates(page.html.slice(at.start, at.end), hints)
    // The whole of it is the proof: the weekday tells the year.
    if (date) claims.push(claim({ value: date.value, precision: date.precision }, 'masthead', trust.masthead, at))
  }
  return fieldOf(claims)
}
