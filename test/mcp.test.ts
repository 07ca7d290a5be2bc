import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { type Server, startServer } from '../src/api/server.ts'
import { withExamples } from './examples.ts'

type Answer = Record<string, unknown>
type Row = Record<string, unknown>

suite('MCP', () => {
  let examples: Awaited<ReturnType<typeof withExamples>>
  let server: Server
  const clients: Client[] = []

  before(async () => {
    examples = await withExamples()
    server = await startServer(examples.stemma, { host: '127.0.0.1', port: 0, token: null })
    for (const protocol of ['auto', 'legacy'] as const) {
      const options = protocol === 'legacy' ? {} : { versionNegotiation: { mode: 'auto' as const } }
      const overHttp = new Client({ name: 'test', version: '1' }, options)
      await overHttp.connect(new StreamableHTTPClientTransport(new URL(`${server.address}/mcp`)))
      const overStdio = new Client({ name: 'test', version: '1' }, options)
      const args = [resolve(import.meta.dirname, '../src/cli/main.ts'), 'mcp', '--data', examples.data]
      await overStdio.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }))
      clients.push(overHttp, overStdio)
    }
  })
  after(async () => {
    for (const client of clients) await client.close()
    await server.close()
    await examples.close()
  })

  /** What every client answers; all must say the same. */
  async function ask(name: string, input: Answer = {}): Promise<Answer> {
    const answers = await Promise.all(clients.map((client) => client.callTool({ name, arguments: input })))
    for (const { isError, structuredContent, content } of answers) {
      assert.ok(!isError, JSON.stringify(content))
      assert.deepEqual(structuredContent, answers[0]!.structuredContent)
      assert.ok(JSON.stringify(content).length < 40_000, `${name} answers ${JSON.stringify(content).length} characters`)
    }
    return answers[0]!.structuredContent as Answer
  }

  test('X40 the tools are listed with schemas and as read only, over HTTP and stdio, to new and old clients', async () => {
    for (const client of clients) {
      const { tools } = await client.listTools()
      assert.deepEqual(
        tools.map(({ name }) => name),
        ['search_stories', 'story', 'compare', 'quotes', 'events', 'evidence'],
      )
      for (const { inputSchema, outputSchema, annotations, description } of tools) {
        assert.equal(inputSchema.type, 'object')
        assert.equal(outputSchema?.type, 'object')
        assert.equal(annotations?.readOnlyHint, true)
        assert.ok(description)
      }
    }
  })

  test('X41 from a search to the story, its copies, quotes, events and the words that prove them', async () => {
    const { stories } = (await ask('search_stories', { q: 'Chandrayaan' })) as { stories: Row[] }
    assert.equal(stories.length, 1)
    const id = String(stories[0]!.id)
    const story = (await ask('story', { id })) as { pages: Row[]; counts: Row }
    assert.deepEqual(story.counts.pages, 4)
    const copy = story.pages.find(({ copiedFrom }) => copiedFrom !== null)!
    const { edits } = (await ask('compare', { a: copy.copiedFrom, b: copy.id })) as { edits: Row[] }
    assert.ok(edits.some(({ kind }) => kind === 'cut'))
    for (const [tool, rows] of [
      ['quotes', ((await ask('quotes', { story: id })) as { quotes: Row[] }).quotes],
      ['events', ((await ask('events', { story: id })) as { events: Row[] }).events],
    ] as const) {
      assert.ok(rows.length > 0, tool)
      const [place] = rows[0]!.evidence as Row[]
      const proof = await ask('evidence', place)
      const words = String(rows[0]!.exact ?? rows[0]!.trigger)
      assert.ok(String(proof.exact).includes(words.split(' ')[0]!), `${proof.exact} / ${words}`)
      assert.match(String(proof.digest), /^[0-9a-f]{64}$/)
    }
  })

  test('X42 lists go on at their cursor until they end', async () => {
    const seen: unknown[] = []
    for (let cursor: unknown; ; ) {
      const { stories, next } = (await ask('search_stories', { limit: 1, ...(cursor ? { cursor } : {}) })) as {
        stories: Row[]
        next: string | null
      }
      seen.push(...stories.map(({ id }) => id))
      if (next === null) break
      cursor = next
    }
    assert.equal(new Set(seen).size, 3)
    assert.equal(seen.length, 3)
  })

  test('X43 what cannot be answered is an error that says why', async () => {
    for (const [name, input, says] of [
      ['story', { id: 'story_none' }, /no story/],
      ['evidence', { page: 'page_none', start: 0, end: 1 }, /no page/],
      ['events', { type: 'DANCE' }, /type/],
      ['search_stories', { q: 'colour:red' }, /colour/],
      ['search_stories', { limit: 10_000 }, /limit/],
    ] as const)
      for (const client of clients) {
        const found = await client.callTool({ name, arguments: input }).catch((error: Error) => ({ isError: true, content: error.message }))
        assert.ok(found.isError, name)
        assert.match(JSON.stringify(found.content), says)
      }
  })
})
