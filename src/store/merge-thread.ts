import { parentPort, workerData } from 'node:worker_threads'
import { type Merge, mergeRuns } from './merging.ts'

/** A thread that does the one merge it is given, and answers with the number of postings. */
parentPort!.postMessage(mergeRuns(workerData as Merge))
