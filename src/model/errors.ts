/** Every error of ours says what is wrong, and then what to do about it. */
export class StemmaError extends Error {
  readonly advice: string
  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.advice = advice
  }
}

/** The world failed: try again later. */
export class TemporaryError extends StemmaError {}
/** This input is beyond us: park it, go on with the next. */
export class InputError extends StemmaError {}
/** What is stored, or who else works on it, stands in the way: exit code 1, HTTP 409. */
export class StateError extends StemmaError {}
/** The caller asked wrongly: exit code 2, HTTP 400. */
export class UsageError extends StemmaError {}
