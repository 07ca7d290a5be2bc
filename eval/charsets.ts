import { decodePage } from '#acquire/charset.ts'
import type { Table } from './table.ts'
import { digestOf, jsonl, show } from './table.ts'

/** Charsets that a language's pages were written in before UTF-8. */
const charsetsOf: Readonly<Record<string, readonly string[]>> = {
  ru: ['windows-1251', 'koi8-r', 'iso-8859-5'],
  uk: ['windows-1251', 'koi8-u'],
  bg: ['windows-1251'],
  pl: ['windows-1250', 'iso-8859-2'],
  cs: ['windows-1250', 'iso-8859-2'],
  sk: ['windows-1250'],
  hu: ['windows-1250', 'iso-8859-2'],
  ro: ['windows-1250', 'iso-8859-2'],
  hr: ['windows-1250'],
  ...Object.fromEntries(
    ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'no', 'nb', 'fi', 'en', 'is'].map((language) => [language, ['windows-1252']]),
  ),
  tr: ['windows-1254'],
  el: ['windows-1253', 'iso-8859-7'],
  he: ['windows-1255'],
  ar: ['windows-1256'],
  fa: ['windows-1256'],
  lt: ['windows-1257'],
  lv: ['windows-1257'],
  vi: ['windows-1258'],
  ja: ['shift_jis', 'euc-jp'],
  zh: ['gb18030', 'big5'],
  ko: ['euc-kr'],
}
const sets = ['fundus', 'fundus-eval', 'htmldate', 'trafi', 'wcxb-dev'].map((name) => `eval/extraction/${name}.jsonl.gz`)
const mostPages = 15 // of one language in one charset
const leastBeyond = 20 // bytes beyond ASCII; a page with fewer tells nothing
const mostMissing = 0.3 // of its characters beyond ASCII that the charset lacks; with more it was never written in it

/**
 * Real pages written back into a legacy charset, their own declarations struck out: which share is decoded to the same characters?
 */
export async function run(): Promise<Table> {
  const tallies = new Map<string, { pages: number; right: number; worst: number; taken: Map<string, number> }>()
  for (const set of sets)
    for await (const { html } of jsonl<{ html: string }>(set)) {
      const language = /<html[^>]*\blang\s*=\s*["']?([a-z]{2})/i.exec(html)?.[1]?.toLowerCase() ?? ''
      const silent = html.replace(/(?:charset|encoding)(?=\s*=)/gi, 'x')
      for (const charset of charsetsOf[language] ?? []) {
        const tally = tallies.get(`${language} ${charset}`) ?? { pages: 0, right: 0, worst: 0, taken: new Map() }
        tallies.set(`${language} ${charset}`, tally)
        const bytes = tally.pages < mostPages ? encode(silent, charset) : null
        if (!bytes) continue
        const from = performance.now()
        const decoded = decodePage(bytes, 'text/html')
        tally.worst = Math.max(tally.worst, performance.now() - from)
        tally.pages++
        if (decoded.html === new TextDecoder(charset).decode(bytes)) tally.right++
        else tally.taken.set(decoded.charset, 1 + (tally.taken.get(decoded.charset) ?? 0))
      }
    }
  const seen = [...tallies].filter(([, { pages }]) => pages > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  const sum = (pick: (tally: { pages: number; right: number; worst: number }) => number) =>
    seen.reduce((all, [, tally]) => all + pick(tally), 0)
  const rows = seen.map(([name, { pages, right, worst, taken }]) => ({
    name,
    cells: [pages, right / pages, Math.round(worst), [...taken].map(([charset, count]) => `${count} ${charset}`).join(', ')],
  }))
  const all = {
    name: 'all',
    cells: [
      sum(({ pages }) => pages),
      sum(({ right }) => right) / sum(({ pages }) => pages),
      Math.max(...seen.map(([, { worst }]) => Math.round(worst))),
      '',
    ],
  }
  return {
    name: 'charsets nobody declares',
    columns: ['n pages', 'right', 'n worst ms', 'taken for'],
    rows: [...rows, all],
    digest: digestOf(...sets),
  }
}

type Codes = ReadonlyMap<string, readonly number[]>
const tables = new Map<string, Codes>()

/** The text in a charset, `?` for what it lacks; null where it lacks much or the text has little beyond ASCII. */
function encode(text: string, charset: string): Uint8Array | null {
  const codes = tables.get(charset) ?? codesOf(charset)
  tables.set(charset, codes)
  const bytes: number[] = []
  let beyond = 0
  let missing = 0
  for (const letter of text) {
    const code = codes.get(letter)
    if (letter > '\x7f') code ? beyond++ : missing++
    bytes.push(...(code ?? [0x3f]))
  }
  return beyond < leastBeyond || missing > mostMissing * beyond ? null : Uint8Array.from(bytes)
}

/** A decoder turned round: every code of one or two bytes. */
function codesOf(charset: string): Codes {
  const codes = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(charset)
  const learn = (...bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes))
    if ([...text].length === 1 && text !== '\ufffd' && !codes.has(text)) codes.set(text, bytes)
  }
  for (let byte = 0; byte < 256; byte++) learn(byte)
  if (/gb|big5|shift|euc/.test(charset))
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail)
  return codes
}

if (import.meta.main) console.log(show(await run()))
