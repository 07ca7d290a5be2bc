import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf, type Row, show, type Table } from '../eval/table.ts'
import { openStemma, type Stemma } from '../src/stemma.ts'
import { randomOf } from '../test/generated.ts'

/**
 * What one more page costs while the archive grows: made-up pages, one a simulated minute, through the whole way. Milliseconds of processor
 * time a page, all threads together, stage by stage, when so many pages are there already. `node bench/growth.ts 100000`.
 */
const marks = [1_000, 5_000, 10_000, 20_000, 50_000, 100_000]
/** Pages that are measured at each mark, and how many come at a time then; between marks they come in larger portions. */
const measured = 600
const atOnce = 60
const betweenMarks = 2_000

type News = Readonly<{ title: string; body: readonly string[] }>

/** News of a made-up world: events of some hours with reports of their own, half of them copied by others, whole, cut or edited. */
export class World {
  readonly #random: () => number
  readonly #words: readonly string[]
  #minute = 0
  readonly #events: { names: readonly string[]; words: readonly string[]; until: number; reports: News[] }[] = []

  constructor(seed: number) {
    this.#random = randomOf(seed)
    this.#words = Array.from({ length: 60_000 }, () => this.#word())
  }

  #word(): string {
    const syllables = ['ba', 'ker', 'lo', 'min', 'tu', 'sha', 'ren', 'dol', 'vi', 'gan', 'pe', 'os', 'ar', 'net', 'fi', 'hu', 'stra', 'wel']
    return Array.from({ length: 2 + Math.floor(this.#random() * 3) }, () => this.#one(syllables)).join('')
  }

  #one<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)]!
  }

  /** Common words come often: by the cube the first tenth is half of all. */
  #common(): string {
    return this.#words[Math.floor(this.#words.length * this.#random() ** 3)]!
  }

  #sentence(names: readonly string[], words: readonly string[]): string {
    const length = 10 + Math.floor(this.#random() * 12)
    const parts = Array.from({ length }, () => {
      const chance = this.#random()
      return chance < 0.12 ? this.#one(names) : chance < 0.3 ? this.#one(words) : this.#common()
    })
    return `The ${parts.join(' ')} said on ${this.#one(['Monday', 'Tuesday', 'Friday'])}, ${Math.floor(this.#random() * 900)} in all.`
  }

  #report(names: readonly string[], words: readonly string[]): News {
    const title = `${this.#one(names)} ${this.#one(words)} ${this.#one(words)} ${this.#one(names)}`
    return { title, body: Array.from({ length: 6 + Math.floor(this.#random() * 5) }, () => this.#sentence(names, words)) }
  }

  /** The next page as a line that `stemma add` takes. */
  line(): string {
    this.#minute++
    const open = this.#events.filter(({ until }) => until > this.#minute)
    this.#events.splice(0, this.#events.length, ...open)
    if (open.length === 0 || this.#random() < 0.25) {
      const names = Array.from({ length: 8 }, () => this.#word().replace(/^./, (letter) => letter.toUpperCase()))
      const words = Array.from({ length: 12 }, () => this.#common())
      open.push({ names, words, until: this.#minute + 120 + 600 * this.#random() ** 2, reports: [] })
      this.#events.push(open.at(-1)!)
    }
    const event = open.at(-1 - Math.floor(open.length * this.#random() ** 3))! // the latest are told most
    const copied = event.reports.length > 0 && this.#random() < 0.5 ? this.#one(event.reports) : null
    const news = copied ? this.#copy(copied, event) : this.#report(event.names, event.words)
    if (!copied) event.reports.push(news)
    const host = `outlet${Math.floor(400 * this.#random() ** 2)}.example`
    const published = new Date(Date.UTC(2031, 0, 1) + this.#minute * 60_000).toISOString()
    return JSON.stringify({
      url: `https://${host}/${this.#minute}`,
      text: `${news.title}\n\n${news.body.join('\n\n')}`,
      outlet: host,
      published,
    })
  }

  #copy({ title, body }: News, { names, words }: Readonly<{ names: readonly string[]; words: readonly string[] }>): News {
    const chance = this.#random()
    if (chance < 0.4) return { title, body }
    if (chance < 0.7) return { title, body: body.slice(0, 4) }
    return { title: `${this.#one(names)} ${title}`, body: [...body.slice(0, 3), this.#sentence(names, words), ...body.slice(3)] }
  }
}

export async function run({ documents: pages = 5_000 }: Readonly<{ documents?: number }> = {}): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-growth-'))
  const stemma = await openStemma({ data: join(folder, 'data'), workers: 2 })
  try {
    return await grown(stemma, join(folder, 'pages.jsonl'), pages)
  } finally {
    await stemma.close()
    rmSync(folder, { recursive: true })
  }
}

const phases = ['acquire', 'match', 'trace', 'liken', 'cluster', 'tell'] as const

async function grown(stemma: Stemma, file: string, pages: number): Promise<Table> {
  const world = new World(7)
  const add = async (count: number, spent: Map<string, number>) => {
    writeFileSync(file, Array.from({ length: count }, () => `${world.line()}\n`).join(''))
    let before = process.cpuUsage()
    await stemma.add([file], {
      onProgress({ phase }) {
        const { user, system } = process.cpuUsage(before)
        before = process.cpuUsage()
        spent.set(phase, (spent.get(phase) ?? 0) + (user + system) / 1_000)
      },
    })
  }
  const rows: Row[] = []
  let stored = 0
  for (const mark of marks.filter((each) => each <= pages)) {
    for (; stored + measured < mark; stored += betweenMarks) await add(Math.min(betweenMarks, mark - measured - stored), new Map())
    stored = mark - measured
    const spent = new Map<string, number>()
    for (let at = 0; at < measured; at += atOnce) await add(atOnce, spent)
    stored = mark
    const each = phases.map((phase) => (spent.get(phase) ?? 0) / measured)
    const { families, stories } = await stemma.status()
    const memory = process.resourceUsage().maxRSS / 1_024
    rows.push({ name: `${mark} pages`, cells: [each.reduce((sum, one) => sum + one, 0), ...each, families, stories, memory] })
    console.error(show(tableOf(rows)))
  }
  return tableOf(rows)
}

const tableOf = (rows: Row[]): Table => ({
  name: 'what a page costs while the archive grows, ms of processor time',
  columns: ['all', ...phases, 'families', 'stories', 'peak MiB'],
  rows,
  digest: digestOf(),
  notes: [],
})

if (import.meta.main) console.log(show(await run({ documents: Number(process.argv[2] ?? 5_000) })))
