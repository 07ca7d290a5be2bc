import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Numbers from 0 to 1, the same for the same seed: mulberry32, public domain. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const towns = ['Lydby', 'Port Aster', 'Kvale', 'Sankt Orm', 'Mirador', 'Vessa', 'Tarn Hill', 'Oldenmouth']
const people = ['Ora Vale', 'Jonas Thorne', 'Mina Castellan', 'Peder Lund', 'Ilse Marek', 'Tomas Reyes', 'Anouk Dufour']
const offices = ['Mayor', 'Minister', 'Harbour master', 'Judge', 'Coach', 'Engineer', 'Union leader']
const things = ['the new bridge', 'the harbour wall', 'the night train', 'the water plant', 'the school roof', 'the old mill', 'the tunnel']
const deeds = ['opened', 'closed', 'flooded', 'was sold', 'caught fire', 'was inspected', 'was rebuilt', 'lost its licence']
const reasons = ['after a storm', 'despite protests', 'for the third time this year', 'before the vote', 'at the request of the council']
const outlets = ['Morning Ledger', 'The Lantern', 'Coast Courier', 'Evening Post of Kvale', 'Northern Signal', 'Vessa Today']
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

export type GeneratedPage = Readonly<{ name: string; body: string | Uint8Array }>

/** News pages with copies, cut and edited copies, reports of their own, and some pages that no stage can use. */
export function generatedPages(count: number, seed: number): readonly GeneratedPage[] {
  const random = randomOf(seed)
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  const sentence = (): string => {
    const subject = `${one(offices)} ${one(people)}`
    return random() < 0.35
      ? `“We knew that ${one(things)} ${one(deeds)} ${one(reasons)},” ${subject} said on ${one(days)}.`
      : `${subject} told reporters in ${one(towns)} that ${one(things)} ${one(deeds)} ${one(reasons)}, number ${Math.floor(random() * 1e6)}.`
  }
  const report = () => ({
    title: `${one(towns)}: ${one(things)} ${one(deeds)}`,
    paragraphs: Array.from({ length: 8 + Math.floor(random() * 8) }, () => `${sentence()} ${sentence()} ${sentence()}`),
    date: `2024-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 18)}`,
  })
  let current = report()
  return Array.from({ length: count }, (_, i) => {
    if (i % 19 === 7) return { name: `broken-${i}.html`, body: Uint8Array.from({ length: 300 }, (_, at) => (at * 7 + i) % 5) }
    if (i % 19 === 13) return { name: `empty-${i}.html`, body: '<html><body><form><input name=q></form></body></html>' }
    if (random() < 0.4) current = report()
    const { title, date } = current
    let paragraphs = current.paragraphs
    if (random() < 0.5) paragraphs = paragraphs.slice(0, 4 + Math.floor(random() * 5))
    if (random() < 0.4) paragraphs = paragraphs.with(1, sentence())
    const dated = random() < 0.7 ? `<meta property="article:published_time" content="${date}T0${i % 10}:00:00Z">` : ''
    const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | ${one(outlets)}</title>${dated}</head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>${title}</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article><footer>Copyright ${one(outlets)}</footer></body></html>`
    return { name: `page-${i}.html`, body }
  })
}

/** Writes pages into a folder and returns their paths. */
export function writePages(folder: string, pages: readonly GeneratedPage[]): readonly string[] {
  mkdirSync(folder, { recursive: true })
  return pages.map(({ name, body }) => {
    writeFileSync(join(folder, name), body)
    return join(folder, name)
  })
}

/** In another order, by a seed. */
export function shuffled<T>(all: readonly T[], seed: number): readonly T[] {
  const random = randomOf(seed)
  return all
    .map((one) => ({ one, at: random() }))
    .sort((x, y) => x.at - y.at)
    .map(({ one }) => one)
}
