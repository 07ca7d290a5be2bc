import { TemporaryError, UsageError } from '#model/errors.ts'
import { type Command, exitCodes, json } from './command.ts'
import { progressOf } from './progress.ts'
import { count } from './terminal.ts'

export const add: Command = {
  name: 'add',
  summary: 'Take pages in and bring the stories up to date',
  usage: 'PATH-OR-URL…',
  about:
    'Takes files and folders (HTML, plain text), - for standard input (one page, or JSON lines with url, html or text, and fetchedAt, outlet, published where known), .jsonl and .jsonl.gz and .jsonl.zst, WARC and WARC.gz, web addresses, feeds (RSS, Atom, JSON Feed, OPML) and sitemaps, as addresses or files. Adding the same thing twice changes nothing. What cannot be processed is parked with its reason and the exit code is 3: see "stemma parked".',
  options: { json },
  examples: [
    'stemma add pages/',
    'stemma add CC-NEWS-20240326120000-00001.warc.gz',
    'stemma add https://example.org/feed.xml',
    'cat pages.jsonl | stemma add -',
  ],
  async run({ args, values, open, print, tell }) {
    if (args.length === 0) throw new UsageError('there is nothing to add', 'stemma add PATH-OR-URL…, or - for standard input')
    const stemma = await open()
    const progress = progressOf(process.stderr)
    const interrupt = new AbortController()
    const stop = () => interrupt.abort(new TemporaryError('stopped', 'what was stored stays; run the same again to go on'))
    process.once('SIGINT', stop)
    const report = await stemma
      .add(args, { onProgress: progress.show, signal: interrupt.signal })
      .catch((error: unknown) => {
        if (interrupt.signal.aborted && error === interrupt.signal.reason) return null
        throw error
      })
      .finally(() => {
        process.off('SIGINT', stop)
        progress.end()
      })
    if (report === null) {
      tell('Interrupted. What is stored stays; run the same again to go on.')
      return exitCodes.error
    }
    if (values.json) print(JSON.stringify(report))
    else {
      print(
        [
          `${count(report.added, 'page')} added`,
          ...(report.known > 0 ? [`${report.known.toLocaleString('en')} known already`] : []),
          ...(report.parked > 0 ? [`${report.parked.toLocaleString('en')} parked`] : []),
          `${count(report.stories, 'story', 'stories')} in all`,
        ].join(' · '),
      )
      if (report.parked > 0) tell('What was parked, and why: stemma parked')
    }
    return report.parked > 0 ? exitCodes.partly : exitCodes.ok
  },
}
