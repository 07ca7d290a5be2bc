import { mkdirSync, statfsSync } from 'node:fs'
import { type Command, exitCodes, json } from './command.ts'

type Finding = Readonly<{ what: string; ok: boolean; says: string }>

const leastFree = 1 // GiB; below, the next WARC may not fit
const earliestClock = Date.parse('2025-01-01') // a clock before this program was written is wrong

export const doctor: Command = {
  name: 'doctor',
  summary: 'Check this machine and the data folder',
  usage: '',
  options: { json },
  examples: ['stemma doctor'],
  async run({ values, settings, open, print, terminal }) {
    const findings: Finding[] = [
      {
        what: 'node',
        ok: Number(process.versions.node.split('.')[0]) >= 24,
        says: `${process.version}, ICU ${process.versions.icu}, SQLite ${process.versions.sqlite}`,
      },
      { what: 'clock', ok: Date.now() > earliestClock, says: new Date().toISOString() },
      { what: 'settings', ok: true, says: settings.from ?? 'no stemma.toml: defaults, STEMMA_* and options' },
      diskOf(settings.data),
    ]
    try {
      const status = await (await open()).status()
      findings.push({ what: 'database', ok: true, says: settings.database ? 'PostgreSQL' : status.database })
      findings.push({
        what: 'full text',
        ok: status.fullText,
        says: status.fullText ? 'works' : 'this SQLite was built without FTS5: use the node that npm ci installs',
      })
      findings.push({ what: 'archive', ok: true, says: `${status.pages} pages, ${(status.archiveBytes / 2 ** 20).toFixed(1)} MiB` })
      findings.push({ what: 'stories', ok: true, says: `${status.stories}` })
      findings.push({ what: 'parked', ok: true, says: status.parked > 0 ? `${status.parked}: see stemma parked` : 'nothing' })
    } catch (error) {
      findings.push({ what: 'database', ok: false, says: (error as Error).message })
    }
    for (const { what, ok, says } of findings)
      print(
        values.json
          ? JSON.stringify({ what, ok, says })
          : `${ok ? terminal.paint('green', 'ok  ') : terminal.paint('red', 'BAD ')} ${what.padEnd(10)} ${says}`,
      )
    return findings.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.error
  },
}

function diskOf(folder: string): Finding {
  try {
    mkdirSync(folder, { recursive: true })
    const { bavail, bsize } = statfsSync(folder)
    const free = (bavail * bsize) / 2 ** 30
    return { what: 'disk', ok: free >= leastFree, says: `${folder}: ${free.toFixed(1)} GiB free` }
  } catch (error) {
    return { what: 'disk', ok: false, says: `${folder}: ${(error as Error).message}` }
  }
}
