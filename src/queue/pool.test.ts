import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPool, WorkerLost } from './pool.ts'

/** A worker that does what the job says: answer, die, throw, hang, or eat memory. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData, threadId } from 'node:worker_threads'
    const step = new Int32Array(workerData.step)
    parentPort.on('message', (job) => {
      Atomics.store(step, 0, 3)
      if (job === 'die') process.exit(9)
      if (job === 'throw') throw new Error('as told')
      if (job === 'hang') for (;;) ;
      if (job === 'eat') for (const all = []; ; ) all.push(new Array(1e6).fill(Math.random()))
      parentPort.postMessage({ answer: [workerData.data, job, threadId] })
    })`)}`,
)
const open = (size: number) => openPool<string, [string, string, number]>(script, size, 'data', { heap: 64 })

test('P13 jobs are answered, by no more threads than asked for', async () => {
  const pool = open(2)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.run(String(i), 10_000)))
  assert.deepEqual(
    answers.map(([data, job]) => `${data} ${job}`),
    Array.from({ length: 20 }, (_, i) => `data ${i}`),
  )
  assert.ok(new Set(answers.map(([, , thread]) => thread)).size <= 2)
  await pool.close()
})

for (const [job, says] of [
  ['die', /code 9/],
  ['throw', /as told/],
  ['hang', /more than 3 s/],
  ['eat', /more than 64 MiB/],
] as const)
  test(`P13 a worker that is told to ${job} is lost, and the others go on`, async () => {
    const pool = open(2)
    const jobs = ['a', job, 'b', 'c', 'd'].map((each) => pool.run(each, each === 'hang' ? 3_000 : 20_000))
    const results = await Promise.allSettled(jobs)
    for (const [i, result] of results.entries())
      if (i !== 1) assert.equal(result.status, 'fulfilled')
      else {
        assert.ok(result.status === 'rejected' && result.reason instanceof WorkerLost)
        assert.match(result.reason.message, says)
        assert.equal(result.reason.step, 3)
      }
    assert.equal((await pool.run('again', 10_000))[1], 'again')
    await pool.close()
  })

test('P13 a closed pool takes no job, and gives up those that wait', async () => {
  const pool = open(1)
  const waiting = [pool.run('hang', 10_000), pool.run('a', 10_000)]
  const given = Promise.allSettled(waiting)
  await pool.close()
  for (const result of await given) assert.ok(result.status === 'rejected' && !(result.reason instanceof WorkerLost))
  await assert.rejects(pool.run('b', 10_000))
})
