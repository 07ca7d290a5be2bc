import { EditMark } from './edit-mark.tsx'
import { type Comparison, type ShownEdit, unified } from './model.ts'

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
      {compared.rows
        .map((row) => [row[0] ?? null, row[pair + 1] ?? null] as const)
        .filter(([a, b]) => a || b)
        .map(([a, b]) => (
          <p key={`${a?.start} ${b?.start}`} dir="auto">
            {unified([a, b], [first.text, second.text], all).map(({ kind, text, edit }, index) => {
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
