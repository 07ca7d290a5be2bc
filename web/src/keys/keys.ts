import { useEffect, useSyncExternalStore } from 'react'
import { type KeyName, keyTable } from './table.ts'

/** What a key does; `false` says that there was nothing to do, and the browser goes on as if we had not looked. */
type Doing = () => unknown
export type Doings = Readonly<Partial<Record<KeyName, Doing>>>

const sequenceWithin = 1_200 // ms between the two keys of `g s`

let layers: readonly Doings[] = []
let begun: Readonly<{ key: string; at: number }> | null = null
const readers = new Set<() => void>()

/** Gives keys their meaning while a component is shown. What was shown last goes first. */
export function useKeys(doings: Doings): void {
  useEffect(() => {
    layers = [...layers, doings]
    for (const tell of readers) tell()
    return () => {
      layers = layers.filter((layer) => layer !== doings)
      for (const tell of readers) tell()
    }
  }, [doings])
}

/** The names of the keys that do something now. */
export function useActiveKeys(): ReadonlySet<KeyName> {
  const now = useSyncExternalStore(
    (tell) => {
      readers.add(tell)
      return () => readers.delete(tell)
    },
    () => layers,
  )
  return new Set(now.flatMap((layer) => Object.keys(layer) as KeyName[]))
}

/** Does what a key stands for. Also the palette's way to run an action. */
export function doKey(name: KeyName): boolean {
  for (const layer of layers.toReversed()) {
    const doing = layer[name]
    if (doing && doing() !== false) return true
  }
  return false
}

const writes = 'input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]:not([contenteditable=false])'
const works = 'a[href], button, summary, input, [role=button]'

/** The one listener. Keys mean nothing inside an input or a dialog, save those with Ctrl or Cmd; Enter stays with what has the focus. */
export function listenToKeys(): () => void {
  const pressed = (event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body
    const mod = event.ctrlKey || event.metaKey
    if (event.defaultPrevented || event.altKey || event.isComposing) return
    if (!mod && (target.closest(writes) || document.querySelector('dialog[open]'))) return
    if (event.key === 'Enter' && target.closest(works)) return
    const key = mod ? `mod+${event.key.toLowerCase()}` : event.key
    const both = begun && performance.now() - begun.at < sequenceWithin ? `${begun.key} ${key}` : null
    begun = null
    const name = nameOf(both) ?? nameOf(key)
    if (name) {
      if (doKey(name)) event.preventDefault()
    } else if (!mod && starts(key)) begun = { key, at: performance.now() }
  }
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}

const entries = Object.entries(keyTable) as [KeyName, Readonly<{ keys: readonly string[] }>][]
const nameOf = (keys: string | null) => entries.find(([, entry]) => keys !== null && entry.keys.includes(keys))?.[0]
const starts = (key: string) => entries.some(([, entry]) => entry.keys.some((keys) => keys.startsWith(`${key} `)))
