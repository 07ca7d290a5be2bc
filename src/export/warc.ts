import { infoRecord } from '#store/archive.ts'
import type { Exporter } from './types.ts'

/** The pages as they came, in one WARC 1.1 file, a gzip member a record. Source: ISO 28500:2017. */
export const warc: Exporter = {
  name: 'warc',
  says: 'the stored pages themselves, WARC 1.1, gzip',
  mediaType: 'application/warc',
  extension: 'warc.gz',
  tables: [],
  parts: [],
  binary: true,
  text: 'is',
  async *write({ stories, record }) {
    yield infoRecord('stemma-export.warc.gz')
    for await (const story of stories())
      for (const { id } of story.pages) {
        const bytes = await record(id)
        if (bytes) yield bytes
      }
  },
}
