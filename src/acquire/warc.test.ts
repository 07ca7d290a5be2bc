import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { WARCParser } from 'warcio'
import type { Arrival, Refusal } from '#model/page.ts'
import { Bytes, chunkOf } from './bytes.ts'
import { unchunk } from './http.ts'
import { inflate } from './inflate.ts'
import { limitDefaults } from './limits.ts'
import { readRecords } from './records.ts'
import { chunked, gzipEach, httpBlock, pageText, response, sha1, warcRecord } from './samples.ts'
import { acquire, isRefusal } from './sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-warc-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function saved(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

async function read(path: string, skips: string[] = []): Promise<{ pages: Arrival[]; refusals: Refusal[] }> {
  const pages: Arrival[] = []
  const refusals: Refusal[] = []
  for await (const item of acquire([path], { onSkip: (_, why) => skips.push(why) })) {
    if (isRefusal(item)) refusals.push(item)
    else pages.push(item)
  }
  return { pages, refusals }
}

const text = (page: Arrival | undefined) => Buffer.from(page?.bytes ?? []).toString('utf8')
const body = pageText(1)
const raw = Buffer.from(body)
const site = 'https://harbour-post.example'

/** Every kind of record that carries a page, and those that do not. */
const everyKind = [
  warcRecord({ type: 'warcinfo', body: 'software: none\r\n', fields: { 'Content-Type': 'application/warc-fields' } }),
  warcRecord({
    type: 'request',
    uri: `${site}/plain`,
    body: 'GET /plain HTTP/1.1\r\n\r\n',
    fields: { 'Content-Type': 'application/http; msgtype=request' },
  }),
  response(`${site}/plain`, httpBlock(raw, { 'Content-Length': String(raw.length) }), { 'WARC-Payload-Digest': sha1(raw) }),
  response(`${site}/chunked`, httpBlock(chunked(raw, 100), { 'Transfer-Encoding': 'chunked' })),
  response(`${site}/gzip`, httpBlock(gzipSync(raw), { 'Content-Encoding': 'gzip' })),
  response(`${site}/gzip-chunked`, httpBlock(chunked(gzipSync(raw), 77), { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' })),
  response(`${site}/deflate`, httpBlock(deflateSync(raw), { 'Content-Encoding': 'deflate' })),
  response(`${site}/deflate-raw`, httpBlock(deflateRawSync(raw), { 'Content-Encoding': 'deflate' })),
  response(`${site}/br`, httpBlock(brotliCompressSync(raw), { 'Content-Encoding': 'br' })),
  response(`${site}/zstd`, httpBlock(zstdCompressSync(raw), { 'Content-Encoding': 'zstd' })),
  response(`${site}/stored-plain`, httpBlock(raw, { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' })),
  warcRecord({ type: 'resource', uri: `${site}/resource`, body, fields: { 'Content-Type': 'text/html' } }),
  warcRecord({ type: 'conversion', uri: `${site}/conversion`, body: 'Only the words.', fields: { 'Content-Type': 'text/plain' } }),
  response(`${site}/picture.png`, httpBlock('\x89PNG', { 'Content-Type': 'image/png' })),
  response(`${site}/moved`, httpBlock('gone', {}, 301)),
  warcRecord({ type: 'metadata', uri: `${site}/plain`, body: 'outlink: x', fields: { 'Content-Type': 'application/warc-fields' } }),
  warcRecord({
    type: 'revisit',
    uri: `${site}/again`,
    body: 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n',
    fields: {
      'Content-Type': 'application/http; msgtype=response',
      'WARC-Payload-Digest': sha1(raw),
      'WARC-Refers-To-Target-URI': `${site}/elsewhere`,
    },
  }),
  warcRecord({
    type: 'revisit',
    uri: `${site}/unchanged`,
    body: 'HTTP/1.1 304 Not Modified\r\n\r\n',
    fields: { 'Content-Type': 'application/http; msgtype=response', 'WARC-Refers-To-Target-URI': `${site}/br` },
  }),
  warcRecord({
    type: 'revisit',
    uri: `${site}/unknown`,
    fields: { 'Content-Type': 'application/http; msgtype=response', 'WARC-Payload-Digest': sha1('not here') },
  }),
]
const shown = [
  'plain',
  'chunked',
  'gzip',
  'gzip-chunked',
  'deflate',
  'deflate-raw',
  'br',
  'zstd',
  'stored-plain',
  'resource',
  'conversion',
  'again',
  'unchanged',
]

const packings: readonly (readonly [string, Uint8Array])[] = [
  ['plain.warc', Buffer.concat(everyKind)],
  ['each.warc.gz', gzipEach(everyKind)],
  ['whole.warc.gz', gzipSync(Buffer.concat(everyKind))],
  ['each.warc.zst', Buffer.concat(everyKind.map((record) => zstdCompressSync(record)))],
  ['whole.warc.zst', zstdCompressSync(Buffer.concat(everyKind))],
]

for (const [name, bytes] of packings)
  test(`Q5 every kind of record is read from ${name}`, async () => {
    const skips: string[] = []
    const { pages, refusals } = await read(saved(name, bytes), skips)
    assert.deepEqual(
      pages.map(({ url }) => url),
      shown.map((path) => `${site}/${path}`),
    )
    for (const page of pages) assert.equal(text(page), page.url.endsWith('/conversion') ? 'Only the words.' : body, page.url)
    assert.equal(pages[0]!.fetchedAt, '2024-10-12T08:05:00.000Z')
    assert.equal(pages[0]!.contentType, 'text/html; charset=utf-8')
    assert.deepEqual(skips, ['image/png', 'status 301'])
    assert.equal(refusals.length, 1)
    assert.match(refusals[0]!.reason, /unknown repeats an earlier one/)
  })

test('Q5 a dictionary at the start of a .warc.zst is used', async () => {
  const dictionary = Buffer.from(pageText(9))
  const skippable = Buffer.alloc(8)
  skippable.writeUInt32LE(0x184d2a5d, 0)
  skippable.writeUInt32LE(dictionary.length, 4)
  const packed = everyKind.map((record) => zstdCompressSync(record, { dictionary }))
  const { pages } = await read(saved('dictionary.warc.zst', Buffer.concat([skippable, dictionary, ...packed])))
  assert.equal(pages.length, shown.length)
})

test('Q5 the same pages as warcio reads', async () => {
  const path = saved('both.warc.gz', gzipEach(everyKind))
  const theirs: string[] = []
  for await (const record of new WARCParser(createReadStream(path)))
    if (record.warcType === 'response' && record.httpHeaders?.statusCode === 200 && !record.warcTargetURI?.endsWith('png'))
      theirs.push(`${record.warcTargetURI} ${(await record.contentText()).length}`)
  const { pages } = await read(path)
  const ours = new Map(pages.map((page) => [page.url, text(page).length]))
  const agreed = theirs.filter((line) => ours.get(line.split(' ')[0]!) === Number(line.split(' ')[1]))
  assert.ok(agreed.length >= 5, `${agreed.length} of ${theirs.length}`) // theirs leaves some codings packed
  assert.equal(theirs.length, pages.filter(({ url }) => !/resource|conversion|again|unchanged/.test(url)).length)
})

test('Q6 a cut file gives its whole records and one refusal', async () => {
  const records = [1, 2, 3, 4].map((number) => response(`${site}/${number}`, httpBlock(pageText(number, 40))))
  for (const [name, whole] of [
    ['cut.warc', Buffer.concat(records)],
    ['cut-each.warc.gz', gzipEach(records)],
    ['cut-whole.warc.gz', gzipSync(Buffer.concat(records))],
    ['cut-each.warc.zst', Buffer.concat(records.map((record) => zstdCompressSync(record)))],
  ] as const) {
    const { pages, refusals } = await read(saved(name, whole.subarray(0, whole.length - 500)))
    assert.equal(pages.length, 3, name)
    assert.equal(refusals.length, 1, name)
    assert.match(refusals[0]!.reason, /cut short/, name)
  }
})

test('Q6 a broken member is refused and the next is read', async () => {
  const records = [1, 2, 3, 4].map((number) => gzipSync(response(`${site}/${number}`, httpBlock(pageText(number)))))
  for (const at of [2, 40, 300, records[1]!.length - 6]) {
    const broken = Buffer.from(records[1]!)
    broken.fill(0xa5, at, at + 5)
    const { pages, refusals } = await read(saved(`broken${at}.warc.gz`, Buffer.concat([records[0]!, broken, records[2]!, records[3]!])))
    assert.deepEqual(
      pages.map(({ url }) => url.slice(-1)),
      ['1', '3', '4'],
      `at ${at}`,
    )
    assert.equal(refusals.length, 1)
    assert.match(refusals[0]!.reason, /gzip member at byte/)
  }
})

test('Q6 a damaged record in a plain file is refused and the next is read', async () => {
  const records = [1, 2, 3].map((number) => response(`${site}/${number}`, httpBlock(pageText(number))))
  const wrongLength = Buffer.from(records[1]!.toString('latin1').replace(/Content-Length: \d+/, 'Content-Length: 12'), 'latin1')
  const { pages, refusals } = await read(saved('damaged.warc', Buffer.concat([records[0]!, wrongLength, records[2]!])))
  assert.deepEqual(
    pages.map(({ url }) => url.slice(-1)),
    ['1', '3'],
  )
  assert.match(refusals[0]!.reason, /\/2 does not end where it says/)
})

/** Heap and buffers that grew beyond what there was, in MiB, at the highest. */
async function peakWhile(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 5)
  await work()
  clearInterval(timer)
  return (Math.max(peak, process.memoryUsage.rss()) - before) / 2 ** 20
}

const mebi = 2 ** 20
const bigBytes = 4096 * mebi
/** gzip of `start` and then four gigabytes of zeros, its blocks written out again and again. */
function gzipBomb(start: Uint8Array): Buffer {
  const flush = { finishFlush: constants.Z_FULL_FLUSH }
  const zeros = deflateRawSync(Buffer.alloc(64 * mebi), flush)
  const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3)
  return Buffer.concat([header, deflateRawSync(start, flush), ...Array<Buffer>(bigBytes / (64 * mebi)).fill(zeros)])
}
/** zstd of the same: after one raw block, blocks of one repeated byte, four bytes for each 128 KiB. */
function zstdBomb(start: Uint8Array): Buffer {
  const header = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x38)
  const size = start.length << 3
  const run = Uint8Array.of(2, 0, 0x10, 0)
  return Buffer.concat([header, Uint8Array.of(size, size >> 8, size >> 16), start, ...Array<Uint8Array>(bigBytes / (mebi / 8)).fill(run)])
}
const lowestQuality = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** The start of a record that holds four gigabytes. */
function hugeRecord(name: string): Buffer {
  const record = response(`${site}/${name}`, Buffer.alloc(0), { 'Content-Length': String(bigBytes) })
  return Buffer.concat([record.subarray(0, -4), httpBlock('')])
}

test('Q7 bombs are refused, memory stays bounded, and the records around them are read', async () => {
  const before = response(`${site}/before`, httpBlock(body))
  const behind = response(`${site}/after`, httpBlock(body))
  const bodies = [
    response(`${site}/br-bomb`, httpBlock(brotliCompressSync(Buffer.alloc(128 * mebi), lowestQuality), { 'Content-Encoding': 'br' })),
    response(`${site}/zstd-bomb`, httpBlock(zstdBomb(raw), { 'Content-Encoding': 'zstd' })),
  ]
  const gzipped = Buffer.concat([gzipEach([before, ...bodies]), gzipBomb(hugeRecord('member')), gzipSync(behind)])
  const packed = [before, ...bodies].map((record) => zstdCompressSync(record))
  const zstd = Buffer.concat([...packed, zstdBomb(hugeRecord('member')), zstdCompressSync(behind)])
  assert.ok(zstd.length < 200 * 1024, `${zstd.length} bytes`)
  for (const path of [saved('bomb.warc.gz', gzipped), saved('bomb.warc.zst', zstd)]) {
    let found = { pages: [] as Arrival[], refusals: [] as Refusal[] }
    const peak = await peakWhile(async () => {
      found = await read(path)
    })
    assert.deepEqual(
      found.pages.map(({ url }) => url.split('/').at(-1)),
      ['before', 'after'],
    )
    assert.deepEqual(
      found.refusals.map(({ reason }) => /(br-bomb|zstd-bomb|member) inflates to more than 64 MiB/.exec(reason)?.[1]),
      ['br-bomb', 'zstd-bomb', 'member'],
    )
    assert.ok(peak < 400, `${peak} MiB more than before`)
  }
})

test('Q7 a bomb in one line of a packed JSONL or in a packed page is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20, 0x20))
  for (const name of ['bomb.jsonl.gz', 'bomb.html.gz']) {
    const { pages, refusals } = await read(saved(name, bomb))
    assert.equal(pages.length, 0)
    assert.match(refusals.map(({ reason }) => reason).join(), /inflates to more than|is a line of more than/)
  }
})

async function* split(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0
  for (const cut of [...cuts.map((part) => part % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    yield bytes.subarray(from, cut)
    from = cut
  }
}

async function summary(bytes: Bytes): Promise<string[]> {
  const lines: string[] = []
  for await (const item of readRecords(bytes, limitDefaults, () => true))
    lines.push(
      'reason' in item ? `! ${item.ordinal} ${item.reason}` : `${item.ordinal} ${item.offset} ${item.block.length} ${sha1(item.block)}`,
    )
  return lines
}

test('Q5 records are the same wherever the chunks are cut', async () => {
  const plain = Buffer.concat(everyKind.slice(0, 6))
  const packed = gzipEach(everyKind.slice(0, 6))
  const zstd = Buffer.concat(everyKind.slice(0, 6).map((record) => zstdCompressSync(record)))
  const whole = await summary(new Bytes(split(plain, [])))
  assert.equal(whole.length, 6)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (cuts) => {
      assert.deepEqual(await summary(new Bytes(split(plain, cuts))), whole)
      assert.deepEqual(await summary(new Bytes(inflate(new Bytes(split(packed, cuts)), 'gzip', limitDefaults))), whole)
      assert.deepEqual(await summary(new Bytes(inflate(new Bytes(split(zstd, cuts)), 'zstd', limitDefaults))), whole)
    }),
    { numRuns: 60 },
  )
})

test('Q6 mutated files end without an exception and without hanging', async () => {
  const plain = Buffer.concat(everyKind.slice(0, 8))
  const packed = gzipEach(everyKind.slice(0, 8))
  const zstd = Buffer.concat(everyKind.slice(0, 8).map((record) => zstdCompressSync(record)))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<readonly [Uint8Array, 'gzip' | 'zstd' | null]>([plain, null], [packed, 'gzip'], [zstd, 'zstd']),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      async ([bytes, packing], edits, cut) => {
        const mutated = Uint8Array.from(bytes)
        for (const [at, value] of edits) mutated[at % mutated.length] = value
        const rest = mutated.subarray(0, cut % 3 === 0 ? cut % mutated.length : mutated.length)
        const reader = new Bytes(split(rest, [cut]))
        await summary(packing ? new Bytes(inflate(reader, packing, limitDefaults)) : reader)
      },
    ),
    { numRuns: 400 },
  )
})

test('Q5 chunks are joined, however they were cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 64 }), (bytes, size) => {
      assert.deepEqual(Buffer.from(unchunk(chunked(bytes, size))), Buffer.from(bytes))
    }),
  )
})

test('Q6 a file of heads that do not end is passed over in linear time, up to the next record', async () => {
  for (const unit of ['WARC/', 'WARC/1.0\r\n', 'WARC/1.0\nx: ']) {
    const whole = response('https://quay.example/last', httpBlock(pageText(1)))
    const bytes = Buffer.concat([Buffer.from(unit.repeat(30_000)), Buffer.from('\r\n\r\n'), whole])
    const started = performance.now()
    const pages: string[] = []
    for await (const item of readRecords(new Bytes(chunkOf(bytes)), limitDefaults, () => true))
      if (!('reason' in item)) pages.push(item.fields.get('warc-target-uri') ?? '')
    assert.deepEqual(pages, ['https://quay.example/last'])
    assert.ok(performance.now() - started < 10_000)
  }
})
