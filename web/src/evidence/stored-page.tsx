import { type Ref, useState } from 'react'
import { count } from '../parts/words.ts'
import { type Piece, partsOf } from './pieces.ts'

const foldedFrom = 120 // characters of markup in a row that fold into one line
const keptEnds = 30 // characters of them that stay on both sides
const chunk = 40 // pieces drawn together; those out of view cost no layout

type Props = Readonly<{ ref: Ref<HTMLDivElement>; raw: string; pieces: readonly Piece[]; whole: boolean; language: string | null }>

/** The page as the characters that were stored. Nothing of it is markup here: each piece is a text node. */
export function StoredPage({ ref, raw, pieces, whole, language }: Props) {
  const chunks = Array.from({ length: Math.ceil(pieces.length / chunk) }, (_, index) => pieces.slice(index * chunk, (index + 1) * chunk))
  return (
    <div className="page-text" ref={ref} lang={language ?? undefined} tabIndex={0} role="document" aria-label="Characters of the page">
      {chunks.map((some) => (
        <div key={some[0]!.start} className="page-chunk">
          {some.map((piece) => (
            <Shown key={piece.start} raw={raw} piece={piece} whole={whole} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Shown({ raw, piece, whole }: Readonly<{ raw: string; piece: Piece; whole: boolean }>) {
  const text = raw.slice(piece.start, piece.end)
  if (piece.proof)
    return (
      <mark id="proof" data-at={piece.start} className={piece.kind} dir="auto">
        {text}
      </mark>
    )
  if (piece.kind === 'source' && !whole && text.length > foldedFrom) return <Source text={text} at={piece.start} />
  if (piece.kind === 'furniture')
    return (
      <span className="furniture">
        <i className="furniture-name" data-label={piece.label} aria-label={`${piece.label}:`} role="note" />
        <span data-at={piece.start} dir="auto">
          {text}
        </span>
      </span>
    )
  return (
    <span className={piece.kind} data-at={piece.start} dir={piece.kind === 'lit' ? 'auto' : undefined}>
      {text}
    </span>
  )
}

/** Markup with the words between it left standing. */
function Source({ text, at }: Readonly<{ text: string; at: number }>) {
  let start = at
  return partsOf(text).map((part) => {
    const here = start
    start += part.text.length
    return part.markup && part.text.length > foldedFrom ? (
      <Folded key={here} text={part.text} at={here} />
    ) : (
      <span key={here} className={part.markup ? 'source' : 'words-outside'} data-at={here}>
        {part.text}
      </span>
    )
  })
}

/** A long stretch of markup, folded until it is asked for. */
function Folded({ text, at }: Readonly<{ text: string; at: number }>) {
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <span className="source" data-at={at}>
        {text}
      </span>
    )
  const hidden = text.length - 2 * keptEnds
  return (
    <span className="source">
      <span data-at={at}>{text.slice(0, keptEnds)}</span>
      <button type="button" className="unfold" onClick={() => setOpen(true)}>
        {count(hidden)} characters of markup
      </button>
      <span data-at={at + keptEnds + hidden}>{text.slice(-keptEnds)}</span>
    </span>
  )
}
