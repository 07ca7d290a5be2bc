import type { Claim, Field } from '#model/article.ts'
import { foldKey } from '#text/fold.ts'
import { opensByline } from './byline-text.ts'
import { claim, fieldOf } from './claims.ts'
import { creditLine } from './credit-line.ts'
import { datelineOf } from './dateline.ts'
import { dateIn, lettersOutside } from './masthead.ts'
import { phraseKind } from './phrases.ts'
import type { Scan } from './scan.ts'
import { attributeText, metaSayings, type Saying } from './signals.ts'
import { lineOf, type Sources } from './sources.ts'
import { tagId, within } from './tags.ts'

/** How far each place is believed: named as a standfirst, the page's own description, the heading under the headline, JSON-LD. */
const trust = { named: 0.8, described: 0.7, heading: 0.65, jsonLd: 0.6 } as const
/** Code units of a standfirst. */
const lengths = { shortest: 20, longest: 400 } as const
/** Lines from the headline on that may be its standfirst: byline, date and picture may stand between. */
const nearest = 5
/** Elements around a line whose names may call it a standfirst. */
const namedUp = 3
/** Words by which templates of many languages name what stands under a headline. */
const names =
  /(?:^|[\s_-])(?:dek|deck|stand-?first|sub-?title|sub-?head(?:line|ing)?|strapline|summary|excerpt|chapo|chapeau|sottotitolo|occhiello|bajada|copete|entradilla|subtitulo|volanta|anriss|vorspann|untertitel|ingress|manchet|lead-?text|article-?(?:lead|intro|description)|perex|sapo)(?:$|[\s_-])/i

/** The line beside the headline that sums the article up: as the page shows and names it, or as its JSON-LD has it. */
export function subtitleOf(sources: Sources, title: string | null): Field<string> | null {
  const other = sources.ld?.alternative
  const headline = foldKey(title ?? '')
  const jsonLd = other && foldKey(other.text) !== headline ? [claim(other.text, other.origin, trust.jsonLd, other.at)] : []
  return fieldOf([...shownBeside(sources, headline), ...jsonLd])
}

function shownBeside(sources: Sources, title: string): Claim<string>[] {
  const { blocks, headline, page, scan, signals } = sources
  if (headline < 0 || page.mediaType !== 'text/html') return []
  const described = new Set(metaSayings(scan, signals, descriptions).map(({ text }) => text))
  const claims: Claim<string>[] = []
  for (let b = headline + 1; b <= headline + nearest && b < blocks.count; b++) {
    if (blocks.size[b]! * 2 < lengths.shortest) continue
    // Past the first long paragraph nothing stands beside the headline.
    if (blocks.size[b]! > lengths.longest) break
    const line = lineOf(sources, b)
    const certainty = line ? certaintyOf(sources, b, described.has(line.text)) : 0
    if (line && certainty > 0 && isStandfirst(line, title)) claims.push(claim(line.text, 'text', certainty, line.at))
  }
  return claims
}
const descriptions = ['og:description', 'description', 'twitter:description']

function isStandfirst({ text }: Saying, title: string): boolean {
  return (
    text.length >= lengths.shortest &&
    text.length <= lengths.longest &&
    text.includes(' ') &&
    foldKey(text) !== title &&
    phraseKind(text) === null &&
    !opensByline(text) &&
    creditLine(text) === null &&
    datelineOf(text) === null &&
    !isDateLine(text)
  )
}

/** Letters beside the date in a line that is there for the date. */
const besideDate = 30

function isDateLine(text: string): boolean {
  const date = dateIn(text)
  return date !== null && lettersOutside(text, date) <= besideDate
}

function certaintyOf(sources: Sources, b: number, isDescribed: boolean): number {
  const { blocks, headline, scan } = sources
  const parent = blocks.parent[b]!
  if ((scan.within[parent]! & (within.figure | within.figcaption | within.nav | within.list | within.table)) !== 0) return 0
  if (blocks.linked[b]! * 2 > blocks.size[b]!) return 0
  if (isNamed(scan, blocks.first[b]!, scan.textParent[blocks.first[b]!]!)) return trust.named
  const tag = scan.tag[parent]
  if (b === headline + 1 && tag === tagId.h2 && scan.tag[blocks.parent[headline]!] === tagId.h1) return trust.heading
  // A description is often the first paragraph again: then it stands among the others.
  const next = b + 1 < blocks.count ? blocks.parent[b + 1]! : -1
  const isAlone = next < 0 || scan.tag[next] !== tag || scan.parent[next] !== scan.parent[parent]
  return isDescribed && isAlone ? trust.described : 0
}

/** Whether an element close around a text is named as a standfirst, and holds little else. */
function isNamed(scan: Scan, text: number, from: number): boolean {
  let e = from
  for (let up = 0; up < namedUp && e > 0; up++, e = scan.parent[e]!) {
    if (scan.textEnd[scan.textTo[e]! - 1]! - scan.textStart[text]! > 2 * lengths.longest) return false
    if (
      names.test(
        `${attributeText(scan, e, 'class') ?? ''} ${attributeText(scan, e, 'itemprop') ?? ''} ${attributeText(scan, e, 'data-testid') ?? ''}`,
      )
    )
      return true
  }
  return false
}
