import { Component, type ReactNode, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { listenToKeys, useKeys } from '../keys/keys.ts'
import { KeysDialog } from '../keys/keys-dialog.tsx'
import { Palette } from '../keys/palette.tsx'
import { Header } from './header.tsx'
import { go, matchPath, useAddress } from './router.ts'
import { moved, routes } from './routes.ts'

/** What stands round every screen: the bar, the keys, the two dialogs. */
export function Shell() {
  const [dialog, setDialog] = useState<'keys' | 'palette' | null>(null)
  const main = useRef<HTMLElement>(null)
  useEffect(listenToKeys, [])
  useKeys(
    useMemo(
      () => ({
        help: () => setDialog('keys'),
        palette: () => setDialog((open) => (open === 'palette' ? null : 'palette')),
        search: () => document.querySelector<HTMLInputElement>('#search')?.focus(),
        ...Object.fromEntries(routes.flatMap(({ pattern, nav }) => (nav ? [[nav.key, () => go(pattern)]] : []))),
      }),
      [],
    ),
  )
  const close = () => setDialog(null)
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header showKeys={() => setDialog('keys')} showPalette={() => setDialog('palette')} />
      <main id="main" ref={main} tabIndex={-1}>
        <Fault>
          <Suspense fallback={<p className="waiting">…</p>}>
            <Screen main={main} />
          </Suspense>
        </Fault>
      </main>
      <footer className="foot">
        Repetition is not confirmation: pages, independent reports and events are three counts. Every answer opens the characters it came
        from.
      </footer>
      {dialog === 'keys' && <KeysDialog close={close} />}
      {dialog === 'palette' && <Palette close={close} />}
    </>
  )
}

function Screen({ main }: Readonly<{ main: RefObject<HTMLElement | null> }>) {
  const { path, query } = useAddress()
  const before = useRef(path)
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true }) // a new screen is read from its beginning
    before.current = path
  }, [path, main])
  const now = moved[path]?.(query)
  useEffect(() => {
    if (now) go(now, { replace: true })
  }, [now])
  const found = useMemo(() => {
    for (const route of routes) {
      const params = matchPath(route.pattern, path)
      if (params) return { route, params }
    }
    return null
  }, [path])
  if (!found) return now ? null : <Missing path={path} />
  found.route.warm?.(found.params)
  const Shown = found.route.screen
  return <Shown key={path} params={found.params} />
}

const Missing = ({ path }: Readonly<{ path: string }>) => (
  <div className="message">
    <title>Not found · Stemma</title>
    <h1>There is nothing here</h1>
    <p>No screen has the address {path}.</p>
    <p>
      <a href="/">All stories</a>
    </p>
  </div>
)

/** A fault of one screen leaves the rest standing. */
class Fault extends Component<Readonly<{ children: ReactNode }>, Readonly<{ error: Error | null }>> {
  override state = { error: null as Error | null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <div className="message" role="alert">
        <h1>This screen has a fault</h1>
        <p>{this.state.error.message}</p>
        <p>
          <a href={location.href}>Load it again</a> or go to <a href="/">all stories</a>.
        </p>
      </div>
    )
  }
}
