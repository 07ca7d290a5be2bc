import packaged from 'robots-parser'

/** The package's types speak of a default export that its module does not have. */
const robotsParser = packaged as unknown as typeof packaged.default

/** What a site's robots.txt says (RFC 9309). */
export type Robots = Readonly<{
  allows: (url: string) => boolean
  /** Seconds between requests that the site asks for, or null. */
  delay: number | null
}>

/** The name by which a site's robots.txt can address us. */
export const robotsToken = 'stemma'
/** RFC 9309, 2.5: at least 500 KiB are read. */
export const robotsBytes = 512_000

export const allowAll: Robots = { allows: () => true, delay: null }

/** Reads robots.txt as it was found at `url`. */
export function readRobots(url: string, text: string): Robots {
  const robots = robotsParser(url, text)
  return { allows: (page) => robots.isAllowed(page, robotsToken) !== false, delay: robots.getCrawlDelay(robotsToken) ?? null }
}
