import type { FormEvent } from 'react'
import { changeQuery, useAddress } from '../shell/router.ts'

/** Narrows a list by a part of a name; what was written is kept in the address as `q`. */
export function Finder({ label }: Readonly<{ label: string }>) {
  const q = useAddress().query.get('q') ?? ''
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    changeQuery({ q: String(new FormData(event.currentTarget).get('q') ?? ''), more: null })
  }
  return (
    <form className="joined not-printed" onSubmit={search}>
      <input key={q} name="q" type="search" defaultValue={q} placeholder={label} aria-label={label} />
      <button type="submit">Find</button>
    </form>
  )
}
