import { Buffer } from 'node:buffer'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { InputError, StemmaError, TemporaryError } from '#model/errors.ts'
import type { Instant } from '#model/page.ts'
import type { Resolve } from './addresses.ts'
import { guardedLookup, literalAddress, refuseUnlessPublic, systemResolve } from './addresses.ts'
import { joined } from './bytes.ts'
import { decode } from './http.ts'
import { sizeText } from './limits.ts'
import type { Robots } from './robots.ts'
import { allowAll, readRobots, robotsBytes, robotsToken } from './robots.ts'

export type Net = Readonly<{
  userAgent: string
  allowPrivate: boolean
  ports: readonly number[]
  gap: number
  longestGap: number
  timeout: number
  patience: number
  tries: number
  redirects: number
  robotsKept: number
  robots: boolean
  resolve: Resolve
}>

/** Times in milliseconds. */
const netDefaults: Net = {
  userAgent: `stemma/0.1.0 (+robots.txt: ${robotsToken})`, // tells a site how to address us
  allowPrivate: false, // true: loopback and private networks too; for tests and for one's own intranet
  ports: [80, 443],
  gap: 1_000, // between two requests to one host
  longestGap: 30_000, // of a Crawl-delay, as much is respected; a longer one is treated as this
  timeout: 30_000, // for one request, from connecting to the last byte
  patience: 30_000, // a Retry-After up to this is waited for; a longer one is reported
  tries: 2, // requests for one address while a server says "later"
  redirects: 5,
  robotsKept: 24 * 3_600_000, // RFC 9309, 2.4: at most a day
  robots: true,
  resolve: systemResolve,
}

/** What is known of an earlier fetch; the server may answer that nothing changed. */
export type Known = Readonly<{ etag?: string | null; lastModified?: string | null }>
type Fetched = Readonly<{
  /** After redirects. */
  url: string
  fetchedAt: Instant
  contentType: string | null
  etag: string | null
  lastModified: string | null
  bytes: Uint8Array
}>
export type Fetcher = Readonly<{
  /** Gets one address politely. Null: not changed since `known`. Throws TemporaryError and InputError. */
  get: (url: string, most: number, known?: Known) => Promise<Fetched | null>
  close: () => Promise<void>
}>

type Answer = Readonly<{ status: number; header: (name: string) => string | null; bytes: Uint8Array }>
type Host = { free: Promise<void>; next: number; shutUntil: number; robots: Promise<Robots> | null; robotsUntil: number }

/** A polite fetcher: robots.txt, a gap between requests to one host, Retry-After, limits on time, size and redirects, open internet only. */
export function openFetcher(options: Partial<Net> = {}, signal?: AbortSignal): Fetcher {
  const net = { ...netDefaults, ...options }
  const agent = new Agent({ connect: { lookup: guardedLookup(net.resolve, net.allowPrivate), timeout: net.timeout }, pipelining: 1 })
  const hosts = new Map<string, Host>()

  function hostOf(url: URL): Host {
    const known = hosts.get(url.origin)
    if (known) return known
    const host: Host = { free: Promise.resolve(), next: 0, shutUntil: 0, robots: null, robotsUntil: 0 }
    hosts.set(url.origin, host)
    return host
  }

  /** Waits for this host's turn; calls queue up in order. */
  function turn(host: Host, gap: number): Promise<void> {
    const mine = host.free.then(async () => {
      const now = Date.now()
      if (host.next > now) await sleep(host.next - now, undefined, signal && { signal })
      host.next = Math.max(now, host.next) + gap
    })
    host.free = mine.catch(() => {})
    return mine
  }

  async function ask(url: URL, most: number, headers: Record<string, string>): Promise<Answer> {
    guard(url, net)
    const within = AbortSignal.timeout(net.timeout)
    try {
      const {
        statusCode,
        headers: fields,
        body,
      } = await request(url, {
        dispatcher: agent,
        headers: { 'user-agent': net.userAgent, 'accept-encoding': 'gzip, deflate, br, zstd', ...headers },
        signal: signal ? AbortSignal.any([signal, within]) : within,
      })
      const header = (name: string) => [fields[name]].flat().join(', ') || null
      const packed = await gather(url, body, most)
      const coding = header('content-encoding')
      return { status: statusCode, header, bytes: coding ? decode(packed, coding, most) : packed }
    } catch (error) {
      signal?.throwIfAborted()
      throw named(url, error, within.aborted)
    }
  }

  /** One address, redirects followed; each hop is checked, waits its turn and obeys its host's robots.txt. */
  async function walk(
    start: string,
    most: number,
    headers: Record<string, string>,
    asRobots: boolean,
  ): Promise<{ url: URL; answer: Answer }> {
    let url = parseUrl(start)
    for (let hop = 0; hop <= net.redirects; hop++) {
      guard(url, net)
      const answer = await askInTurn(url, most, headers, asRobots)
      const location = answer.status >= 300 && answer.status < 400 && answer.status !== 304 ? answer.header('location') : null
      if (!location) return { url, answer }
      url = parseUrl(location, url)
    }
    throw new InputError(`${start} redirects more than ${net.redirects} times`, 'open it in a browser and add the address it ends at')
  }

  async function askInTurn(url: URL, most: number, headers: Record<string, string>, asRobots: boolean): Promise<Answer> {
    const host = hostOf(url)
    const robots = asRobots || !net.robots ? allowAll : await robotsOf(url, host)
    if (!robots.allows(url.href))
      throw new InputError(`robots.txt of ${url.host} does not allow ${url.href}`, 'save the page by hand and add the file')
    const gap = Math.min(net.longestGap, Math.max(net.gap, (robots.delay ?? 0) * 1000))
    for (let tried = 1; ; tried++) {
      if (host.shutUntil - Date.now() > net.patience) throw later(url, host.shutUntil)
      await turn(host, gap)
      const answer = await ask(url, most, headers)
      const wait = answer.status === 429 || answer.status === 503 ? retryAfter(answer.header('retry-after')) : null
      if (wait === null) return answer
      host.shutUntil = Date.now() + wait
      host.next = Math.max(host.next, host.shutUntil)
      if (tried === net.tries || wait > net.patience) throw later(url, host.shutUntil)
    }
  }

  function robotsOf(url: URL, host: Host): Promise<Robots> {
    if (host.robots && Date.now() < host.robotsUntil) return host.robots
    const reading = readSite(url)
    host.robots = reading
    host.robotsUntil = Date.now() + net.robotsKept
    reading.catch(() => {
      host.robotsUntil = Date.now() + net.patience // ask again soon
    })
    return reading
  }

  /** RFC 9309, 2.3.1: no file, all is allowed; no answer, nothing is for now. */
  async function readSite(site: URL): Promise<Robots> {
    const place = new URL('/robots.txt', site).href
    try {
      const { answer } = await walk(place, robotsBytes, {}, true)
      if (answer.status >= 500 || answer.status === 429)
        throw new TemporaryError(`robots.txt of ${site.host} answers ${answer.status}`, 'try again later')
      return answer.status >= 200 && answer.status < 300 ? readRobots(place, Buffer.from(answer.bytes).toString('utf8')) : allowAll
    } catch (error) {
      if (error instanceof InputError && !(error instanceof TooLarge)) throw error
      if (error instanceof TooLarge) return readRobots(place, Buffer.from(error.start).toString('utf8'))
      throw error
    }
  }

  async function get(start: string, most: number, known: Known = {}): Promise<Fetched | null> {
    const headers: Record<string, string> = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5' }
    if (known.etag) headers['if-none-match'] = known.etag
    if (known.lastModified) headers['if-modified-since'] = known.lastModified
    const { url, answer } = await walk(start, most, headers, false)
    if (answer.status === 304) return null
    if (answer.status >= 500 || answer.status === 408 || answer.status === 425)
      throw new TemporaryError(`${url.href} answers ${answer.status}`, 'try again later')
    if (answer.status < 200 || answer.status > 203) throw new InputError(`${url.href} answers ${answer.status}`, 'check the address')
    return {
      url: url.href,
      fetchedAt: new Date().toISOString(),
      contentType: answer.header('content-type'),
      etag: answer.header('etag'),
      lastModified: answer.header('last-modified'),
      bytes: answer.bytes,
    }
  }

  return { get, close: () => agent.destroy() }
}

class TooLarge extends InputError {
  readonly start: Uint8Array
  constructor(url: URL, most: number, start: Uint8Array) {
    super(`${url.href} is larger than ${sizeText(most)}`, 'download it and add the file')
    this.start = start
  }
}

/** The body, given up as soon as it is larger than `most`. */
async function gather(url: URL, body: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    parts.push(part)
    length += part.length
    if (length > most) throw new TooLarge(url, most, joined(parts, length).subarray(0, most))
  }
  return joined(parts, length)
}

function parseUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url) throw new InputError(`"${text.slice(0, 200)}" is no address`, 'write it in full, with https://')
  url.hash = ''
  return url
}

/** Schemes, ports, credentials and literal addresses; names are checked when they are looked up. */
function guard(url: URL, net: Net): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InputError(`${url.protocol} is not fetched`, 'only http and https are')
  if (url.username || url.password)
    throw new InputError(`the address of ${url.host} holds a password`, 'addresses with passwords are not fetched')
  const port = Number(url.port || (url.protocol === 'http:' ? 80 : 443))
  if (!net.ports.includes(port))
    throw new InputError(`port ${port} of ${url.hostname} is not allowed`, `allowed are ${net.ports.join(', ')}`)
  const address = literalAddress(url.hostname)
  if (address && !net.allowPrivate) refuseUnlessPublic(url.hostname, address)
}

const later = (url: URL, until: number) =>
  new TemporaryError(`${url.host} asks to come back later`, `try again after ${new Date(until).toISOString()}`)

/** Milliseconds to wait, by seconds or by date (RFC 9110, 10.2.3); null where nothing readable is said. */
export function retryAfter(value: string | null, now = Date.now()): number | null {
  if (value === null) return null
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}

/** Our own errors as they are, found inside undici's where need be; all others are the network's: try again. */
function named(url: URL, error: unknown, late: boolean): StemmaError {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) if (inner instanceof StemmaError) return inner
  if (late) return new TemporaryError(`${url.host} did not answer in time`, 'try again later', { cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return new TemporaryError(`${url.host} could not be reached (${code})`, 'check the connection, then try again', { cause: error })
}
