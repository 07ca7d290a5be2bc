import { Buffer } from 'node:buffer'
import type { Arrival, Refusal } from '#model/page.ts'
import { GapError } from './bytes.ts'
import { sizeText } from './limits.ts'
import type { Opened, Source } from './source.ts'
import { instantOf, refuse } from './source.ts'

/** Pages as JSON, one object a line: `html` or `text`, and as known `url`, `fetchedAt`, `outlet`, `published`. Other fields are passed over. */
export const jsonlSource: Source = {
  name: 'JSON lines',
  recognises: ({ name, text }) => /\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$/i.test(name) || startsLine(text),
  async *read(opened, { limits }) {
    for (let number = 1; ; number++) {
      const source = `${opened.source}#${number}`
      try {
        if (await opened.bytes.ended()) return
        const line = await opened.bytes.line(limits.lineBytes)
        if (line) yield* readLine(opened, source, line, number === 1)
        else {
          yield refuse(source, `is a line of more than ${sizeText(limits.lineBytes)}`, 'split it; reading goes on at the next line')
          while (!(await opened.bytes.line(limits.lineBytes))) await opened.bytes.skip(limits.lineBytes)
        }
      } catch (error) {
        if (!(error instanceof GapError)) throw error
        yield refuse(source, `is lost: ${error.message}`, 'make the file again; whole lines were read')
      }
    }
  },
}

const startsLine = (text: string) =>
  /^\s*\{/.test(text) && /"(?:html|text|url)"\s*:/.test(text) && !/"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(text)

function* readLine(opened: Opened, source: string, line: Uint8Array, first: boolean): Generator<Arrival | Refusal> {
  const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('utf8')
  const clean = (first ? text.replace(/^\ufeff/, '') : text).trim()
  if (clean === '') return
  let value: unknown
  try {
    value = JSON.parse(clean)
  } catch {
    yield refuse(source, 'is not JSON', 'one whole object must stand on each line')
    return
  }
  yield pageOf(opened, source, value)
}

function pageOf(opened: Opened, source: string, value: unknown): Arrival | Refusal {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(source, 'is not a JSON object', 'each line is an object with html or text')
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value))
  for (const name of ['url', 'html', 'text', 'fetchedAt', 'outlet', 'published'])
    if (fields[name] !== undefined && fields[name] !== null && typeof fields[name] !== 'string')
      return refuse(source, `has a "${name}" that is not text`, 'write it as a JSON string or leave it out')
  const field = (name: string) => (typeof fields[name] === 'string' && fields[name] !== '' ? fields[name] : undefined)
  const html = field('html')
  const body = html ?? field('text')
  if (body === undefined) return refuse(source, 'has neither "html" nor "text"', 'give the page in one of them')
  const fetchedAt = field('fetchedAt')
  const instant = instantOf(fetchedAt)
  if (fetchedAt !== undefined && instant === null)
    return refuse(source, `has no time in "fetchedAt" (${fetchedAt.slice(0, 40)})`, 'write ISO 8601')
  const outlet = field('outlet') ?? null
  const published = field('published') ?? null
  return {
    source,
    url: field('url') ?? `${opened.url}#${source.slice(source.lastIndexOf('#') + 1)}`,
    fetchedAt: instant,
    contentType: html === undefined ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8',
    bytes: new TextEncoder().encode(body),
    given: outlet === null && published === null ? null : { outlet, published },
  }
}
