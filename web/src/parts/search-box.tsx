import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { go, useAddress, withQuery } from '../shell/router.ts'
import { namesFor, type Suggestion, suggest, wordAt } from './search-words.ts'

/** The search in the bar. On the list of stories it keeps the filters; elsewhere it leads to that list. */
export function SearchBox() {
  const address = useAddress()
  const given = address.path === '/' ? (address.query.get('q') ?? '') : ''
  const [shown, setShown] = useState({ given, text: given })
  if (shown.given !== given) setShown({ given, text: given })
  const [caret, setCaret] = useState<number | null>(null) // null: nothing is suggested
  const [picked, setPicked] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()

  const { start, word } = wordAt(shown.text, caret ?? 0)
  const wanted = caret === null ? null : namesFor(word)
  const names = useAsk(wanted && at('/stories/names', {}, wanted))
  const suggestions = caret === null ? [] : suggest(word, names.value?.items ?? [])
  const open = suggestions.length > 0

  const write = (text: string, at_: number | null) => {
    setShown({ given, text })
    setCaret(at_)
    setPicked(-1)
  }
  const take = ({ text }: Suggestion) => {
    const next = `${shown.text.slice(0, start)}${text}${text.endsWith(':') ? '' : ' '}${shown.text.slice(caret ?? 0).trimStart()}`
    const end = start + text.length + (text.endsWith(':') ? 0 : 1)
    write(next, end)
    input.current?.focus()
    requestAnimationFrame(() => input.current?.setSelectionRange(end, end))
  }
  const pressed = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === 'Escape') {
      if (open) setCaret(null)
      else input.current?.blur()
    } else if (open && step !== 0) setPicked((picked + step + suggestions.length + (picked < 0 && step < 0 ? 1 : 0)) % suggestions.length)
    else if (open && picked >= 0 && (event.key === 'Enter' || event.key === 'Tab')) take(suggestions[picked]!)
    else return
    event.preventDefault()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setCaret(null)
    const q = shown.text.trim()
    go(address.path === '/' ? withQuery(address, { q, more: null }) : `/?q=${encodeURIComponent(q)}`)
  }
  return (
    <form className="search" role="search" onSubmit={submit}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6">
        <circle cx="7" cy="7" r="4.5" />
        <path d="M10.500 10.500 14.500 14.500" />
      </svg>
      <input
        ref={input}
        id="search"
        type="search"
        role="combobox"
        aria-label="Search the stories"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={picked >= 0 && open ? `${list}-${picked}` : undefined}
        placeholder="Search: words, “phrases”, outlet: actor: quote:"
        autoComplete="off"
        spellCheck={false}
        value={shown.text}
        onChange={(event) => write(event.target.value, event.target.selectionStart)}
        onKeyDown={pressed}
        onBlur={() => setCaret(null)}
      />
      <span className="search-key" aria-hidden="true">
        /
      </span>
      <div className="suggestions" id={list} role="listbox" aria-label="Suggestions" hidden={!open}>
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.text}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === picked}
            onMouseDown={(event) => {
              event.preventDefault()
              take(suggestion)
            }}
          >
            <b>{suggestion.text}</b> {suggestion.says && <small>{suggestion.says}</small>}
          </div>
        ))}
      </div>
    </form>
  )
}
