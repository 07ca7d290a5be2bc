import { WorkerLost } from '#queue/pool.ts'
import { lostFailure, type Workers } from './pages.ts'
import type { StageName } from './stages.ts'
import type { Failure, Task, Tried } from './tasks.ts'

/** Called after each portion with how many inputs it did and how many of them were parked. */
export type Done = (stage: StageName, done: number, parked: number) => void

/** Milliseconds a task over several articles or families may take. */
export const tryingTime = 600_000

const lost = (task: Task, error: WorkerLost): Failure => ({
  ...lostFailure,
  reason: `${task.kind} did not come to an end: ${error.message}`,
})

/** Several things in one task; when its worker dies, each alone, so that one of them is to blame. */
export async function orSingly<One>(
  workers: Workers,
  things: readonly One[],
  task: (things: readonly One[]) => Task,
  milliseconds: number,
): Promise<Tried<unknown>[]> {
  try {
    return (await workers.run(task(things), milliseconds)) as Tried<unknown>[]
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error
    if (things.length === 1) return [{ failure: lost(task(things), error) }]
    return (await Promise.all(things.map((thing) => orSingly(workers, [thing], task, milliseconds)))).flat()
  }
}

/** Works on one input after the other, and saves what was made of one while the next is worked on. */
export async function overlapped<Input, Made>(
  inputs: AsyncIterable<Input>,
  work: (input: Input) => Promise<Made>,
  save: (made: Made) => Promise<void>,
): Promise<void> {
  let before: Promise<Made> | null = null
  for await (const input of inputs) {
    const next = work(input)
    next.catch(() => {}) // it is awaited below, perhaps later than it fails
    if (before) await save(await before)
    before = next
  }
  if (before) await save(await before)
}

export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}

/** Cuts a list so that no portion weighs more than `most`, unless one item alone does. */
export function portions<T>(all: readonly T[], weight: (one: T) => number, most: number): readonly (readonly T[])[] {
  const made: T[][] = []
  let full = most
  for (const one of all) {
    if (full + weight(one) > most) {
      made.push([])
      full = 0
    }
    made.at(-1)!.push(one)
    full += weight(one)
  }
  return made
}
