import { statfsSync } from 'node:fs'
import { openPlugins } from '#plugin/plugins.ts'
import { makeFolder } from '#store/lock.ts'
import { type Command, exitCodes, json } from './command.ts'
import type { Settings } from './settings.ts'
import { count } from './terminal.ts'

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
      ...(await pluginFindings(settings.plugins)),
    ]
    try {
      const stemma = await open()
      const [status, faults] = [await stemma.status(), await stemma.faults()]
      findings.push({ what: 'database', ok: true, says: settings.database ? 'PostgreSQL' : status.database })
      findings.push({
        what: 'full text',
        ok: status.fullText,
        says: status.fullText ? 'works' : 'this SQLite was built without FTS5: use the node that npm ci installs',
      })
      const archive = faults.length > 0 ? faults.join('; ') : `${status.pages} pages, ${(status.archiveBytes / 2 ** 20).toFixed(1)} MiB`
      findings.push({ what: 'archive', ok: faults.length === 0, says: archive })
      findings.push({ what: 'stories', ok: true, says: `${status.stories}` })
      findings.push({ what: 'parked', ok: true, says: status.parked > 0 ? `${status.parked}: see stemma parked` : 'nothing' })
    } catch (error) {
      findings.push({ what: 'database', ok: false, says: (error as Error).message })
    }
    for (const { what, ok, says } of findings)
      print(
        values.json
          ? JSON.stringify({ what, ok, says })
          : `${ok ? terminal.paint('green', 'ok  ') : terminal.paint('red', 'BAD ')} ${what.padEnd(12)} ${says}`,
      )
    return findings.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.error
  },
}

const asked = 'Ida Vale met the mayor of Lydby on Monday. “The bridge stays open,” she said.'

/** Asks each plug-in about two sentences of ours. */
async function pluginFindings(settings: Settings['plugins']): Promise<readonly Finding[]> {
  const plugins = openPlugins(settings)
  try {
    if (plugins.all.length === 0) return [{ what: 'plug-ins', ok: true, says: 'none: our own reader reads everything' }]
    return await Promise.all(
      plugins.all.map(async ({ task, reader, hear }) => {
        const heard = await hear(asked)
        const says =
          'refused' in heard
            ? `${heard.refused}; until it answers, our own reader reads ${task}`
            : `answers, ${count(heard.claims.length, 'claim')}`
        return { what: task, ok: 'claims' in heard, says: `${reader}: ${says}` }
      }),
    )
  } finally {
    await plugins.close()
  }
}

function diskOf(folder: string): Finding {
  try {
    makeFolder(folder)
    const { bavail, bsize } = statfsSync(folder)
    const free = (bavail * bsize) / 2 ** 30
    return { what: 'disk', ok: free >= leastFree, says: `${folder}: ${free.toFixed(1)} GiB free` }
  } catch (error) {
    return { what: 'disk', ok: false, says: `${folder}: ${(error as Error).message}` }
  }
}
