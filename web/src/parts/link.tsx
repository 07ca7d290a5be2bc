import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { go } from '../shell/router.ts'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & Readonly<{ to: string; replace?: boolean }>

/** A link inside the desk. With a key held down, or another mouse button, it is the plain link that it looks like. */
export function Link({ to, replace = false, onClick, children, ...rest }: Props) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to, { replace })
  }
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  )
}
