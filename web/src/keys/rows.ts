import { type RefObject, useMemo } from 'react'
import { type Doings, useKeys } from './keys.ts'

/**
 * j, k, o and x over a list: its rows carry `data-row` and can take the focus (`tabIndex={-1}`); inside a row, `data-open` marks what
 * opens it and `data-pick` the box that selects it.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const doings = useMemo((): Doings => {
    const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const current = () => document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
    const step = (by: 1 | -1) => {
      const all = rows()
      if (all.length === 0) return false
      const at = all.indexOf(current()!)
      const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by]
      next?.focus({ preventScroll: true })
      next?.scrollIntoView({ block: 'nearest' })
      return undefined
    }
    const press = (selector: string) => {
      const found = current()?.querySelector<HTMLElement>(selector)
      found?.click()
      return found ? undefined : false
    }
    return {
      nextRow: () => step(1),
      previousRow: () => step(-1),
      open: () => press('[data-open]'),
      select: () => press('[data-pick]'),
    }
  }, [list])
  useKeys(doings)
}
