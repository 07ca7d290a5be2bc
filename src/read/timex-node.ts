import type { Unit } from './timex-words.ts'

/** -1 back in time, 0 the same, 1 forward. */
export type Way = -1 | 0 | 1
/** What 'last', 'this', 'next' point from. */
export type Pointer = Readonly<{ way: Way; from: 'published' | 'timex' }>

/** What an expression says, before anybody asks when it was written. null: the expression leaves it open. */
export type Node =
  | DateNode
  | Readonly<{ is: 'season'; season: number; year: number | null; bc: boolean; pointer: Pointer | null }>
  /** A quarter, a half, or (code '') the whole of a fiscal year. */
  | Readonly<{ is: 'portion'; code: string; fiscal: boolean; year: number | null; pointer: Pointer | null }>
  | Readonly<{ is: 'holiday'; month: number; day: number; year: number | null; pointer: Pointer | null }>
  /** A decade (`199`) or a century (`19`), as TIMEX3 writes them. */
  | Readonly<{ is: 'era'; value: string }>
  /** A number of units away: 'three days ago', 'last week', 'the same day'. */
  | Readonly<{ is: 'step'; unit: Unit; amount: number | null; way: Way; from: 'published' | 'timex' }>
  | LengthNode
  /** 'every two weeks' */
  | Readonly<{ is: 'rate'; length: LengthNode }>
  | Readonly<{ is: 'set'; value: string }>
  | Readonly<{ is: 'ref'; value: 'PAST_REF' | 'PRESENT_REF' | 'FUTURE_REF' }>
  /** `clock` is hh:mm[:ss] or a part of the day (MO, AF, EV, NI, DT); `zone` is '', 'Z' or an offset. */
  | Readonly<{ is: 'time'; clock: string; zone: string; day: Node | null }>

export type DateNode = Readonly<{
  is: 'date'
  year: number | null
  bc: boolean
  month: number | null
  day: number | null
  weekday: number | null
  pointer: Pointer | null
  /** The pointer is at the year: 'June of last year', not 'last June'. */
  yearOnly?: boolean
}>
/** A duration. `way` says that it touches the anchor: 'the past year' -1, 'the next two days' 1. */
export type LengthNode = Readonly<{
  is: 'length'
  unit: Unit
  amount: number | null
  way: Way | null /** 'in two weeks' */
  within?: boolean
}>

/** `end` is one past the last word. */
export type Found = Readonly<{ end: number; node: Node }>

export const step = (unit: Unit, amount: number | null, way: Way, from: Pointer['from']): Node => ({ is: 'step', unit, amount, way, from })
