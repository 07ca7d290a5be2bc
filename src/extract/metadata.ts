import type { Page } from '#model/page.ts'
import { pageSpan } from '#text/runs.ts'
import { bylineOf } from './authors.ts'
import { creditsOf, datelineOf } from './dateline.ts'
import { datingsOf } from './dating.ts'
import { decoded } from './entities.ts'
import type { Body, LaidOut } from './extract.ts'
import { readLd } from './jsonld.ts'
import { languageOf } from './language.ts'
import type { Metadata } from './layout.ts'
import { canonicalOf, outletOf, sectionOf, tagsOf } from './outlet.ts'
import type { Scan } from './scan.ts'
import { metaSayings, type Signals, shownIn, signalsOf } from './signals.ts'
import { blockAt, hostOf, type Sources } from './sources.ts'
import { subtitleOf } from './subtitle.ts'
import { within } from './tags.ts'
import { titleOf } from './titles.ts'

/**
 * What a page says about its article. In: the page, its blocks and where the choosing found headline, text and furniture, and the text.
 * Out: each field with its best claim and all others. Errors: none. Linear in the page.
 */
export function readMetadata(page: Page, laid: LaidOut, body: Body): Metadata {
  const sources = sourcesOf(page, laid, body.text)
  const language = languageOf(body.text, declaredLanguages(sources))
  const title = titleOf(sources)
  const outlet = outletOf(sources, title?.value ?? null)
  const { authors, byline } = bylineOf(sources, outlet?.value ?? null)
  const dateline = datelineOf(body.text)
  return {
    language,
    title,
    subtitle: subtitleOf(sources, title?.value ?? null),
    authors,
    byline,
    outlet,
    section: sectionOf(sources),
    tags: tagsOf(sources),
    dateline: dateline?.place ? dateline : null,
    agencies: creditsOf(sources, dateline, (span) => pageSpan({ ...body, page: page.id }, span), authors),
    canonicalUrl: canonicalOf(sources),
    ...datingsOf(sources, language),
  }
}

function sourcesOf(page: Page, { scan, blocks, chosen, layout }: LaidOut, text: string): Sources {
  const signals = signalsOf(scan)
  const head = chosen.indexOf(1)
  const foot = chosen.lastIndexOf(1) + 1
  const sources: Sources = {
    page,
    scan,
    signals,
    blocks,
    layout,
    ld: readLd(page.html, signals.json, page.url, titleHints(scan, signals)),
    text,
    host: hostOf(page.url),
    head: head < 0 ? blocks.count : head,
    foot: foot === 0 ? blocks.count : foot,
    headline: layout.title ? blocks.start.indexOf(layout.title.start) : -1,
    mainHeading: -1,
    lines: new Map(),
  }
  return { ...sources, mainHeading: mainHeadingOf(sources) }
}

function mainHeadingOf(sources: Sources): number {
  const { scan, signals } = sources
  const shown = signals.headings.filter((e) => (scan.within[e]! & (within.nav | within.footer | within.aside | within.unseen)) === 0)
  return shown.length === 1 ? blockAt(sources, scan.open[shown[0]!]!) : -1
}

/** Code units of a title. */
const longestTitle = 400

/** What the page may be called, to know its own article among others. */
function titleHints(scan: Scan, signals: Signals): string[] {
  const title = signals.title ? [decoded(scan.html, signals.title.start, signals.title.end)] : []
  const headings = signals.headings.slice(0, 3).flatMap((e) => shownIn(scan, e)?.text ?? [])
  return [...metaSayings(scan, signals, ['og:title']).map(({ text }) => text), ...headings, ...title].map((text) =>
    text.slice(0, longestTitle),
  )
}

function declaredLanguages({ scan, signals, ld }: Sources): string[] {
  const lang = signals.lang ? [decoded(scan.html, signals.lang.start, signals.lang.end, true)] : []
  const metas = metaSayings(scan, signals, ['content-language', 'language', 'dc.language', 'og:locale']).map(({ text }) => text)
  return [...lang, ...(ld?.language ? [ld.language.text] : []), ...metas]
}
