import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openStemma, type Stemma, UsageError } from '../src/stemma.ts'

const folder = mkdtempSync(join(tmpdir(), 'stemma-decisions-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Four events; of the first, three reports of their own and a copy. */
const firstFire =
  'The sawmill at Hollen burned down on Sunday night. Fire chief Odd Brandt said that a belt had run hot in the planing hall. Owner Berit Lunde saw smoke over the timber at midnight.'
const pages = {
  fire1: ['Sawmill burns down at Hollen', firstFire, '2031-05-04'],
  copy: ['Sawmill burns', firstFire, '2031-05-06'],
  fire2: [
    'Hollen sawmill destroyed by fire',
    'Forty firemen from Hollen fought until dawn, but the sawmill of Berit Lunde could not be saved. A hot belt in the planing hall is blamed, according to chief Odd Brandt.',
    '2031-05-05',
  ],
  fire3: [
    'Fire at the Hollen sawmill',
    'Nothing is left of the planing hall in Hollen, where a belt ran hot before midnight. Berit Lunde wants to build the sawmill anew; Odd Brandt of the fire service praised his firemen.',
    '2031-05-05',
  ],
  vote: [
    'Vessa votes for the tunnel',
    'The council of Vessa voted for the road tunnel under the fjord, 14 to 9. Mayor Ilse Marek called it a day of joy.',
    '2031-05-05',
  ],
  ship: [
    'Trawler towed into Kvale',
    'The trawler Nordlys lost its rudder off Kvale and was towed in by the lifeboat. Skipper Jon Eide thanked the crew.',
    '2031-05-07',
  ],
} as const
type Name = keyof typeof pages
const urlOf = (name: Name) => `https://lantern.example/${name}`

const write = (names: readonly Name[], file: string): string => {
  const lines = names.map((name) => {
    const [title, text, published] = pages[name]
    return JSON.stringify({ url: urlOf(name), text: `${title}\n\n${text}`, outlet: 'The Lantern', published })
  })
  writeFileSync(join(folder, file), lines.join('\n'))
  return join(folder, file)
}

describe('stories put right', () => {
  let stemma: Stemma
  before(async () => {
    stemma = await openStemma({ data: join(folder, 'data'), workers: 1 })
    await stemma.add([write(['fire1', 'fire2', 'copy', 'vote', 'ship'], 'first.jsonl')])
  })
  after(() => stemma.close())
  const storyOf = async (name: Name) => (await stemma.page(urlOf(name)))!.story!
  const pageIdOf = async (name: Name) => (await stemma.page(urlOf(name)))!.document.id
  const same = async (...names: Name[]) => new Set(await Promise.all(names.map(storyOf))).size === 1
  const apart = async (...names: Name[]) => new Set(await Promise.all(names.map(storyOf))).size === names.length

  test('U1 without decisions likeness alone gathers', async () => {
    assert.ok(await same('fire1', 'fire2', 'copy'))
    assert.ok(await apart('fire1', 'vote', 'ship'))
  })

  test('U2 merged stories are one, the former id leads there, and a run or a rebuild does not undo it', async () => {
    const [one, other] = [await storyOf('vote'), await storyOf('ship')]
    const change = await stemma.mergeStories([one, other], 'both by the sea')
    assert.deepEqual(change.stories, [await storyOf('vote')])
    assert.equal((await stemma.story(other))!.counts.pages, 2)
    assert.ok(await same('vote', 'ship'))
    await stemma.rebuild()
    assert.ok(await same('vote', 'ship'))
    await stemma.undoDecision(change.decision!)
    assert.ok(await apart('vote', 'ship'))
    assert.equal(await storyOf('ship'), other)
  })

  test('U3 what is taken out is a story of its own; copies cannot be parted; later reports find the right side', async () => {
    const fireStory = await storyOf('fire1')
    await assert.rejects(
      stemma.splitStory(fireStory, [urlOf('copy')]),
      (error) => error instanceof UsageError && /copies/.test(error.message),
    )
    const { decision, stories } = await stemma.splitStory(fireStory, [await pageIdOf('fire2')])
    assert.equal(stories.length, 2)
    assert.ok(await apart('fire1', 'fire2'))
    assert.ok(await same('fire1', 'copy'))
    await stemma.add([write(['fire3'], 'second.jsonl')])
    await stemma.rebuild('liken')
    assert.ok(await apart('fire1', 'fire2'))
    assert.ok((await same('fire3', 'fire1')) || (await same('fire3', 'fire2')))
    await assert.rejects(
      stemma.mergeStories([await storyOf('fire1'), await storyOf('fire2')]),
      (error) => error instanceof UsageError && error.message.includes(`decision ${decision}`) && error.advice.includes(`undo ${decision}`),
    )
    await stemma.undoDecision(decision!)
    assert.ok(await same('fire1', 'fire2', 'fire3', 'copy'))
  })

  test('U4 a pinned page is where it was pinned, with its copies, until it is let go', async () => {
    await stemma.pinPages(await storyOf('vote'), [urlOf('fire2')])
    assert.ok(await same('vote', 'fire2'))
    assert.ok(await same('fire1', 'fire3'))
    await stemma.rebuild()
    assert.ok(await same('vote', 'fire2'))
    await assert.rejects(stemma.pinPages(await storyOf('ship'), [urlOf('fire2')]), /pins one of these pages/)
    await assert.rejects(stemma.splitStory(await storyOf('vote'), [urlOf('fire2')]), /keeps some of these pages/)
    await stemma.unpinPages([urlOf('fire2')])
    assert.ok(await same('fire1', 'fire2'))
    assert.ok(await apart('vote', 'fire2'))
    await assert.rejects(stemma.unpinPages([urlOf('fire2')]), /pinned to no story/)
  })

  test('U5 the log tells who did what, the latest first, and of one story under all its ids', async () => {
    const log = await stemma.storyLog()
    const users = log.filter(({ by }) => by === 'user')
    assert.deepEqual(
      users.map(({ kind }) => kind),
      ['unpin', 'pin', 'undo', 'split', 'undo', 'merge'],
    )
    assert.ok(users.every(({ after }) => after !== null && after.length > 0))
    assert.equal(users.at(-1)!.why, 'both by the sea')
    const [merge] = users.slice(-1)
    const ofShip = await stemma.storyLog({ story: await storyOf('ship') })
    assert.ok(ofShip.some(({ number }) => number === merge!.number))
    const [first] = await stemma.storyLog({ limit: 1 })
    assert.deepEqual(await stemma.storyLog({ cursor: first!.cursor }), log.slice(1))
  })

  test('U6 what cannot be is refused in plain words, and changes nothing', async () => {
    const before = await stemma.storyLog()
    const id = await storyOf('vote')
    for (const wrong of [
      () => stemma.mergeStories([id]),
      () => stemma.mergeStories([id, id]),
      () => stemma.mergeStories([id, 'story_0000000000000000']),
      () => stemma.splitStory(id, [urlOf('vote')]),
      () => stemma.splitStory(id, [urlOf('ship')]),
      () => stemma.splitStory(id, []),
      () => stemma.pinPages(id, ['no such page']),
      () => stemma.undoDecision(99),
    ])
      await assert.rejects(wrong, UsageError)
    assert.deepEqual(await stemma.storyLog(), before)
  })
})
