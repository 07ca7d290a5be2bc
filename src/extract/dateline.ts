import type { AgencyCredit, Article, Author, Field } from '#model/article.ts'
import type { Span } from '#model/span.ts'
import { findAgencyNames } from '#text/agencies.ts'
import { plainDigits } from './date-text.ts'
import { labelsIn, type Sources } from './sources.ts'

type Dateline = NonNullable<Article['dateline']>

/** Datelines end before this many code units of the first paragraph. */
const longest = 120
/** What ends a dateline: a dash, a colon, a full stop behind a bracket, a Chinese 电. */
const ending = /\s*(?:[—–]|--|\s-\s|-\s|:\s|(?<=\))\s?\.?\s)\s*|(?<=[\u4e00-\u9fff)）])[电電讯訊]/u
const bracket = /[(（[【]([^()（）[\]【】]{2,60})[)）\]】]/u
const city =
  /^(?:\p{Lu}[\p{L}\p{M}’'.-]*|[\p{Lo}\p{M}]+)(?:[\s/,-]+(?:\p{Lu}[\p{L}\p{M}’'.-]*|[\p{Lo}\p{M}]+|of|de|del|la|el|le|the|am|an|der|al-\p{L}+)){0,6}\.?$/u
const dated =
  /[\s,]+(?:[^\s,]+\s?\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\.?\s[^\s,]+(?:\s\d{4})?|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{1,2}月\d{1,2}日)$/u

/** `KYIV, Ukraine (AP) —` at the head of the text: place, agency, date. Null: the text begins with its first sentence. */
export function datelineOf(text: string): Dateline | null {
  const line = text.slice(0, longest).split('\n', 1)[0]!
  const end = ending.exec(line)
  if (!end || end.index < 2) return null
  const head = line.slice(0, end.index)
  const inside = bracket.exec(head)
  const agency = inside ? (findAgencyNames(inside[1]!, 'credit')[0]?.name ?? null) : (findAgencyNames(head, 'credit')[0]?.name ?? null)
  const bare = head.replace(bracket, ' ').trim().replace(/[,;]$/, '')
  const date = dated.exec(plainDigits(bare))
  const place = (date ? bare.slice(0, date.index) : bare).trim().replace(/[,;]$/, '')
  if (!city.test(place) || place.length > 60) return null
  const loud = place === place.toUpperCase() && place !== place.toLowerCase()
  // "Analysis: …", "Berlin – a city …": without capitals, agency or date it is no dateline
  if (!loud && !agency && !date) return null
  if (loud && !agency && !date && !/^(?:.*[,/]|\S{3,})/u.test(place)) return null
  return { place, agency, date: date ? date[0].replace(/^[\s,]+/, '') : null, at: { start: 0, end: end.index } }
}

/** Words of a credit line at the foot: "(Reporting by …)", "Source: …", "Mit Material von dpa". */
const creditCue =
  /^[\s(（[–—-]*(?:source|quelle|fuente|fonte|kilde|källa|lähde|źródło|zdroj|forrás|izvor|источник|джерело|kaynak|sumber|nguồn|المصدر|منبع|来源|來源|出典|출처|copyright|©|with|mit|reporting by|additional reporting|mit material|avec|con información|com informações|met|this story|this article)/iu
/** A foot line that is nothing but an agency's mark: "dpa/AFP", "(Reuters)". */
const longestMark = 40

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
  for (const line of labelsIn(sources, sources.foot - 1, sources.foot + 3)) {
    const isMark =
      line.text.length <= longestMark &&
      findAgencyNames(line.text, 'credit').length > 0 &&
      /^[\s(（[]?[\p{L}\s./,&()（）\]-]+$/u.test(line.text)
    if (isMark || (creditCue.test(line.text) && line.text.length < 160)) add(line.text, line.at, 'text')
  }
  return [...credits.values()]
}
