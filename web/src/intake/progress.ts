import { useEffect, useState } from 'react'
import type { TaskItem } from '#api/schemas/intake.ts'
import { at } from '../client/api.ts'
import { forget, useAsk } from '../client/ask.ts'
import { apiBase } from '../client/request.ts'

const ended: ReadonlySet<TaskItem['state']> = new Set(['done', 'failed', 'left'])

/** The tasks of the intake, the latest first, as the server tells of them. When one ends, every list is asked for anew. */
export function useProgress(): readonly TaskItem[] {
  const asked = useAsk(at('/intake/tasks', {}))
  const [told, setTold] = useState<ReadonlyMap<string, TaskItem>>(new Map())
  useEffect(() => {
    const stream = new EventSource(`${apiBase}/intake/stream`)
    const tell = ({ data }: MessageEvent<string>) => {
      const task = JSON.parse(data) as Pick<TaskItem, 'id'> & Partial<TaskItem> // whole at first, then what changed
      setTold((before) => new Map(before).set(task.id, { ...before.get(task.id), ...task } as TaskItem))
      if (task.state && ended.has(task.state)) forget()
    }
    for (const name of ['progress', 'parked', 'done']) stream.addEventListener(name, tell)
    return () => stream.close()
  }, [])
  const all = new Map([...(asked.value?.items ?? []).map((task) => [task.id, task] as const), ...told])
  return [...all.values()].toSorted((a, b) => (a.at < b.at ? 1 : -1))
}
