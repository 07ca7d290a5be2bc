import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { findTimexes } from '#read/timexes.ts'
import { offsetsOf } from '#text/offsets.ts'
import { digestOf, haveShared, shared, show, type Table } from './table.ts'

type Gold = Readonly<{ start: number; end: number; type: string; value: string | null }>
type Doc = Readonly<{ id: string; date: string; text: string; timexes: readonly Gold[] }>
const sets = { platinum: 'eval/reading/dates-platinum.jsonl.gz', wikiwars: 'eval/reading/dates-wikiwars.jsonl.gz' } as const

export const readDates = (path: string): readonly Doc[] =>
  gunzipSync(readFileSync(shared(path)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => JSON.parse(line) as Doc)

export type DateScore = { gold: number; found: number; matched: number; valued: number; characters: number; seconds: number }
export type Miss = Readonly<{
  doc: string
  why: 'missed' | 'spurious' | 'value'
  text: string
  gold: string | null
  got: string | null
  around: string
}>

/** Relaxed: spans overlap, one to one, in text order. Value: matched and the same value, to the character. */
export function scoreDates(docs: readonly Doc[], misses?: Miss[]): DateScore {
  const score: DateScore = { gold: 0, found: 0, matched: 0, valued: 0, characters: 0, seconds: 0 }
  for (const doc of docs) {
    const before = process.cpuUsage()
    const found = findTimexes(doc.text, doc.date)
    const { user, system } = process.cpuUsage(before)
    score.seconds += (user + system) / 1e6
    const { toPoints } = offsetsOf(doc.text)
    const ours = found.map(({ at, value }) => ({ start: toPoints(at.start), end: toPoints(at.end), value }))
    const points = [...doc.text]
    const miss = (why: Miss['why'], span: { start: number; end: number }, gold: string | null, got: string | null) =>
      misses?.push({
        doc: doc.id,
        why,
        text: points.slice(span.start, span.end).join(''),
        gold,
        got,
        around: points
          .slice(Math.max(0, span.start - 60), span.end + 30)
          .join('')
          .replaceAll('\n', ' '),
      })
    score.gold += doc.timexes.length
    score.found += ours.length
    score.characters += doc.text.length
    const used = new Set<number>()
    for (const gold of doc.timexes) {
      const at = ours.findIndex((one, index) => !used.has(index) && one.start < gold.end && gold.start < one.end)
      if (at < 0) {
        miss('missed', gold, gold.value, null)
        continue
      }
      used.add(at)
      score.matched += 1
      if (ours[at]!.value === gold.value) score.valued += 1
      else miss('value', gold, gold.value, ours[at]!.value)
    }
    ours.forEach((one, index) => {
      if (!used.has(index)) miss('spurious', one, null, one.value)
    })
  }
  return score
}

const timedRuns = 5 // the fastest is the speed: the first compiles, others may share the core
const f1 = (hits: number, gold: number, found: number) => (gold + found === 0 ? 0 : (2 * hits * 100) / (gold + found))

/** Dates: relaxed and value F1, speed. Rivals and goals stand in the note. */
export async function run(): Promise<Table> {
  const rows = Object.entries(sets).map(([name, path]) => {
    const docs = readDates(path)
    const runs = Array.from({ length: timedRuns }, () => scoreDates(docs))
    const { gold, found, matched, valued, characters } = runs[0]!
    const seconds = Math.min(...runs.map((score) => score.seconds))
    return {
      name,
      cells: [
        gold,
        found,
        (100 * matched) / found,
        (100 * matched) / gold,
        f1(matched, gold, found),
        f1(valued, gold, found),
        characters / 1e6 / seconds,
      ],
    }
  })
  return {
    name: 'dates',
    columns: ['gold', 'found', 'precision', 'recall', 'relaxed F1', 'value F1', 'MB/s'],
    rows,
    digest: digestOf(...Object.values(sets)),
    notes: ['MS Recognizers: platinum 85.9 / 62.4, WikiWars 85.8 / 45.2; chrono-node: 69.8 / 34.4 on platinum'],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!haveShared()) console.log('dates: skipped, ../shared is absent')
  else if (process.argv[2] === '--misses') {
    const misses: Miss[] = []
    scoreDates(readDates(sets[(process.argv[3] ?? 'platinum') as keyof typeof sets]), misses)
    for (const miss of misses) console.log(`${miss.doc}\t${miss.why}\t[${miss.text}]\tgold ${miss.gold}\tgot ${miss.got}\t${miss.around}`)
  } else console.log(show(await run()))
}
