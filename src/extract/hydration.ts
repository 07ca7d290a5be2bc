import type { Run } from '#model/article.ts'
import { blocksOf } from './blocks.ts'
import { composed, composerOf, writeGap, writeLines, writeTexts } from './compose.ts'
import { type Json, readJson } from './json.ts'
import { attributeOf, isScript, type Scan, scan } from './scan.ts'

/** The text of a page that shows none of its own, from the data its scripts carry: each paragraph a string of JSON. */
type Hidden = Readonly<{ text: string; runs: readonly Run[] }>

const hiddenDefaults = {
  /** A string with fewer letters is no paragraph. */
  paragraph: 40,
  /** Fewer letters in all are no article: where the data says it is one, and where it only looks so. */
  named: 120,
  article: 300,
  /** Script content beyond this is not looked at, in code units. */
  script: 4 * 2 ** 20,
  /** Strings of one page that are looked at. */
  strings: 20_000,
} as const

/** A string that reads like prose, and the names on the way to it, list places left out. */
type Found = Readonly<{ path: string; start: number; end: number; letters: number }>

/** The article text in JSON-LD (`articleBody`), else in a page's other JSON; null: there is none. Linear in the scripts. */
export function hiddenText(scanned: Scan): Hidden | null {
  const found: Found[] = []
  for (let script = 1; script < scanned.count; script++) {
    if (!isScript(scanned, script)) continue
    const start = scanned.inner[script]!
    const end = Math.min(scanned.close[script]!, start + hiddenDefaults.script)
    const kind = typeOf(scanned, script)
    if (kind.includes('json')) for (const value of readJson(scanned.html, start, end)) gather(scanned.html, value, '', found)
    else if (kind === '' || kind.includes('javascript')) gatherAssigned(scanned.html, start, end, found)
  }
  const body = found.filter(({ path }) => path.endsWith('/articleBody'))
  const chosen = body.length > 0 ? [body.reduce((a, b) => (b.letters > a.letters ? b : a))] : likeliest(found)
  const least = body.length > 0 ? hiddenDefaults.named : hiddenDefaults.article
  if (chosen.reduce((sum, { letters }) => sum + letters, 0) < least) return null
  const hidden = written(scanned.html, chosen)
  return hidden.text === '' ? null : hidden
}

function typeOf(scanned: Scan, script: number): string {
  const at = attributeOf(scanned, script, 'type')
  return at ? scanned.html.slice(at.start, at.end).toLowerCase() : ''
}

const assignment = /^\s*(?:window\.|self\.|var\s+|let\s+|const\s+)?[\w$.[\]"']{1,60}\s*=\s*(?=[{[])/

/** `window.__STATE__ = {…}`. */
function gatherAssigned(html: string, start: number, end: number, found: Found[]): void {
  const match = assignment.exec(html.slice(start, Math.min(end, start + 200)))
  if (!match) return
  const [value] = readJson(html, start + match[0].length, end)
  if (value) gather(html, value, '', found)
}

function gather(html: string, value: Json, path: string, found: Found[]): void {
  if (found.length >= hiddenDefaults.strings) return
  if (value.type === 'text') {
    const letters = proseLetters(html, value.at.start, value.at.end)
    if (letters >= hiddenDefaults.paragraph) found.push({ path, ...value.at, letters })
  } else if (value.type === 'list') for (const item of value.items) gather(html, item, path, found)
  else if (value.type === 'object') for (const [name, member] of value.members) gather(html, member, `${path}/${name}`, found)
}

const letter = /\p{L}/gu
const sentence = /[\p{L}\p{M}”"»)][.!?…。！？؟۔।](?=$|[\s"”»)<\\])|[。！？]/u
const spaceOrTag = /\s|<|\\u003c|[\u3000-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/iu

/** Letters of a string that reads like prose; 0: it does not (an address, a name, code). */
function proseLetters(html: string, start: number, end: number): number {
  if (end - start < hiddenDefaults.paragraph / 2) return 0
  const text = html.slice(start, end)
  if (!sentence.test(text) || !spaceOrTag.test(text)) return 0
  const letters = text.match(letter)?.length ?? 0
  return letters * 2 < text.length && !/<|\\u003c|\\u[0-9a-f]{4}/i.test(text) ? 0 : letters
}

/** The strings of the place in the data that holds most prose; the other places are teasers and notes. */
function likeliest(found: readonly Found[]): Found[] {
  const sums = new Map<string, number>()
  for (const { path, letters } of found) sums.set(path, (sums.get(path) ?? 0) + letters)
  let best = ''
  for (const [path, sum] of sums) if (sum > (sums.get(best) ?? 0)) best = path
  return found.filter(({ path }) => path === best)
}

function written(html: string, chosen: readonly Found[]): Hidden {
  const parts: string[] = []
  const runs: Run[] = []
  let length = 0
  let page = 0
  for (const { start, end } of chosen) {
    const string = unescaped(html, start, end)
    const inner = innerText(string.text)
    if (inner.text === '') continue
    if (length > 0) {
      const next = string.at[inner.runs[0]!.page.start]!
      runs.push({ text: { start: length, end: length + 2 }, page: { start: page, end: next } })
      parts.push('\n\n')
      length += 2
    }
    for (const run of inner.runs) pushMapped(runs, run, length, inner.text, string)
    parts.push(inner.text)
    length += inner.text.length
    page = runs.at(-1)!.page.end
  }
  return { text: parts.join(''), runs }
}

/** A string of JSON as it reads, and where each of its code units stands in the page; one more entry than units. */
type Unescaped = Readonly<{ text: string; at: Int32Array }>

const shortEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescaped(html: string, start: number, end: number): Unescaped {
  const parts: string[] = []
  const at: number[] = []
  let i = start
  while (i < end) {
    const c = html[i]!
    const next = html[i + 1] ?? ''
    at.push(i)
    if (c !== '\\' || i + 1 >= end) {
      parts.push(c)
      i++
    } else if (next === 'u' && /^[0-9a-f]{4}$/i.test(html.slice(i + 2, i + 6))) {
      parts.push(String.fromCharCode(Number.parseInt(html.slice(i + 2, i + 6), 16)))
      i += 6
    } else {
      parts.push(shortEscapes[next] ?? next)
      i += 2
    }
  }
  at.push(Math.min(i, end))
  return { text: parts.join(''), at: Int32Array.from(at) }
}

const markup = /<\/?[a-z]|&#?\w+;/i

/** What a reader reads of a string: markup read as such, else its lines. */
function innerText(text: string): Hidden {
  const to = composerOf(text)
  if (markup.test(text)) {
    const scanned = scan(text)
    const blocks = blocksOf(scanned)
    for (let b = 0; b < blocks.count; b++) {
      writeGap(to, '\n\n')
      writeTexts(to, scanned, blocks.first[b]!, blocks.last[b]!)
    }
  } else {
    // a line of a text without markup is a paragraph
    let from = 0
    for (const line of text.split('\n')) {
      writeGap(to, '\n\n')
      writeLines(to, from, from + line.length, false)
      from += line.length + 1
    }
  }
  return composed(to)
}

/** Moves a run from the string into the page. A stretch that stands there unescaped stays one run, each escape becomes its own. */
function pushMapped(runs: Run[], run: Run, shift: number, text: string, { at }: Unescaped): void {
  const length = run.page.end - run.page.start
  if (run.text.end - run.text.start !== length) {
    runs.push({
      text: { start: shift + run.text.start, end: shift + run.text.end },
      page: { start: at[run.page.start]!, end: at[run.page.end]! },
    })
    return
  }
  let from = 0
  for (let i = 1; i <= length; i++) {
    const plainBefore = at[run.page.start + i]! - at[run.page.start + i - 1]! === 1
    const plainNext = i < length && at[run.page.start + i + 1]! - at[run.page.start + i]! === 1
    const pair = i < length && isHigh(text.charCodeAt(run.text.start + i - 1))
    if (i < length && ((plainBefore && plainNext) || pair)) continue
    runs.push({
      text: { start: shift + run.text.start + from, end: shift + run.text.start + i },
      page: { start: at[run.page.start + from]!, end: at[run.page.start + i]! },
    })
    from = i
  }
}

const isHigh = (c: number) => c >= 0xd800 && c <= 0xdbff
