import type { TaskItem } from '#api/schemas/intake.ts'
import { Link } from '../parts/link.tsx'
import { plural, sayAge, sayBytes } from '../parts/words.ts'

const shown = 8 // tasks

/** What is being taken in now, and what was lately. */
export function Tasks({ tasks }: Readonly<{ tasks: readonly TaskItem[] }>) {
  if (tasks.length === 0) return null
  return (
    <section>
      <h2>Under way and lately</h2>
      <ul className="tasks">
        {tasks.slice(0, shown).map((task) => (
          <li key={task.id} className={task.state}>
            <p>
              <b>{nameOf(task)}</b> <span className="quiet">{sayAge(task.at)}</span>
            </p>
            {task.state === 'running' && (
              <progress
                aria-label={`Progress of ${nameOf(task)}`}
                {...(task.totalBytes ? { value: task.bytes, max: task.totalBytes } : {})}
              />
            )}
            <p className="quiet" role={task.state === 'running' ? 'status' : undefined}>
              {stateOf(task)}
              {task.report && task.report.added > 0 && (
                <>
                  {' · '}
                  <Link to="/?sort=arrived">see what came</Link>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function nameOf({ kind, inputs }: TaskItem): string {
  if (kind === 'retry') return 'Trying again what was parked'
  return inputs.length === 1 ? inputs[0]! : `${inputs[0] ?? 'files'} and ${plural(inputs.length - 1, 'more', 'more')}`
}

function stateOf({ state, phase, done, failed, bytes, report, error }: TaskItem): string {
  if (state === 'waiting') return 'waits for its turn'
  if (state === 'failed') return error ?? 'failed'
  if (state === 'left') return 'left to the other program that is writing to this data folder; this one goes on with it when that ends'
  if (state === 'done' && report)
    return `${plural(report.added, 'page')} added, ${report.known} known already, ${report.parked} parked; ${plural(report.stories, 'story', 'stories')} in all`
  return [phase, plural(done, 'input'), failed > 0 ? `${failed} parked` : '', bytes > 0 ? sayBytes(bytes) : ''].filter(Boolean).join(' · ')
}
