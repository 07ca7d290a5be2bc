const mebi = 1024 * 1024

/** What one input may cost. Sizes are bytes after inflating, unless they say otherwise. */
export type Limits = Readonly<{
  pageBytes: number
  recordBytes: number
  lineBytes: number
  headBytes: number
  ratio: number
  ratioFrom: number
  feedEntries: number
  sitemaps: number
}>

export const limitDefaults: Limits = {
  pageBytes: 100 * mebi, // a page given as a file; the largest saved pages with inlined pictures stay below
  recordBytes: 64 * mebi, // a WARC record, and once more its inflated body; CC-NEWS cuts at 1 MiB, Heritrix at 10 MiB or more
  lineBytes: 128 * mebi, // a JSONL line: a page, escaped
  headBytes: mebi / 4, // WARC and HTTP headers together; servers send at most 64 KiB or so
  ratio: 500, // inflated to packed; text packs 3 to 100 times, deflate cannot exceed 1,032
  ratioFrom: 64 * mebi, // below this much output a high ratio does no harm
  feedEntries: 1_000, // links followed from one feed, sitemap or OPML file
  sitemaps: 50, // sitemaps or feeds followed from one index or OPML file
}

/** A size as people read it. */
export function sizeText(bytes: number): string {
  if (bytes >= mebi) return `${Math.round(bytes / mebi)} MiB`
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KiB` : `${bytes} bytes`
}
