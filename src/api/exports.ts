import type { Context } from 'hono'
import { exporterNamed, tableFor } from '#export/exporters.ts'
import { withoutText } from '#export/textless.ts'
import type { Exporter, ExportSource } from '#export/types.ts'
import type { StoryDocument } from '#model/document.ts'
import type { DocumentFilter, Stemma } from '#stemma.ts'
import { unbuffered } from './answers.ts'
import { HttpError } from './problems.ts'

type Wanted = Readonly<{ format: string; table: string | null; textless: boolean }> & DocumentFilter

/** An export as it is written, piece by piece; memory does not grow with the archive. */
export function exported(c: Context, stemma: Stemma, { format, table, textless, ...filter }: Wanted): Response {
  const exporter = exporterNamed(format)
  const wanted = tableFor(exporter, table)
  if (textless && exporter.text === 'is')
    throw new HttpError(400, `${format} is the text itself`, 'leave text=no away, or choose another format')
  async function* stories(): AsyncGenerator<StoryDocument> {
    for await (const story of stemma.documents(filter)) yield textless && exporter.text === 'holds' ? withoutText(story) : story
  }
  const source: ExportSource = { stories, record: (page) => stemma.record(page) }
  return c.body(streamOf(exporter, source, wanted), 200, {
    'content-type': exporter.mediaType,
    'content-disposition': `attachment; filename="${wanted ?? filter.story ?? 'stories'}.${exporter.extension}"`,
    'cache-control': 'no-store',
    [unbuffered[0]]: unbuffered[1],
  })
}

function streamOf(exporter: Exporter, source: ExportSource, table: string | null): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const pieces = exporter.write(source, table)
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
