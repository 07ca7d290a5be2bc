import { EditMark } from './edit-mark.tsx'
import { type Comparison, opens, type Row, type ShownEdit, unified } from './model.ts'

type Props = Readonly<{ compared: Comparison; shown: readonly ShownEdit[]; current: string | null; pair: number }>

/** Two witnesses written into each other: what was taken out stands before what came in its place. */
export function OneColumn({ compared, shown, current, pair }: Props) {
  const [first, second] = [compared.pages[0]!, compared.pages[pair + 1]!]
  const all = compared.edits.filter((edit) => edit.pair === pair && edit.kind !== 'headline')
  const headline = shown.find(({ kind }) => kind === 'headline')
  const visible = new Set(shown)
  return (
    <div className="one-column" lang={second.language ?? undefined}>
      <p className="one-title" dir="auto">
        {headline ? (
          <>
            <EditMark edit={headline} side="a" first current={false}>
              {first.title}
            </EditMark>{' '}
            <EditMark edit={headline} side="b" first current={headline.key === current}>
              {second.title}
            </EditMark>
          </>
        ) : (
          second.title
        )}
      </p>
      {paragraphsOf(compared, pair).map((rows) => (
        <p key={rows[0]!.map((cell) => cell?.start).join(' ')} dir="auto">
          {rows
            .flatMap((row) => unified(row, [first.text, second.text], all))
            .map(({ kind, text, edit }, index) => {
              const key = `${index} ${kind}`
              if (kind === 'same' || edit === null) return kind === 'del' ? <del key={key}>{text}</del> : <span key={key}>{text}</span>
              if (!visible.has(edit)) return kind === 'del' || kind === 'gone' ? null : <span key={key}>{text}</span>
              return (
                <EditMark key={key} edit={edit} side={kind === 'del' || kind === 'gone' ? 'a' : 'b'} first current={edit.key === current}>
                  {text}
                </EditMark>
              )
            })}
        </p>
      ))}
    </div>
  )
}

/** The rows of two witnesses, those of one paragraph together. */
function paragraphsOf(compared: Comparison, pair: number): readonly (readonly Row[])[] {
  const paragraphs: Row[][] = []
  for (const row of compared.rows) {
    const own: Row = [row[0] ?? null, row[pair + 1] ?? null]
    if (!own.some(Boolean)) continue
    if (paragraphs.length === 0 || opens(row, compared)) paragraphs.push([])
    paragraphs.at(-1)!.push(own)
  }
  return paragraphs
}
