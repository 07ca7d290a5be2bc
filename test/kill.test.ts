import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertSame, dumpOf } from './dump.ts'
import { generatedPages, randomOf, writePages } from './generated.ts'

/** How often the whole test is done, with other pages and other moments each time. */
const rounds = Number(process.env.STEMMA_REPEAT ?? 1)
const kills = 5
const pages = 70
/** Lines on which a step is done; the next one has just begun. */
const phases = ['open', 'acquire', 'match', 'trace', 'cluster', 'tell'] as const

for (let round = 1; round <= rounds; round++)
  test(`P10 killed at any point and run again, the database is the same (round ${round})`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'stemma-kill-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const random = randomOf(round)
    const input = join(folder, 'pages')
    writePages(input, generatedPages(pages, round))

    const whole = join(folder, 'whole')
    const { steps, milliseconds } = await adding(whole, input, null)
    assert.equal(steps.at(-1), 'done')

    const killed = join(folder, 'killed')
    for (let kill = 0; kill < kills; kill++) {
      const phase = phases[Math.floor(random() * phases.length)]!
      const after = kill % 2 === 0 ? { line: 'open', milliseconds: random() * milliseconds } : { line: phase, milliseconds: random() * 40 }
      await adding(killed, input, after)
    }
    assert.equal((await adding(killed, input, null)).steps.at(-1), 'done')
    assertSame(dumpOf(killed, { order: 'matters' }), dumpOf(whole, { order: 'matters' }))
  })

/** When to kill: so many milliseconds after the first line that starts so. */
type Kill = Readonly<{ line: string; milliseconds: number }>

/** Runs `add` in a process of its own, and kills it in the hardest way. */
function adding(data: string, input: string, kill: Kill | null): Promise<{ steps: string[]; milliseconds: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'adding.ts'), data, '2', input], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  let opened = 0
  let timer: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
    opened ||= performance.now()
    if (kill && !timer && `\n${out}`.includes(`\n${kill.line}`)) timer = setTimeout(() => child.kill('SIGKILL'), kill.milliseconds)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => {
      clearTimeout(timer)
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`add ended with ${code ?? signal}`))
      else resolve({ steps: out.trim().split('\n'), milliseconds: performance.now() - opened })
    })
  })
}
