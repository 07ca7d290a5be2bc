import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from 'react'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Dialog } from '../parts/dialog.tsx'
import { plural } from '../parts/words.ts'
import { go } from '../shell/router.ts'
import { doKey, useActiveKeys } from './keys.ts'
import { Keys } from './keys-dialog.tsx'
import { type KeyName, keyTable } from './table.ts'

type Choice = Readonly<{ id: string; says: string; note: string | null; keys: string | null; run: () => void }>

const mostStories = 8
const hidden: readonly KeyName[] = ['palette', 'nextRow', 'previousRow', 'open', 'select'] // they need a row, or are this

/** One field that leads anywhere: what keys do now, and stories by their words. */
export function Palette({ close }: Readonly<{ close: () => void }>) {
  const [words, setWords] = useState('')
  const [picked, setPicked] = useState(0)
  const list = useId()
  const asked = useDeferredValue(words.trim())
  const stories = useAsk(asked === '' ? null : at('/stories', {}, { q: asked, limit: mostStories }))
  const active = useActiveKeys()
  const actions = useMemo(() => actionsOf(active), [active])
  const choices: readonly Choice[] = [
    ...actions.filter(({ says }) => says.toLowerCase().includes(words.trim().toLowerCase())),
    ...(stories.value?.items ?? []).map((story) => ({
      id: story.id,
      says: story.headline ?? story.title ?? 'A story without a headline',
      note: `${plural(story.pages, 'page')} · ${plural(story.independentReports, 'report')}`,
      keys: null,
      run: () => go(`/stories/${story.id}`),
    })),
    ...(asked === ''
      ? []
      : [
          {
            id: 'search',
            says: `Search all stories for “${asked}”`,
            note: null,
            keys: null,
            run: () => go(`/?q=${encodeURIComponent(asked)}`),
          },
        ]),
  ]
  const at_ = Math.min(picked, choices.length - 1)
  const choose = (choice: Choice | undefined) => {
    if (!choice) return
    close()
    // after the dialog has given the focus back
    setTimeout(choice.run)
  }
  const pressed = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setPicked((at_ + step + choices.length) % choices.length)
    else if (event.key === 'Enter') choose(choices[at_])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Go to anything" close={close}>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label="Go to a screen, an action or a story"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={choices[at_] ? `${list}-${at_}` : undefined}
        placeholder="A screen, an action, words of a story"
        autoComplete="off"
        data-first
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setPicked(0)
        }}
        onKeyDown={pressed}
      />
      <div className="palette-list" id={list} role="listbox" aria-label="Choices">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={choice.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at_}
            onClick={() => choose(choice)}
            onMouseMove={() => setPicked(index)}
          >
            <span dir="auto">{choice.says}</span>
            {choice.note && <small>{choice.note}</small>}
            {choice.keys && (
              <small>
                <Keys keys={choice.keys} />
              </small>
            )}
          </div>
        ))}
      </div>
      {stories.waiting && (
        <p className="quiet" role="status">
          Searching …
        </p>
      )}
    </Dialog>
  )
}

const actionsOf = (active: ReadonlySet<KeyName>): readonly Choice[] =>
  (Object.keys(keyTable) as KeyName[])
    .filter((name) => active.has(name) && !hidden.includes(name))
    .map((name) => ({ id: name, says: keyTable[name].says, note: null, keys: keyTable[name].keys[0], run: () => doKey(name) }))
