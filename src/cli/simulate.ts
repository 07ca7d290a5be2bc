import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { decodePage } from '#acquire/charset.ts'
import { acquire, isRefusal } from '#acquire/sources.ts'
import { extractArticle } from '#extract/extract.ts'
import { InputError, UsageError } from '#model/errors.ts'
import { makeId } from '#model/ids.ts'
import type { Arrival } from '#model/page.ts'
import { type DateRegime, dateRegimes, growFamily, isSeedling, type Seedling, type SimulatedFamily, withDates } from '#trace/simulate.ts'
import { pageHtml, truthOf } from '#trace/simulate-page.ts'
import { randomFrom } from '#trace/simulate-random.ts'
import { type Command, exitCodes } from './command.ts'
import { numberOf } from './numbers.ts'
import { writeFile } from './whole-file.ts'

/** Articles kept to grow from: bounds memory to some tens of MiB, and gives families enough variety. */
const mostArticles = 5000
/** A family needs one article to copy, one for another report, and one whose sentences desks add. */
const leastArticles = 3
/** Articles that lend sentences to one family. */
const donors = 6

export const simulate: Command = {
  name: 'simulate',
  summary: 'Grow families of copies with a known truth, to test with',
  usage: 'PATH-OR-URL…',
  about:
    'Takes real articles (as "stemma add" does, but stores nothing), and writes pages that copy them as newsrooms do, as JSON lines that "stemma add" reads. ' +
    'The same articles and seed give the same pages. The pages hold the words of the articles you give: mind whose they are.',
  options: {
    families: { type: 'string', short: 'f', value: 'N', says: 'so many families, of 8 to 25 pages each (default: 1)' },
    seed: { type: 'string', value: 'N', says: 'another seed, another set (default: 1)' },
    dates: {
      type: 'string',
      value: 'KIND',
      values: dateRegimes,
      says: 'what pages say of their dates (default: noisy: 30 % nothing, 15 % wrong)',
    },
    out: { type: 'string', short: 'o', value: 'FILE', says: 'write the pages to this file, not to standard output' },
    truth: { type: 'string', value: 'FILE', says: 'write down who copied what from whom, as JSON' },
  },
  examples: [
    'stemma simulate articles/ --families 20 --out pages.jsonl --truth truth.json',
    'stemma simulate corpus.jsonl --seed 7 | stemma add -',
  ],
  async run({ args, values, tell }) {
    if (args.length === 0)
      throw new UsageError('there are no articles to grow from', 'stemma simulate FILE, a folder, an address, or - for standard input')
    const families = numberOf(values.families, 'families', 1)
    const seed = numberOf(values.seed, 'seed', 1)
    const regime = (values.dates ?? 'noisy') as DateRegime
    const articles = await seedlingsFrom(args, tell)
    if (articles.length < leastArticles)
      throw new InputError(
        `only ${articles.length} of these articles can be grown from`,
        `give at least ${leastArticles} articles of 1,500 to 9,000 characters in seven paragraphs or more`,
      )
    const truth: unknown[] = []
    const lines = pageLines(articles, seed, families, regime, (family) => truth.push(truthOf(family)))
    if (typeof values.out === 'string') await writeFile(values.out, lines)
    else await pipeline(Readable.from(lines), process.stdout, { end: false })
    if (typeof values.truth === 'string') await writeFile(values.truth, [`${JSON.stringify(truth, null, 1)}\n`])
    return exitCodes.ok
  },
}

function* pageLines(
  articles: readonly Seedling[],
  seed: number,
  families: number,
  regime: DateRegime,
  keep: (family: SimulatedFamily) => void,
): Generator<string> {
  for (let at = 0; at < families; at++) {
    const random = randomFrom(seed + at)
    const [main, other, ...rest] = random.shuffled(articles)
    const grown = withDates(growFamily(seed + at, main!, other!, rest.slice(0, donors)), regime, seed + at)
    keep(grown)
    for (const page of grown.pages)
      yield `${JSON.stringify({ url: page.url, html: pageHtml(page), outlet: page.outlet, published: page.published ?? undefined })}\n`
  }
}

async function seedlingsFrom(args: readonly string[], tell: (line: string) => void): Promise<readonly Seedling[]> {
  const found: Seedling[] = []
  for await (const arrival of acquire(args, {})) {
    if (isRefusal(arrival)) tell(`${arrival.source}: ${arrival.reason}\n  ${arrival.advice}`)
    else {
      const seedling = seedlingOf(arrival)
      if (seedling !== null && isSeedling(seedling)) found.push(seedling)
    }
    if (found.length === mostArticles) break
  }
  return found
}

/** Null: there is no article on this page. */
function seedlingOf({ source, url, fetchedAt, contentType, bytes, given }: Arrival): Seedling | null {
  try {
    const { title, text } = extractArticle({ id: makeId('page', url), source, url, fetchedAt, given, ...decodePage(bytes, contentType) })
    return { title: title?.value ?? text.split(' ').slice(0, 8).join(' '), text }
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
