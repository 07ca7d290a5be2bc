import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { HttpError } from './problems.ts'

export type GuardOptions = Readonly<{
  /** Null: everybody who reaches the server may ask. */
  token: string | null
  /** Names under which this server is asked for; null: any. */
  hosts: readonly string[] | null
}>

const cookieName = 'stemma_session'
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Lets in who may ask. A name rebound to this machine (DNS rebinding) has a Host that is not ours. Another site's page cannot write: a
 * browser names its site in Origin and Sec-Fetch-Site, and sends JSON or our own header elsewhere only after asking, which nobody answers.
 */
export function guard(options: GuardOptions): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    if (options.hosts !== null && !options.hosts.includes(host.replace(/:\d+$/, '')))
      throw new HttpError(403, `this server is not called ${host.slice(0, 200)}`, 'open the address that "stemma serve" printed')
    if (!safe.has(c.req.method)) refuseOtherSites(c, host)
    if (needsToken(c.req.path) && !mayRead(c, options))
      throw new HttpError(401, 'a token is needed', 'send "Authorization: Bearer TOKEN", or open the desk and give it there', {
        'www-authenticate': 'Bearer realm="stemma"',
      })
    await next()
  }
}

/** Whether the caller has shown the token, where there is one. */
export const mayRead = (c: Context, { token }: GuardOptions): boolean => token === null || hasToken(c, token)

/** The pages themselves hold nothing of anybody's; what they ask for does. */
const needsToken = (path: string) => (path.startsWith('/api/') && path !== '/api/v1/session') || path === '/mcp'

function refuseOtherSites(c: Context, host: string): void {
  const [origin, site, type] = [c.req.header('origin'), c.req.header('sec-fetch-site'), c.req.header('content-type') ?? '']
  const elsewhere = (origin !== undefined && hostOf(origin) !== host) || (site !== undefined && site !== 'same-origin' && site !== 'none')
  const own = site === 'same-origin' || (origin !== undefined && hostOf(origin) === host) // browsers name no site to plain http elsewhere
  const meant = own || /^application\/(?:[\w.-]+\+)?json\b/.test(type) || c.req.header('x-stemma') !== undefined
  if (elsewhere) throw new HttpError(403, 'pages of another site may not write here', 'ask from the desk itself, or without a browser')
  if (!meant)
    throw new HttpError(
      403,
      'this request could come from a form of another site',
      'send it as application/json, or with the header "x-stemma: 1"',
    )
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)

/** Bearer, or Basic with the token as password (feed readers know no other), or the cookie of a session. All compared in constant time. */
function hasToken(c: Context, token: string): boolean {
  const [, scheme, value = ''] = /^(bearer|basic) +(.*)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (scheme?.toLowerCase() === 'bearer') return isSame(value, token)
  if (scheme)
    return isSame(
      Buffer.from(value, 'base64')
        .toString()
        .replace(/^[^:]*:/, ''),
      token,
    )
  return isSame(getCookie(c, cookieName) ?? '', sessionOf(token))
}

const digestOf = (text: string) => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string) => timingSafeEqual(digestOf(one), digestOf(other))
const sessionOf = (token: string) => createHash('sha256').update(`session of ${token}`).digest('base64url')

/** Logs a browser in: the cookie is out of reach of scripts and of other sites. */
export function startSession(c: Context, { token }: GuardOptions, given: string): void {
  if (token === null) return
  if (!isSame(given, token)) throw new HttpError(401, 'this is not the token', 'take it from where "stemma serve" was started')
  setCookie(c, cookieName, sessionOf(token), { httpOnly: true, sameSite: 'Strict', path: '/' })
}

export const endSession = (c: Context): void => {
  deleteCookie(c, cookieName, { path: '/' })
}
