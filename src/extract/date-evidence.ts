import type { Origin } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { attributeOf, isScript, type Scan } from './scan.ts'
import { attributeText, charactersIn, metaSayings, type Saying, shownIn } from './signals.ts'
import { blockAt, lineOf, type Sources } from './sources.ts'
import { tagId, within } from './tags.ts'

/** How far each place is believed by itself, before others speak for or against it. */
export const trust = {
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
  hydration: 0.4,
  change: 0.3,
  masthead: 0.7,
} as const
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

/** `captured`: the day that a masthead shows its reader. */
export type Kind = 'published' | 'modified' | 'captured'
/** What a place says: `at` is null where it does not stand in the page. */
export type DateSaying = Readonly<{ text: string; origin: Origin; at: Span<'page'> | null }>
/** Takes what a place says, and how far it is believed. It need not hold a date. */
type Add = (kind: Kind, saying: DateSaying | null, certainty: number) => void
/** Whether the article's own head is looked at, or all else: a page may list hundreds of articles with their dates. */
type Region = 'near' | 'far'

/** What the page says of itself for machines: JSON-LD, meta elements, microdata. */

export function readMachineDates(sources: Sources, add: Add): void {
  const { ld, scan, signals } = sources
  if (ld) {
    add('published', ld.published, trust.jsonLd)
    add('modified', ld.modified, trust.jsonLd)
    add('published', ld.created, trust.created)
  }
  for (const saying of metaSayings(scan, signals, publishedMetas)) add('published', saying, trust.meta)
  for (const saying of metaSayings(scan, signals, loosePublishedMetas)) add('published', saying, trust.looseMeta)
  for (const saying of metaSayings(scan, signals, modifiedMetas)) add('modified', saying, trust.meta)
  for (const [prop, kind, certainty] of props)
    for (const e of signals.props.get(prop) ?? []) add(kind, markedDate(sources, e), certainty * nearness(sources, e))
}
const props = [
  ['datepublished', 'published', trust.marked],
  ['datecreated', 'published', trust.created],
  ['datemodified', 'modified', trust.marked],
] as const

/** What readers are shown: `time` elements, elements whose names speak of a date, lines with a date. */
export function readShownDates(sources: Sources, region: Region, add: Add): void {
  const inRegion = (e: number) => nearness(sources, e) > farthest === (region === 'near')
  if (sources.page.mediaType === 'text/html') {
    for (const e of sources.signals.times.filter(inRegion)) readTime(sources, e, add)
    for (const e of sources.signals.dateHints.filter(inRegion)) readHinted(sources, e, add)
  }
  readLines(sources, region, add)
}
const farthest = 0.6

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
function closeness({ head, foot, headline, mainHeading }: Sources, b: number): number {
  const first = headline >= 0 && headline <= head ? headline : head
  // Where the text was found in the wrong place, the page's one h1 still stands over the right one.
  if (mainHeading >= 0 && b >= mainHeading - reach.lead && b <= mainHeading + reach.near) return 1
  if (b > foot + reach.foot) return 0.45
  if (b >= foot) return 0.75
  if (b > head + reach.lead) return 0.7
  if (b >= first - reach.near) return 1
  return b >= first - reach.far ? 0.85 : 0.5
}
/** Lines above the headline that are near it and that still belong to the head; lines of text that may hold its date; lines below the text. */
const reach = { near: 4, far: 12, lead: 2, foot: 6 } as const

/** Names that templates give to the day shown to the reader. */
const todayName =
  /(?:^|[\s_-])(?:today|current|now|top|masthead|nav|header)[\s_-]?(?:date|day|time|bar)|(?:date|day)[\s_-]?(?:today|current|now)|curdate/i
/** A weekday or so, a day, and perhaps its year: no time, no name, no more words. */
const dayOnly = /^(?:\p{L}[\p{L}\p{M}-]{1,14}[,.]?\s+)?(?:\p{N}{1,4}[.,/\s-]*|(?:de|of|d)\s|\p{L}[\p{L}\p{M}]{1,14}[.,]?\s*){2,5}$/u
const withWeekday = /^\p{L}[\p{L}\p{M}-]{2,14}[,.]?\s+(?:\p{N}|\p{L}[\p{L}\p{M}]{2,14}\.?\s+\p{N})/u

/**
 * Whether a date above the headline is the reader's own day: it stands in the head of the site rather than of the article, alone, and
 * its place is named for it or it names its weekday.
 */
function isMasthead(sources: Sources, e: number, text: string): boolean {
  const { scan, headline, head } = sources
  if (text.length > longestDay) return false
  const bits = scan.within[e]!
  if ((bits & (within.article | within.main)) !== 0) return false
  const first = headline >= 0 && headline <= head ? headline : head
  const above = first - blockAt(sources, scan.open[e]!)
  if (above <= 0 || !dayOnly.test(text.trim())) return false
  const named = [e, scan.parent[e]!].some(
    (one) => one >= 0 && todayName.test(`${attributeText(scan, one, 'class') ?? ''} ${attributeText(scan, one, 'id') ?? ''}`),
  )
  return named || (bits & (within.header | within.nav)) !== 0 || (above > reach.near && withWeekday.test(text.trim()))
}
/** Code units of a day with its weekday. */
const longestDay = 48

function readTime(sources: Sources, e: number, add: Add): void {
  const { scan } = sources
  const shown = shownIn(scan, e)
  if (shown && isMasthead(sources, e, shown.text)) {
    add('captured', { ...shown, origin: 'masthead' }, trust.masthead)
    return
  }
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
  if (
    scan.textTo[e]! - scan.textFrom[e]! > mostTexts ||
    charactersIn(scan, scan.textFrom[e]!, scan.textTo[e]!) > mostCharacters ||
    !showsDigit(scan, e)
  )
    return
  const shown = shownIn(scan, e)
  if (!shown || shown.text.length > longestLabel) return
  if (isMasthead(sources, e, shown.text)) {
    add('captured', { ...shown, origin: 'masthead' }, trust.masthead)
    return
  }
  const certainty = trust.hinted * nearness(sources, e)
  if (updateCue.test(shown.text) || publishCue.test(shown.text)) addLine(shown, certainty, add)
  else add(updateCue.test(cueWords(sources, e, shown.text)) ? 'modified' : 'published', shown, certainty)
}
/** Texts of an element that is a date or a line with one. */
const mostTexts = 16
/** Their code units, white space and all. */
const mostCharacters = 1000

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
export const longestLabel = 160

/** Lines that hold a date and little else: those of the head whole, others by their distance; and the first words of the text. */
function readLines(sources: Sources, region: Region, add: Add): void {
  const { blocks, layout, head, foot } = sources
  const html = sources.page.mediaType === 'text/html'
  const mastheads = layout.furniture.filter(({ kind }) => kind === 'masthead date' || kind === 'navigation')
  let looked = 0
  for (let b = 0; b < blocks.count && looked < mostLines; b++) {
    if (closeness(sources, b) > farthest !== (region === 'near')) continue
    if (blocks.digits[b]! < fewestDigits || (!html && b >= head && b < foot)) continue
    const first = b === head && blocks.size[b]! > longestLine
    if (blocks.size[b]! > longestLine && !first) continue
    if (mastheads.some(({ at }) => at.start < blocks.end[b]! && blocks.start[b]! < at.end)) continue
    looked++
    const line = lineOf(sources, b)
    if (!line) continue
    if (html && isMasthead(sources, blocks.parent[b]!, line.text)) {
      add('captured', { ...line, origin: 'masthead' }, trust.masthead)
      continue
    }
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

/** A word says which date follows it; a date before any such word is one of publication: "3 May 2024, updated 5 May". */
function addLine(line: Saying, certainty: number, add: Add): void {
  const { text } = line
  if (text.length > longestLabel || !/\p{N}/u.test(text)) return
  const cues = [
    { kind: 'modified' as const, at: updateCue.exec(text)?.index ?? -1 },
    { kind: 'published' as const, at: publishCue.exec(text)?.index ?? -1 },
  ]
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
  const first = cues[0]?.at ?? text.length
  if (first > 0) add('published', { ...line, text: text.slice(0, first).padEnd(text.length) }, certainty)
  cues.forEach(({ kind, at }, i) => {
    // Spaces keep the places of what follows.
    const part = (' '.repeat(at) + text.slice(at, cues[i + 1]?.at)).padEnd(text.length)
    add(kind, { ...line, text: part }, certainty + (kind === 'published' ? 0.06 : 0.04))
  })
}

/** Names of the publication date in the data a page's program starts from. */
const hydrated =
  /\\?"(?:datePublished|publishedAt|published_at|publishDate|publish_date|publicationDate|publication_date|publishedDate|published_date|pubDate|firstPublished(?:At|Date)?|postDate|createdAt|created_at)\\?"\s{0,4}:\s{0,4}\\?"?([^"\\,}]{8,40})/g
/** Code units of scripts looked through. */
const mostScript = 4_000_000

/** The first publication date in the data of scripts: asked only when the page says nothing elsewhere. */
export function readScripts({ scan }: Sources, add: Add): void {
  let left = mostScript
  for (let e = 1; e < scan.count && left > 0; e++) {
    if (!isScript(scan, e)) continue
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
