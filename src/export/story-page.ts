import { isUncertain } from '#model/copy.ts'
import type { CopyDocument, PageDocument, StoryDocument, TreeNode } from '#model/document.ts'
import { unseenName } from '#model/document.ts'
import { sayDate } from '#text/calendar.ts'
import { offsetsOf } from '#text/offsets.ts'
import { type Change, lineUp } from '#trace/lineup.ts'
import { inText } from './places.ts'
import { style } from './story-page-style.ts'
import type { Exporter } from './types.ts'

/** One HTML file that needs nothing else: no script, no address outside. To be sent to an editor or a lawyer, or printed. */
export const storyPage: Exporter = {
  name: 'html',
  says: 'one self-contained page: stories with their trees, facts and what each copy changed',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  tables: [],
  parts: [],
  binary: false,
  text: 'holds',
  async *write({ stories }) {
    yield head
    for await (const story of stories()) yield* storyPieces(story)
    yield '<footer>Made with Stemma. Offsets count the characters (code points) of the stored page; the digest of each page is named.</footer>\n</html>\n'
  },
}

const head = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stemma</title>
<style>${style}</style>
`

/** Page text is never markup: every text goes through here. */
const plain = (text: string | number) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
const percent = (share: number) => `${Math.round(share * 100)} %`
const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`
const anchor = (page: string, start?: number) => plain(start === undefined ? page : `${page}-${start}`)

function* storyPieces(story: StoryDocument): Generator<string> {
  const { pages, independentReports } = story.counts
  yield `<article class="story"><header><h1 dir="auto">${plain(story.title ?? story.id)}</h1>
<p class="counts">${count(pages, 'page')} · ${count(independentReports, 'independent report')} · ${count(story.events.length, 'event')}${
    story.agencies.length > 0 ? ` · credited ${plain(story.agencies.map(({ name }) => name).join(', '))}` : ''
  }</p></header>\n`
  yield `<section><h2>Who copied whom</h2>${tree(story.tree, story)}</section>\n`
  yield `<section><h2>Independent reports</h2><ol>${story.reports.map(({ why }) => `<li>${plain(why)}</li>`).join('')}</ol></section>\n`
  yield* factPieces(story)
  for (const copy of story.copies) if (copy.exemplar !== null) yield comparison(copy, story)
  yield '<section><h2>The pages</h2>'
  const starts = startsOf(story)
  for (const page of story.pages) yield pagePiece(page, starts.get(page.id) ?? [])
  yield '</section></article>\n'
}

/** Every page under the one it was copied from, in order of time; what is uncertain hangs on a broken line. */
function tree(nodes: readonly TreeNode[], story: StoryDocument): string {
  const order = new Map(story.pages.map(({ id }, at) => [id, at]))
  const placeOf = ({ page, children }: TreeNode): number => order.get(page ?? children[0]?.page ?? '') ?? 0
  const inOrder = (some: readonly TreeNode[]) => some.toSorted((a, b) => placeOf(a) - placeOf(b))
  const copies = new Map(story.copies.filter(({ second }) => !second).map((copy) => [copy.witness as string | null, copy]))
  const out: string[] = []
  const open: { nodes: readonly TreeNode[]; at: number }[] = [{ nodes: inOrder(nodes), at: 0 }]
  out.push('<ul class="tree">')
  while (open.length > 0) {
    const level = open.at(-1)!
    const node = level.nodes[level.at++]
    if (!node) {
      open.pop()
      out.push(open.length > 0 ? '</ul></li>' : '</ul>')
      continue
    }
    const copy = copies.get(node.page)
    out.push(`<li${copy && isUncertain(copy) ? ' class="doubt"' : ''}>${nodeText(node, copy, story)}`)
    if (node.children.length > 0) {
      out.push('<ul>')
      open.push({ nodes: inOrder(node.children), at: 0 })
    } else out.push('</li>')
  }
  return out.join('')
}

function nodeText(node: TreeNode, copy: CopyDocument | undefined, story: StoryDocument): string {
  if (node.page === null) return `<span class="unseen">${plain(unseenName(node, story))}</span>`
  const page = story.pages.find(({ id }) => id === node.page)!
  const date = page.published ? plain(sayDate(page.published.value)) : 'no date'
  const exemplar = story.pages.find(({ id }) => id === copy?.exemplar)
  const headline = exemplar && page.title !== null && page.title !== exemplar.title ? `<br><i dir="auto">“${plain(page.title)}”</i>` : ''
  return `<a href="#${anchor(page.id)}">${plain(page.outlet ?? page.url)}</a> <time>${date}</time> <span class="how">${howCopied(copy, node)}</span>${headline}`
}

function howCopied(copy: CopyDocument | undefined, node: TreeNode): string {
  if (!copy) return node.children.length > 0 ? 'the origin of what is below' : ''
  const share = copy.exemplar === null ? 'goes back to it' : `${percent(copy.share)} copied`
  const sure = `${Math.min(99, Math.round(copy.confidence * 100))} % sure` // a tree is a judgement
  const edits = Object.entries(Object.groupBy(copy.edits, ({ kind }) => kind)).map(([kind, some]) =>
    some.length > 1 ? `${some.length} × ${kind}` : kind,
  )
  return [share, copy.direction === 'unknown' ? 'which way is not known' : sure, ...edits].join(' · ')
}

function* factPieces(story: StoryDocument): Generator<string> {
  const where = (evidence: readonly { page: string; start: number; end: number }[]) =>
    evidence
      .map(
        ({ page, start, end }) =>
          `<a href="#${anchor(page, start)}">${plain(outletOf(story, page))}</a> <span class="at">${start}–${end}</span>`,
      )
      .join('<br>')
  yield table(
    'Quotes',
    ['Who', 'Says', 'Proof'],
    story.quotes.map(({ speaker, via, kind, exact, evidence }) => [
      plain(`${speaker?.name ?? 'nobody named'}${via ? `, via ${via.name}` : ''}`),
      `<span dir="auto">${kind === 'direct' ? `“${plain(exact)}”` : plain(exact)}</span>`,
      where(evidence),
    ]),
  )
  yield table(
    'Events',
    ['When', 'What', 'Status', 'Reports', 'Proof'],
    story.events.map((event) => [
      plain(event.when === null ? '' : 'value' in event.when ? event.when.value : `${event.when.from} to ${event.when.until}`),
      plain(`${event.actor.map(({ name }) => name).join(', ')} · ${event.type} · ${event.recipient.map(({ name }) => name).join(', ')}`),
      plain(`${event.status}, ${percent(event.certainty)} sure`),
      plain(event.reports.length),
      where(event.evidence),
    ]),
  )
  yield table(
    'Dates in the text',
    ['Words', 'Meaning', 'Proof'],
    story.dates.map(({ exact, value, from, until, evidence }) => [
      plain(exact),
      plain(value ?? [from, until].filter(Boolean).join(' to ')),
      where(evidence),
    ]),
  )
}

const outletOf = (story: StoryDocument, page: string) => story.pages.find(({ id }) => id === page)?.outlet ?? page

/** Cells are markup already. */
function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const headings = columns.map((name) => `<th scope="col">${name}</th>`).join('')
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')
  return `<section><h2>${title}</h2><table><thead><tr>${headings}</tr></thead><tbody>${body}</tbody></table></section>\n`
}

function comparison(copy: CopyDocument, story: StoryDocument): string {
  const [a, b] = [copy.exemplar, copy.witness].map((id) => story.pages.find((page) => page.id === id)!) as [PageDocument, PageDocument]
  if (!a.text || !b.text) return ''
  const units = { a: offsetsOf(a.text).toUnits, b: offsetsOf(b.text).toUnits }
  const span = (side: 'a' | 'b', { start, end }: { start: number; end: number }) =>
    ({ start: units[side](start), end: units[side](end) }) as Change['at']
  const passages = copy.passages.map(({ kind, exemplar, witness }) => ({ kind, a: span('a', exemplar), b: span('b', witness) }))
  const edits = copy.edits.map(({ kind, exemplar, witness }) => ({ kind, exemplar: span('a', exemplar), witness: span('b', witness) }))
  const rows = lineUp(a.text, b.text, passages, edits)
  const cells = rows.map((row) => `<tr><td dir="auto">${changes(row.a, a.text)}</td><td dir="auto">${changes(row.b, b.text)}</td></tr>`)
  return `<section><h2>What ${plain(b.outlet ?? b.url)} made of ${plain(a.outlet ?? a.url)}</h2>
<p>${plain(copy.grounds.map(({ says }) => says).join('; '))}</p>
<details><summary>Side by side</summary><table class="compare"><thead><tr><th scope="col">${plain(a.outlet ?? a.url)}</th><th scope="col">${plain(b.outlet ?? b.url)}</th></tr></thead>
<tbody>${cells.join('\n')}</tbody></table></details></section>\n`
}

const marks = { same: ['', ''], cut: ['<del>', '</del>'], added: ['<ins>', '</ins>'], moved: ['<span class="moved">', '</span>'] } as const
const changes = (parts: readonly Change[], text: string) =>
  parts.map(({ kind, at }) => `${marks[kind][0]}${plain(text.slice(at.start, at.end))}${marks[kind][1]}`).join('')

/** Where the proofs begin, page by page, as offsets of the page. */
function startsOf(story: StoryDocument): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, Set<number>>()
  for (const facts of [story.quotes, story.events, story.dates])
    for (const { evidence } of facts) for (const { page, start } of evidence) starts.set(page, (starts.get(page) ?? new Set()).add(start))
  return new Map([...starts].map(([page, own]) => [page, [...own]]))
}

/** The text with a place to jump to wherever a proof begins. */
function textWithPlaces(page: PageDocument, starts: readonly number[]): string {
  const { toUnits } = offsetsOf(page.text)
  const places = starts
    .flatMap((start) => {
      const at = inText(page, start, start + 1)
      return at ? [{ start, unit: toUnits(at.start) }] : []
    })
    .sort((a, b) => a.unit - b.unit)
  const pieces = places.map(
    ({ start, unit }, n) =>
      `<span class="place" id="${anchor(page.id, start)}"></span>${plain(page.text.slice(unit, places[n + 1]?.unit))}`,
  )
  return plain(page.text.slice(0, places[0]?.unit)) + pieces.join('')
}

function pagePiece(page: PageDocument, starts: readonly number[]): string {
  const facts = [
    ...[page.outlet, page.byline, page.published?.value ?? 'no date'].filter((one) => one !== null),
    page.captured ? `captured ${page.captured.value}` : '',
    `SHA-256 ${page.digest}`,
  ].filter(Boolean)
  return `<section class="page" id="${anchor(page.id)}"><h3 dir="auto">${plain(page.title ?? page.source)}</h3>
<p class="facts">${facts.map(plain).join(' · ')}<br>${plain(page.url)}</p>${
    page.text ? `<details><summary>Text</summary><div class="text" dir="auto">${textWithPlaces(page, starts)}</div></details>` : ''
  }</section>\n`
}
