import { useRef, useState } from 'react'
import type { PageDocument } from '#model/document.ts'
import { Dialog } from '../parts/dialog.tsx'
import { countEdits, editOrder, editWords } from '../parts/edits.tsx'
import { pageName, percent, plural, sayDay } from '../parts/words.ts'
import type { Comparison, ShownEdit, Stretch } from './model.ts'

type Props = Readonly<{ compared: Comparison; edit: ShownEdit | null; close: () => void }>

/** The finding as a text to put into a footnote: what was compared, the change, where it stands, digests, the address. */
export function CitationDialog({ compared, edit, close }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    field.current?.select()
    await navigator.clipboard?.writeText(field.current?.value ?? '').then(
      () => setCopied(true),
      () => {},
    )
  }
  return (
    <Dialog title="Citation" close={close}>
      <header className="dialog-head">
        <h2>Citation{edit ? ' of this change' : ''}</h2>
        <button type="button" className="plain" onClick={close}>
          Close
        </button>
      </header>
      <textarea
        ref={field}
        className="citation"
        readOnly
        rows={9}
        aria-label="Citation text"
        defaultValue={citationOf(compared, edit, location.href)}
      />
      <p className="joined">
        <button type="button" className="strong" onClick={copy}>
          Copy citation
        </button>
        <span role="status">{copied && 'Copied.'}</span>
      </p>
    </Dialog>
  )
}

function citationOf({ pages, pairs, edits }: Comparison, edit: ShownEdit | null, address: string): string {
  const witnesses = pages.map((page, index) => `${'ABCD'.charAt(index)}: ${describe(page)}`)
  const found = edit
    ? oneChange(pages, edit)
    : pairs.map((pair, index) =>
        allChanges(
          pair.shareOfB,
          edits.filter((one) => one.pair === index),
          index,
        ),
      )
  return [
    ...witnesses,
    ...(Array.isArray(found) ? found : [found]),
    `Compared with Stemma, ${sayDay(new Date().toISOString())}. ${address}`,
  ].join('\n')
}

const describe = (page: PageDocument) =>
  `“${page.title ?? 'without a headline'}”, ${pageName(page)}, ${page.published ? sayDay(page.published.value) : 'no date'}${/^https?:/.test(page.url) ? `, ${page.url}` : ''} (${page.id}, SHA-256 ${page.digest})`

function oneChange(pages: readonly PageDocument[], { kind, pair, a, b, key }: ShownEdit): string {
  const [first, second] = [pages[0]!, pages[pair + 1]!]
  const words = (page: PageDocument, { start, end }: Stretch) =>
    kind === 'headline' ? (page.title ?? '') : page.text.slice(start, end).trim()
  const [before, after] = [words(first, a), words(second, b)]
  const said = [before && `A has “${before}”`, after && `${'ABCD'.charAt(pair + 1)} has “${after}”`].filter(Boolean).join(', ')
  return `Change (${editWords[kind].one}, at ${key} of the texts): ${said}.`
}

function allChanges(share: number, edits: readonly ShownEdit[], index: number): string {
  const counts = countEdits(edits)
  const kinds = editOrder.flatMap((kind) => (counts[kind] ? [plural(counts[kind], editWords[kind].one, editWords[kind].many)] : []))
  return `${percent(share)} of ${'ABCD'.charAt(index + 1)} stands in A; ${kinds.length > 0 ? kinds.join(', ') : 'nothing changed'}.`
}
