import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { defaultModel, Model } from '@opensanctions/followthemoney'
import fc from 'fast-check'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { WARCParser } from 'warcio'
import { exporterNamed, exporters, tableFor } from '../src/export/exporters.ts'
import { storyPage } from '../src/export/story-page.ts'
import { exportTables } from '../src/export/tables.ts'
import { withoutText } from '../src/export/textless.ts'
import type { ExportSource } from '../src/export/types.ts'
import type { StoryDocument } from '../src/model/document.ts'
import { openStemma, type Stemma } from '../src/stemma.ts'

/** Every format is read back here by a program that is not ours. */
suite('exports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-export-'))
  const file = (name: string) => join(folder, name)
  let stemma: Stemma
  let stories: StoryDocument[]
  let source: ExportSource

  before(async () => {
    stemma = await openStemma({ data: file('data'), workers: 1 })
    await stemma.add(['fixtures/pages'])
    stories = await all(stemma.documents())
    source = { stories: () => stemma.documents(), record: (page) => stemma.record(page) }
  })
  after(async () => {
    await stemma.close()
    rmSync(folder, { recursive: true })
  })

  async function write(format: string, table: string | null = null, from = source): Promise<Buffer> {
    const pieces = await all(exporterNamed(format).write(from, table))
    return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
  }
  async function writeFile(format: string, table: string | null = null): Promise<string> {
    const path = file(`${format}-${table}`)
    writeFileSync(path, await write(format, table))
    return path
  }
  async function ask(sql: string): Promise<Record<string, unknown>[]> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const rows = await connection.runAndReadAll(sql)
    return rows.getRowObjectsJson() as Record<string, unknown>[]
  }

  /** What a reader finds in a file: of Parquet its rows, for its bytes are compressed; elsewhere the characters that references stand for. */
  async function readAgain(format: string, bytes: Buffer): Promise<string> {
    if (format !== 'parquet') return bytes.toString().replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    writeFileSync(file('again.parquet'), bytes)
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file('again.parquet')) })
    return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  }

  for (const table of exportTables) {
    const expected = () => stories.flatMap((story) => table.rows(story))
    test(`X20 DuckDB and hyparquet read the Parquet table ${table.name}`, async () => {
      const path = await writeFile('parquet', table.name)
      const rows = await ask(`select * from read_parquet('${path}')`)
      assert.deepEqual(
        rows.map((row) => Object.values(row)),
        expected(),
      )
      const again = await parquetReadObjects({ file: await asyncBufferFromFile(path) })
      assert.deepEqual(
        again.map((row) => Object.values(row).map((cell) => cell ?? null)),
        expected(),
      )
    })
    test(`X21 DuckDB reads the CSV table ${table.name}`, async () => {
      const rows = await ask(`select * from read_csv('${await writeFile('csv', table.name)}', all_varchar = true, header = true)`)
      assert.equal(rows.length, expected().length)
      assert.deepEqual(
        Object.keys(rows[0]!),
        table.columns.map(({ name }) => name),
      )
    })
    test(`X22 DuckDB reads the JSON lines of ${table.name}`, async () => {
      const path = await writeFile('jsonl', table.name)
      const [{ n }] = (await ask(`select count(*) as n from read_ndjson('${path}')`)) as [{ n: string }]
      assert.equal(Number(n), expected().length)
    })
  }

  test('X23 a Parquet table is written a row group at a time, and an empty one is whole', async () => {
    const many: ExportSource = {
      ...source,
      async *stories() {
        for (let n = 0; n < 15_000; n++) yield stories[n % stories.length]!
      },
    }
    writeFileSync(file('many'), await write('parquet', 'pages', many))
    const [{ rows, groups }] = (await ask(
      `select sum(num_values) as rows, count(distinct row_group_id) as groups from parquet_metadata('${file('many')}') where path_in_schema = 'id'`,
    )) as [{ rows: string; groups: string }]
    assert.equal(Number(rows), 15_000 * 4)
    assert.equal(Number(groups), 3)
    writeFileSync(file('none'), await write('parquet', 'quotes', { ...source, async *stories() {} }))
    assert.deepEqual(await ask(`select * from read_parquet('${file('none')}')`), [])
  })

  test('X24 GDELT: 61 and 16 columns of the kinds its loaders declare, and the counts are ours', async () => {
    const [events, mentions, reports] = await Promise.all(['events', 'mentions', 'reports'].map((part) => writeFile('gdelt', part)))
    const rows = await ask(
      `select * from read_csv('${events}', delim = '\\t', header = false, quote = '', columns = ${declared(gdeltEvents)})`,
    )
    assert.ok(rows.length > 0)
    const told = await ask(
      `select * from read_csv('${mentions}', delim = '\\t', header = false, quote = '', columns = ${declared(gdeltMentions)})`,
    )
    const counts = await ask(`select * from read_csv('${reports}', delim = '\\t', header = true, quote = '')`)
    const known = new Map(stories.flatMap((story) => story.events.map((event) => [event.id, event])))
    assert.equal(counts.length, rows.length)
    for (const row of counts) {
      const event = known.get(String(row.EventID))!
      const gdelt = rows.find((one) => one.GlobalEventID === row.GlobalEventID)!
      const pages = new Set(event.evidence.map(({ page }) => page)).size
      assert.equal(Number(gdelt.NumArticles), pages)
      assert.equal(told.filter((one) => one.GlobalEventID === row.GlobalEventID).length, pages)
      assert.equal(Number(row.NumReports), event.reports.length)
      assert.match(String(gdelt.EventCode), /^\d{3,4}$/)
      assert.ok([1, 2, 3, 4].includes(Number(gdelt.QuadClass)))
    }
  })

  test('X25 PLOVER: a record for each event, with its sentence', async () => {
    const records = (await write('plover'))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(records.length, stories.flatMap(({ events }) => events).length)
    for (const record of records) {
      assert.ok(record.text.includes(record.eventText.split(' ')[0]), record.text)
      for (const party of [...record.actor, ...record.recipient]) assert.deepEqual(Object.keys(party), ['actorText', 'code', 'sector'])
    }
  })

  test('X26 FollowTheMoney: every entity fits its schema, and what it refers to is there', async () => {
    const model = new Model(defaultModel)
    const entities = (await write('ftm'))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const ids = new Map<string, string>(entities.map(({ id, schema }) => [id, schema]))
    assert.equal(ids.size, entities.length, 'ids are told apart')
    for (const { id, schema, properties } of entities) {
      const shape = model.getSchema(schema)
      for (const name of shape.required ?? []) assert.ok(properties[name]?.length > 0, `${schema} ${id} lacks ${name}`)
      for (const [name, values] of Object.entries<string[]>(properties)) {
        const property = shape.getProperty(name)
        for (const value of values) {
          assert.equal(typeof value, 'string')
          if (property.type.name === 'entity')
            assert.ok(model.getSchema(ids.get(value) ?? '').isA(property.getRange().name), `${schema}.${name} → ${ids.get(value)}`)
          if (property.type.name === 'date') assert.match(value, /^\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?$/)
          if (property.type.name === 'country') assert.ok(property.type.values.has(value), value)
          if (property.type.name === 'language') assert.ok(property.type.values.has(value), value)
        }
      }
    }
  })

  test('X27 Web Annotation: every selector finds its words once in the text with their context', async () => {
    const page = JSON.parse((await write('webannotation')).toString())
    assert.equal(page.type, 'AnnotationPage')
    assert.ok(page.items.length > 50)
    const texts = new Map(stories.flatMap(({ pages }) => pages.map(({ id, text }) => [id, text])))
    for (const { id, type, target } of page.items) {
      assert.equal(type, 'Annotation')
      assert.match(id, /^urn:stemma:story_/)
      const { exact, prefix, suffix } = target.selector
      if (prefix === undefined) continue // the words stand outside the article, in a headline or a meta element
      const text = texts.get(target['stemma:page'])!
      assert.equal(text.split(prefix + exact + suffix).length, 2, `${prefix}|${exact}|${suffix}`)
    }
  })

  test('X28 WARC: warcio reads each page, and its bytes have the digest that the story names', async () => {
    const path = await writeFile('warc')
    const { createHash } = await import('node:crypto')
    const digests = new Set<string>()
    for await (const record of new WARCParser(new Blob([readFileSync(path)]).stream())) {
      if (record.warcType !== 'resource') continue
      digests.add(
        createHash('sha256')
          .update(await record.readFully(false))
          .digest('hex'),
      )
    }
    assert.deepEqual(digests, new Set(stories.flatMap(({ pages }) => pages.map(({ digest }) => digest))))
    assert.match(gunzipSync(readFileSync(path)).toString('latin1', 0, 10), /^WARC\/1\.1/)
  })

  test('X30 without text: no run of 200 characters of a page comes out in any format', async () => {
    const short: ExportSource = {
      ...source,
      async *stories() {
        for await (const story of stemma.documents()) yield withoutText(story)
      },
    }
    const texts = stories.flatMap(({ pages }) => pages.map(({ text }) => text))
    for (const { name, text, tables } of exporters) {
      if (text === 'is') continue
      for (const table of [null, ...tables.map((one) => one.name)]) {
        const out = await readAgain(name, await write(name, table, short))
        for (const page of texts)
          for (let at = 0; at + 200 < page.length; at += 50)
            assert.ok(!out.includes(JSON.stringify(page.slice(at, at + 200)).slice(1, -1)), `${name} ${table}: ${page.slice(at, at + 60)}`)
      }
    }
    const quoted = await readAgain('parquet', await write('parquet', 'quotes'))
    assert.ok(quoted.includes(JSON.stringify(stories[0]!.quotes[0]!.exact)), 'words that are there are found in the rows')
    const [story] = stories
    const { pages } = withoutText(story!)
    assert.equal(pages[0]!.characters, [...story!.pages[0]!.text].length)
  })

  test('X31 hostile words are no markup, no script and no formula', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=1>', '</style><b>', "'--><svg/onload=1>"),
        async (words) => {
          const hostile = JSON.parse(JSON.stringify(stories[0]).replaceAll('Meridian', JSON.stringify(words).slice(1, -1)))
          const html = (
            await all(
              storyPage.write(
                {
                  ...source,
                  async *stories() {
                    yield hostile
                  },
                },
                null,
              ),
            )
          ).join('')
          assert.deepEqual(dangers(parse(html)), [])
        },
      ),
      { numRuns: 8 },
    )
    const formulas = ['=1+1', '+cmd', '-2', '@sum', '\tx', '\rx', '\n=x', '＝1']
    const rows: ExportSource = {
      ...source,
      async *stories() {
        for (const title of formulas) yield { ...stories[0]!, title }
      },
    }
    const cells = (await ask(`select title from read_csv('${await csvOf(rows)}', all_varchar = true, header = true)`)).map(
      ({ title }) => title,
    )
    assert.deepEqual(
      cells,
      formulas.map((title) => `'${title}`),
    )
  })
  async function csvOf(rows: ExportSource): Promise<string> {
    writeFileSync(file('formulas.csv'), await write('csv', 'stories', rows))
    return file('formulas.csv')
  }

  test('X33 since a time: what changed here then or after', async () => {
    assert.equal((await all(stemma.documents({ since: '2020-01-01' }))).length, stories.length)
    assert.equal((await all(stemma.documents({ since: '2999-01-01T00:00:00Z' }))).length, 0)
    await assert.rejects(all(stemma.documents({ since: 'lately' })), /no time/)
  })

  test('X32 a table that a format does not have is named', () => {
    assert.throws(() => tableFor(exporterNamed('gdelt'), 'quotes'), /gdelt has no table "quotes"/)
    assert.throws(() => exporterNamed('xml'), /no format "xml"/)
    assert.ok(existsSync(folder))
  })
})

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const piece of pieces) found.push(piece)
  return found
}

/** Elements and attributes that could run or load something. */
function dangers(node: DefaultTreeAdapterTypes.Node): string[] {
  const own = 'attrs' in node ? node.attrs.map(({ name }) => name).filter((name) => /^on|^src$/.test(name)) : []
  const tag = ['script', 'img', 'svg', 'iframe', 'object', 'b', 'link'].includes(node.nodeName) ? [node.nodeName] : []
  return [...own, ...tag, ...('childNodes' in node ? node.childNodes.flatMap(dangers) : [])]
}

const declared = (columns: string) =>
  `{${columns
    .trim()
    .split(/\s+/)
    .map((one) => one.split(':'))
    .map(([name, type]) => `'${name}': '${type ?? 'VARCHAR'}'`)
    .join(', ')}}`
const actor = (n: number) =>
  `Actor${n}Code Actor${n}Name Actor${n}CountryCode Actor${n}KnownGroupCode Actor${n}EthnicCode Actor${n}Religion1Code Actor${n}Religion2Code Actor${n}Type1Code Actor${n}Type2Code Actor${n}Type3Code`
const geo = (name: string) =>
  `${name}Geo_Type:INTEGER ${name}Geo_Fullname ${name}Geo_CountryCode ${name}Geo_ADM1Code ${name}Geo_ADM2Code ${name}Geo_Lat:DOUBLE ${name}Geo_Long:DOUBLE ${name}Geo_FeatureID`
const gdeltEvents = `GlobalEventID:BIGINT Day:INTEGER MonthYear:INTEGER Year:INTEGER FractionDate:DOUBLE ${actor(1)} ${actor(2)} IsRootEvent:INTEGER EventCode EventBaseCode EventRootCode
  QuadClass:INTEGER GoldsteinScale:DOUBLE NumMentions:INTEGER NumSources:INTEGER NumArticles:INTEGER AvgTone:DOUBLE ${geo('Actor1')} ${geo('Actor2')} ${geo('Action')} DATEADDED:BIGINT SOURCEURL`
const gdeltMentions = `GlobalEventID:BIGINT EventTimeDate:BIGINT MentionTimeDate:BIGINT MentionType:INTEGER MentionSourceName MentionIdentifier SentenceID:INTEGER Actor1CharOffset:INTEGER
  Actor2CharOffset:INTEGER ActionCharOffset:INTEGER InRawText:INTEGER Confidence:INTEGER MentionDocLen:INTEGER MentionDocTone:DOUBLE MentionDocTranslationInfo Extras`
