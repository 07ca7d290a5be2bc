import { Dialog } from '../parts/dialog.tsx'
import { useActiveKeys } from './keys.ts'
import { type KeyName, keyTable } from './table.ts'

const groups = [...new Set(Object.values(keyTable).map(({ group }) => group))]
const names = Object.keys(keyTable) as KeyName[]
const mac = /Mac|iP(hone|ad)/.test(navigator.userAgent)

/** All keys; those that do nothing on this screen are greyed and say so. */
export function KeysDialog({ close }: Readonly<{ close: () => void }>) {
  const active = useActiveKeys()
  return (
    <Dialog title="Keys" close={close}>
      <header className="dialog-head">
        <h2>Keys</h2>
        <button type="button" className="plain" onClick={close}>
          Close
        </button>
      </header>
      <div className="keys">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {names
                .filter((name) => keyTable[name].group === group)
                .map((name) => (
                  <div key={name} className={active.has(name) ? undefined : 'idle'}>
                    <dt>
                      {keyTable[name].keys.map((keys, index) => (
                        <span key={keys}>
                          {index > 0 && ' or '}
                          <Keys keys={keys} />
                        </span>
                      ))}
                    </dt>
                    <dd>
                      {keyTable[name].says}
                      {!active.has(name) && <span className="unseen-text"> (not on this screen)</span>}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet">
        Keys rest while you write in a field. Arrow keys walk a copy tree; what is greyed does nothing on this screen.
      </p>
    </Dialog>
  )
}

export const Keys = ({ keys }: Readonly<{ keys: string }>) => (
  <>
    {keys.split(' ').map((key, index) => (
      <span key={key}>
        {index > 0 && ' then '}
        <kbd>{key.startsWith('mod+') ? `${mac ? '⌘' : 'Ctrl'} ${key.slice(4).toUpperCase()}` : key}</kbd>
      </span>
    ))}
  </>
)
