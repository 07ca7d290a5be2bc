import { type ChangeEvent, type FormEvent, useCallback, useEffect, useState } from 'react'
import { at, giveFiles, send } from '../client/api.ts'
import { forget } from '../client/ask.ts'
import { Problem } from '../client/request.ts'
import { plural } from '../parts/words.ts'

const advice = 'Web pages, folders of them, WARC files, feeds, JSON lines'

/** Takes files by drop or choice, and addresses by hand. */
export function Giving() {
  const [over, setOver] = useState(false)
  const [says, setSays] = useState<string | null>(null)
  const run = useCallback(async (doing: string, work: () => Promise<unknown>) => {
    setSays(doing)
    setSays(
      await work().then(
        () => {
          forget(at('/intake/tasks', {}))
          return null
        },
        (error: unknown) => (error instanceof Problem ? [error.message, error.advice].filter(Boolean).join(': ') : String(error)),
      ),
    )
  }, [])
  const take = useCallback(
    (files: readonly File[]) => {
      if (files.length > 0) run(`Sending ${plural(files.length, 'file')} …`, () => giveFiles(files))
    },
    [run],
  )
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(event.type !== 'dragleave' || event.relatedTarget !== null)
    }
    const drop = async (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(false)
      take(await filesIn(event.dataTransfer))
    }
    addEventListener('dragover', drag)
    addEventListener('dragleave', drag)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', drag)
      removeEventListener('dragleave', drag)
      removeEventListener('drop', drop)
    }
  }, [take])
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])])
    event.target.value = ''
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const urls = String(new FormData(form).get('urls') ?? '')
      .split(/\s+/)
      .filter(Boolean)
    if (urls.length > 0) run('Asking for them …', () => send('POST', '/intake', {}, { urls })).then(() => form.reset())
  }
  return (
    <section className={over ? 'giving over' : 'giving'} aria-label="Take in pages">
      <p className="giving-says">
        <b>Drop files here</b> <span className="quiet">{advice}</span>
      </p>
      <p className="joined">
        <label className="button strong">
          Choose files
          <input className="unseen-text" type="file" multiple onChange={chosen} />
        </label>
        <label className="button">
          Choose a folder
          <input className="unseen-text" type="file" onChange={chosen} {...{ webkitdirectory: '' }} />
        </label>
      </p>
      <form className="joined" onSubmit={submit}>
        <input
          name="urls"
          type="text"
          inputMode="url"
          aria-label="Addresses of pages or feeds"
          placeholder="or addresses of pages, feeds, sitemaps"
        />
        <button type="submit">Fetch</button>
      </form>
      <p role="status">{says}</p>
    </section>
  )
}

/** The files of a drop, those in folders too. */
async function filesIn(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return [...transfer.files]
  const found: File[] = []
  for (const waiting = [...entries]; waiting.length > 0; ) {
    const entry = waiting.shift()!
    if (entry.isFile) found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)))
  }
  return found
}

/** A folder hands out its entries a hundred at a time, until there are none. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}
