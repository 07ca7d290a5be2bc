import type { AgencyCredit, Article, Author, Field } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { findAgencyNames } from '#text/agencies.ts'
import { creditLine, headCredits } from './credit-line.ts'
import { findDates } from './date-text.ts'
import { labelsIn, type Sources } from './sources.ts'

type Dateline = NonNullable<Article['dateline']>

/** A dateline ends within this many code units of the text. */
const longest = 120
/** Code units of a place: two or three cities and their lands. */
const longestPlace = 60
/** An agency in brackets, in the brackets of several scripts, or between strokes. */
const bracketed = /[(（[【]([^()（）[\]【】]{2,60})[)）\]】]|\/([\p{L}\s-]{2,40})\//u
/** What ends a dateline: a dash, a colon, or the bracket of the agency with a full stop or nothing behind it. */
const ending = /\s*(?:[—–]|--|\s-\s|(?<=[)/.])\.?-|-\s|[:：])\s*|(?<=[)）\]】/])\s?\.?\s+/gu
const city =
  /^(?:\p{Lu}[\p{L}\p{M}’'.-]*|[\p{Lo}\p{M}]+)(?:[\s/,-]+(?:\p{Lu}[\p{L}\p{M}’'.-]*|[\p{Lo}\p{M}]+|of|de|del|la|el|le|the|am|an|der|al-\p{L}+)){0,6}\.?$/u
/** Labels that stand where a dateline would. */
const label =
  /^(?:file|video|photos?|above|close|watch|live|listen|exclusive|breaking|updated?|analysis|opinion|editorial|commentary|comment|correction|note|explainer|advertisement|fact check|ap fact check|share|read|review|interview|column|letters?|poll|transcript|q|a)\b/iu
/** "新华社北京10月12日电": agency, place, day, telegram. */
const telegram = /^([\p{Script=Han}]{2,6}社)([\p{Script=Han}／/]{2,10}?)(\d{1,2}月\d{1,2}日)?[电電]/u
/** "(서울=연합뉴스)", "【ワシントン共同】": place and agency in one bracket. */
const inOneBracket = /^(?:\(([^()=]{2,20})=([^()]{2,20})\)|【([^【】]{2,30})】)\s?/u

/** Paragraphs at the head of a text that may open with its dateline, and code units of a standfirst or headline before it. */
const head = { paragraphs: 4, standfirst: 300 } as const

/**
 * `KYIV, Ukraine (AP) —` at the head of the text: place (empty: only an agency stands there), agency, date. A standfirst, or the headline
 * again, may stand before it: then an agency or a date must stand with the place. Null: the text begins at once.
 */
export function datelineOf(text: string): Dateline | null {
  let start = 0
  for (let n = 0; n < head.paragraphs; n++) {
    const found = datelineIn(text.slice(start, start + longest).split('\n', 1)[0]!)
    if (found && (n === 0 || found.agency !== null || found.date !== null))
      return { ...found, at: { start: start + found.at.start, end: start + found.at.end } }
    const end = text.indexOf('\n\n', start)
    if (end < 0 || end - start > head.standfirst) return null
    start = end + 2
  }
  return null
}

function datelineIn(line: string): Dateline | null {
  const asian = asianDateline(line)
  if (asian) return asian
  const [end] = line.matchAll(ending)
  if (!end || end.index < 2) return null
  const found = headOf(line.slice(0, end.index))
  // "(ANSA) - ROMA, 12 OTT - …": the agency first
  if (found && found.place === '' && found.agency) return behindAgency(line, end.index + end[0].length, found.agency)
  if (!found || found.place === '') return null
  const next = line.slice(end.index + end[0].length)
  // "МОСКВА, 12 окт - РИА Новости.": the agency behind the dash
  const [credit] = found.agency ? [] : findAgencyNames(next, 'credit')
  const behind = credit?.start === 0 && /^\s?[.:–—-]/u.test(next.slice(credit.end)) ? credit : null
  const agency = found.agency ?? behind?.name ?? null
  if (!isDateline(found, agency, end[0])) return null
  return {
    place: found.place,
    agency,
    date: found.date,
    at: { start: 0, end: behind ? end.index + end[0].length + behind.end : end.index },
  }
}

type Head = Readonly<{ place: string; agency: string | null; credit: string | null; date: string | null }>

/** Place, agency and date of what stands before the dash. */
function headOf(head: string): Head | null {
  const bracket = bracketed.exec(head)
  const credit = bracket ? (bracket[1] ?? bracket[2]!) : null
  const inBracket = credit === null ? null : (findAgencyNames(credit, 'credit')[0] ?? null)
  const bare = (bracket ? head.replace(bracket[0], ' ') : head).trim()
  const plain = inBracket ? null : (findAgencyNames(bare)[0] ?? null)
  const rest = plain ? `${bare.slice(0, plain.start)} ${bare.slice(plain.end)}`.trim() : bare
  const trimmed = rest.replace(/[\s,;.]+$/u, '')
  const date = findDates(trimmed, { order: 'day first', language: null }).at(-1)
  const isLast = date !== undefined && date.end >= trimmed.length - 1
  const place = (isLast ? trimmed.slice(0, date.start) : rest).replace(/^[\s,;]+|[\s,;]+$/gu, '')
  if (place !== '' && (place.length > longestPlace || !city.test(place) || label.test(place))) return null
  return { place, agency: inBracket?.name ?? plain?.name ?? null, credit, date: isLast ? trimmed.slice(date.start, date.end) : null }
}

/** Letters of a first word in capitals that is a city and no acronym of two letters. */
const shortestCity = 3

/** A place alone needs its first word in capitals; else an agency, an outlet's bracket or a date must stand with it. */
function isDateline({ place, date, credit }: Head, agency: string | null, mark: string): boolean {
  const [first] = place.split(/[,/]/)
  const loud = first!.length >= shortestCity && first === first!.toUpperCase() && first !== first!.toLowerCase()
  if (/[:：]/.test(mark)) return loud || agency !== null
  return loud || agency !== null || date !== null || (credit !== null && isOutlet(credit, place))
}

/** An outlet's short name in brackets, `(CNN)`, and not the short form of the words before it, `Federal … Commission (FCC)`. */
function isOutlet(credit: string, place: string): boolean {
  const initials = place.replace(/[^\p{Lu}]/gu, '')
  return /^[\p{Lu}\s&/]{2,12}$/u.test(credit) && !initials.includes(credit.replaceAll(' ', '').slice(0, 3))
}

function behindAgency(line: string, from: number, agency: string): Dateline {
  const rest = line.slice(from)
  const [end] = rest.matchAll(ending)
  const found = end ? headOf(rest.slice(0, end.index)) : null
  const isPlace = found !== null && found.place !== '' && isDateline(found, null, '-')
  return {
    place: isPlace ? found.place : '',
    agency,
    date: isPlace ? found.date : null,
    at: { start: 0, end: isPlace ? from + end!.index : from },
  }
}

function asianDateline(line: string): Dateline | null {
  const wire = telegram.exec(line)
  const named = wire && findAgencyNames(wire[1]!, 'credit')[0]
  if (wire && named) return { place: wire[2]!, agency: named.name, date: wire[3] ?? null, at: { start: 0, end: wire[0].length } }
  const bracket = inOneBracket.exec(line)
  if (!bracket) return null
  const [all, place, source, both] = bracket
  const [agency] = findAgencyNames(source ?? both!, 'credit')
  if (!agency) return null
  const city = place ?? `${both!.slice(0, agency.start)}${both!.slice(agency.end)}`.replace(/[=＝・\s].*$/u, '')
  return { place: city.trim(), agency: agency.name, date: null, at: { start: 0, end: all.trimEnd().length } }
}

/** Words of a credit line at the foot: "(Reporting by …)", "Source: …", "Mit Material von dpa". */
const creditCue =
  /^[\s(（[–—-]*(?:source|quelle|fuente|fonte|kilde|källa|lähde|źródło|zdroj|forrás|izvor|источник|джерело|kaynak|sumber|nguồn|المصدر|منبع|来源|來源|出典|출처|copyright|©|with|mit|reporting by|additional reporting|mit material|avec|con información|com informações|met|this story|this article)/iu
/** `(Xinhua)` at the end of the last paragraph. */
const mark = /[(（[【][^()（）[\]【】]{2,40}[)）\]】]\s*$/u

/** Agencies that are credited for the article as a whole: in its byline, dateline, markup or a line at its head or foot. */
export function creditsOf(
  sources: Sources,
  dateline: Dateline | null,
  pageOf: (span: Span<'article'>) => Span<'page'>,
  authors: Field<readonly Author[]> | null,
): readonly AgencyCredit[] {
  const credits = new Map<string, AgencyCredit>()
  const add = (text: string, at: AgencyCredit['at'], origin: AgencyCredit['origin']) => {
    for (const { name } of findAgencyNames(text, 'credit')) if (!credits.has(name)) credits.set(name, { name, at, origin })
  }
  if (dateline?.agency && !credits.has(dateline.agency))
    credits.set(dateline.agency, { name: dateline.agency, at: pageOf(dateline.at), origin: 'text' })
  for (const { name, kind } of authors?.value ?? []) if (kind === 'agency') add(name, authors!.at, authors!.origin)
  for (const source of sources.ld?.sources ?? []) add(source.text, source.at, source.origin)
  for (const { line } of headCredits(sources)) add(line.text, line.at, 'text')
  for (const line of labelsIn(sources, sources.foot - 1, sources.foot + 3))
    if (creditLine(line.text) || (creditCue.test(line.text) && line.text.length < 160)) add(line.text, line.at, 'text')
  const last = sources.text.slice(-longest)
  const end = mark.exec(last)
  if (end && creditLine(end[0])) {
    const start = sources.text.length - last.length + end.index
    add(end[0], pageOf({ start, end: start + end[0].trimEnd().length }), 'text')
  }
  return [...credits.values()]
}
