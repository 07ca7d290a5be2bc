import { type ReactNode, useEffect, useRef } from 'react'

/** A modal dialog of the browser's own: it holds the focus, closes on Escape or a press beside it, and gives the focus back. */
export function Dialog({ title, close, children }: Readonly<{ title: string; close: () => void; children: ReactNode }>) {
  const dialog = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    const first = dialog.current?.querySelector<HTMLElement>('[data-first]') ?? body.current
    first?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the browser sends `close`
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <div className="dialog-body" ref={body} tabIndex={-1}>
        {children}
      </div>
    </dialog>
  )
}
