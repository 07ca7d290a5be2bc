import { createReadStream } from 'node:fs'
import { InputError } from '#model/errors.ts'
import type { Arrival, Refusal } from '#model/page.ts'
import { Bytes } from './bytes.ts'
import type { Fields, HttpMessage } from './http.ts'
import { headEnd, headLines, readFields, readResponse } from './http.ts'
import type { Members } from './inflate.ts'
import { inflate, noMembers } from './inflate.ts'
import type { Limits } from './limits.ts'
import { sampleBytes, sampleOf, unfit } from './pages.ts'
import type { WarcFault, WarcRecord } from './records.ts'
import { readRecords } from './records.ts'
import type { Context, Opened, Source } from './source.ts'
import { instantOf, isPageType, mediaTypeOf, refuse } from './source.ts'

/**
 * Web archives, WARC 1.0 and 1.1: plain, gzip per record or whole, zstd. Gives a page for each response, resource, conversion
 * and resolved revisit with a 2xx status and a type a page can have. Source: ISO 28500:2017; IIPC revisit profiles 1.1.
 */
export const warcSource: Source = {
  name: 'web archive',
  recognises: ({ name, text }) => /^WARC\/\d/.test(text) || /\.warc(?:\.gz|\.zst|\.zstd)?$/i.test(name),
  async *read(opened, context) {
    for await (const item of readRecords(opened.bytes, context.limits, (fields, ahead) => isWanted(fields, ahead, opened, context))) {
      if ('reason' in item) yield refusalOf(opened, item)
      else yield* pageOf(opened, context, item)
    }
  },
}

const nameOf = (opened: Opened, { fields, ordinal }: Pick<WarcFault, 'fields' | 'ordinal'>) =>
  `${opened.source}#${fields?.get('warc-record-id')?.replace(/^<|>$/g, '') ?? ordinal}`

function refusalOf(opened: Opened, fault: WarcFault): Refusal {
  const uri = fault.fields && targetOf(fault.fields)
  return refuse(nameOf(opened, fault), `the record${uri ? ` of ${uri}` : ''} ${fault.reason}`, fault.advice)
}

/** Some writers of WARC 1.0 put the URI in angle brackets. */
const targetOf = (fields: Fields) => fields.get('warc-target-uri')?.replace(/^<|>$/g, '') ?? ''

function isWanted(fields: Fields, ahead: Uint8Array, opened: Opened, context: Context): boolean {
  const type = fields.get('warc-type')!.toLowerCase()
  if (type !== 'response' && type !== 'resource' && type !== 'conversion' && type !== 'revisit') return false
  if (!/^(?:https?|ftp|file):/i.test(targetOf(fields))) return false
  const stored = mediaTypeOf(fields.get('content-type'))
  const why =
    stored === 'application/http' ? unfitResponse(ahead, type) : type === 'revisit' || (stored && isPageType(stored)) ? null : stored
  if (why === null) return true
  context.skip(opened.source, why)
  return false
}

/** Why a stored HTTP response cannot be a page, or null. A revisit may say 304, and its type is that of the page. */
function unfitResponse(ahead: Uint8Array, type: string): string | null {
  const [status = '', ...lines] = headLines(ahead.subarray(0, headEnd(ahead)?.[0]))
  const code = Number(/^HTTP\/\S+[ \t]+(\d{3})/i.exec(status)?.[1] ?? 200)
  if (type !== 'revisit' && (code < 200 || code > 203)) return `status ${code}`
  const mediaType = mediaTypeOf(readFields(lines).get('content-type'))
  return isPageType(mediaType) ? null : mediaType
}

async function* pageOf(opened: Opened, context: Context, record: WarcRecord): AsyncGenerator<Arrival | Refusal> {
  const { fields } = record
  const source = nameOf(opened, record)
  const url = targetOf(fields)
  try {
    const revisit = fields.get('warc-type')!.toLowerCase() === 'revisit'
    if (!revisit) remember(opened, context, record)
    const payload = revisit ? await revisited(opened, context, fields) : payloadOf(record, context.limits)
    if (payload.body.length === 0) return context.skip(opened.source, 'empty body')
    const { contentType, body } = payload
    if (contentType === null && unfit(sampleOf('', body.subarray(0, sampleBytes), null)))
      return context.skip(opened.source, 'no type and no text')
    yield { source, url, fetchedAt: instantOf(fields.get('warc-date')), contentType, bytes: body, given: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    yield refuse(source, `the record of ${url} ${error.message}`, error.advice)
  }
}

type Payload = Readonly<{ contentType: string | null; body: Uint8Array }>

function payloadOf({ fields, block }: WarcRecord, limits: Limits): Payload {
  if (mediaTypeOf(fields.get('content-type')) !== 'application/http')
    return { contentType: fields.get('content-type') ?? null, body: block }
  const message: HttpMessage = readResponse(block, limits.recordBytes, fields.has('warc-truncated'))
  return { contentType: message.fields.get('content-type') ?? null, body: message.body }
}

/** Where a record stands, so that it can be read again. */
type Place = Readonly<{ path: string; packing: Opened['packing']; members: Members; offset: number; digest: string | null }>
const mostSeen = 600_000 // keys, two or three a page, about 100 bytes each; a CC-NEWS file of 1 GiB holds some 50,000 pages
const farthest = 256 * 1024 * 1024 // bytes inflated to reach one record again; records in members of their own need none

function remember(opened: Opened, context: Context, { fields, offset }: WarcRecord): void {
  if (opened.path === null) return
  const digest = fields.get('warc-payload-digest') ?? null
  const place: Place = { path: opened.path, packing: opened.packing, members: opened.members, offset, digest }
  for (const key of [digest, fields.get('warc-record-id'), `uri ${targetOf(fields)}`]) if (key) context.seen.set(key, place)
  for (const key of context.seen.keys()) {
    if (context.seen.size <= mostSeen) break
    context.seen.delete(key)
  }
}

/** The payload of the earlier record that a revisit names: by digest, record id or URI. Throws InputError when there is none. */
async function revisited(opened: Opened, context: Context, fields: Fields): Promise<Payload> {
  const digest = fields.get('warc-payload-digest')
  const uri = fields.get('warc-refers-to-target-uri')?.replace(/^<|>$/g, '') ?? targetOf(fields)
  for (const key of [digest, fields.get('warc-refers-to'), `uri ${uri}`]) {
    const place = key ? (context.seen.get(key) as Place | undefined) : undefined
    if (!place || (digest && place.digest && digest !== place.digest)) continue
    const record = await readAgain(place, context.limits)
    if (record) return payloadOf(record, context.limits)
  }
  const advice =
    opened.path === null
      ? 'save the archive to a file, so that it can be read twice'
      : 'add the archive that holds the first visit before this one'
  throw new InputError(`repeats an earlier one (${uri}) that is not here`, advice)
}

async function readAgain({ path, packing, members, offset }: Place, limits: Limits): Promise<WarcRecord | null> {
  const member = packing ? lastAtOrBelow(members.inflated, offset) : -1
  const start = packing ? members.packed[member]! : offset
  const ahead = packing ? offset - members.inflated[member]! : 0
  if (ahead > farthest) return null
  const raw = new Bytes(createReadStream(path, { start }))
  const bytes = packing ? new Bytes(inflate(raw, packing, limits, noMembers(members.dictionary))) : raw
  try {
    await bytes.skip(ahead)
    for await (const item of readRecords(bytes, limits, () => true)) return 'reason' in item ? null : item
    return null
  } finally {
    await bytes.close()
    await raw.close()
  }
}

function lastAtOrBelow(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sorted[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
