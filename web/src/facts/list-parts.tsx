import { type FormEvent, useMemo, useRef, useState } from 'react'
import type { Pages } from '../client/pages.ts'
import { useKeys } from '../keys/keys.ts'
import { Trouble, Waiting } from '../parts/answers.tsx'
import { Take } from '../parts/take.tsx'
import { capital } from '../parts/words.ts'
import { changeQuery, useAddress } from '../shell/router.ts'

/** A filter that is written; it counts once Enter is pressed or the field is left. */
export function FilterField({ name, says, type = 'text' }: Readonly<{ name: string; says: string; type?: 'text' | 'date' }>) {
  const { query } = useAddress()
  const given = query.get(name) ?? ''
  const [text, setText] = useState({ given, now: given })
  if (text.given !== given) setText({ given, now: given })
  const take = (value: string) => {
    if (value !== given) changeQuery({ [name]: value, more: null }, { replace: true })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take(text.now.trim())
  }
  return (
    <form onSubmit={submit}>
      <label>
        <span>{says}</span>
        <input
          type={type}
          value={text.now}
          onChange={(event) => {
            setText({ given, now: event.target.value })
            if (type === 'date') take(event.target.value)
          }}
          onBlur={() => take(text.now.trim())}
        />
      </label>
    </form>
  )
}

type SelectProps = Readonly<{ name: string; says: string; values: readonly string[]; words?: Readonly<Record<string, string>> }>

export function FilterSelect({ name, says, values, words = {} }: SelectProps) {
  const { query } = useAddress()
  return (
    <label>
      <span>{says}</span>
      <select
        value={query.get(name) ?? ''}
        onChange={(event) => changeQuery({ [name]: event.target.value, more: null }, { replace: true })}
      >
        <option value="">any</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {words[value] ?? value}
          </option>
        ))}
      </select>
    </label>
  )
}

type FootProps = Readonly<{ list: Pages<unknown>; base: string; more: () => void; none: string }>

/** What ends a list: its trouble, its next page, and the same rows to take away. */
export function ListFoot({ list, base, more, none }: FootProps) {
  const table = useRef<HTMLAnchorElement>(null)
  useKeys(useMemo(() => ({ export: () => table.current?.click() }), []))
  if (list.problem) return <Trouble problem={list.problem} />
  if (list.items.length === 0) return list.waiting ? <Waiting /> : <p className="none">{capital(none)}</p>
  return (
    <>
      {list.more && (
        <p className="more-rows not-printed">
          <button type="button" onClick={more} disabled={list.waiting}>
            {list.waiting ? 'Loading …' : 'Show more'}
          </button>
        </p>
      )}
      <Take question={base} name="stemma" says="Exactly this list:" table={table} />
    </>
  )
}
