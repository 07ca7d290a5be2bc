import { UsageError } from '#model/errors.ts'
import { isDay } from '#text/calendar.ts'

/** A whole number above zero from an option. */
export function numberOf(value: unknown, name: string, otherwise: number): number {
  if (value === undefined) return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`--${name} cannot be "${value}"`, 'give a whole number above zero')
  return number
}

/** An option that is a day, or a month or year, as ISO 8601 writes it: any other text would quietly find nothing. */
export function dayOf(values: Readonly<Record<string, unknown>>, name: string): Record<string, string> {
  const value = values[name]
  if (typeof value !== 'string') return {}
  if (!isDay(value)) throw new UsageError(`--${name} cannot be "${value}"`, 'give a day, such as 2024-10-01')
  return { [name]: value }
}

/** The options that were given as text, under their names. */
export const picked = (values: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])))
