import { UsageError } from '#model/errors.ts'

/** A whole number above zero from an option. */
export function numberOf(value: unknown, name: string, otherwise: number): number {
  if (value === undefined) return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`--${name} cannot be "${value}"`, 'give a whole number above zero')
  return number
}
