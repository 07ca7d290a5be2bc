import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article } from '#model/article.ts'
import { articleIdOf, makeId } from '#model/ids.ts'
import type { Party } from '#model/reading.ts'
import { dyadsOf } from './event-country.ts'
import { readArticle } from './read.ts'

function articleOf(text: string): Article {
  const page = makeId('page', text)
  const none = { title: null, subtitle: null, authors: null, byline: null, outlet: null, section: null, dateline: null, canonicalUrl: null }
  const undated = { published: null, modified: null, captured: null, tags: [], agencies: [], blocks: [], furniture: [] }
  const span = { start: 0, end: text.length }
  return { id: articleIdOf(page), page, url: '', text, language: 'en', runs: [{ text: span, page: span }], ...none, ...undated }
}

/** Events as text: TYPE status [trigger] actors > recipients | when | where */
function told(text: string): readonly string[] {
  const { events, timexes } = readArticle(articleOf(text), '2024-10-12')
  const names = (parties: readonly Party[]) => parties.map(({ name }) => name).join(' + ')
  return events.map(({ type, status, trigger, actors, recipients, when, where }) => {
    const date = when === null ? '' : (timexes[when]!.from ?? timexes[when]!.value ?? '')
    return `${type} ${status} [${text.slice(trigger.start, trigger.end)}] ${names(actors)} > ${names(recipients)} | ${date} | ${where?.name ?? ''}`
  })
}

function check(rule: string, rows: readonly (readonly [text: string, ...events: readonly string[]])[]) {
  for (const [text, ...events] of rows)
    test(`${rule} ${text}`, () => {
      const found = told(text)
      for (const event of events) assert.ok(found.includes(event), `${event}\nnot in\n${found.join('\n')}`)
      if (events.length === 0) assert.deepEqual(found, [])
    })
}

check('R-E2 verbs', [
  ['Kenya expelled two Chadian diplomats on Thursday.', 'SANCTION happened [expelled] Kenya > Chadian diplomats | 2024-10-10 | '],
  ['Norway thanked Peru for hosting the talks.', 'SUPPORT happened [thanked] Norway > Peru |  | '],
  ['Japan offered to send medical aid to Turkey.', 'AGREE happened [offered] Japan > Turkey |  | '],
  ['Peru recalled its ambassador from Chile after the raid.', 'SANCTION happened [recalled its ambassador] Peru > Chile |  | '],
  ['Egypt refused to meet a delegation from Sudan.', 'REJECT happened [refused] Egypt > a delegation |  | '],
])
check('R-E3 carriers', [
  ['Chile held talks with Bolivia in Lima on Monday.', 'CONSULT happened [held talks] Chile > Bolivia | 2024-10-07 | Lima'],
  ['Canada lifted its sanctions against Belarus.', 'CONCEDE happened [lifted] Canada > Belarus |  | '],
  ['Mali severed diplomatic relations with Ukraine.', 'SANCTION happened [severed diplomatic relations] Mali > Ukraine |  | '],
  ['The EU is preparing sanctions against Belarus.', 'SANCTION announced [preparing sanctions] European Union > Belarus |  | '],
])
check('R-E4 nouns', [
  ["Trade fell after Ethiopia's invasion of Eritrea.", 'ASSAULT background [invasion] Ethiopia > Eritrea |  | '],
  ['The transfer of tanks from Kenya to Uganda alarmed many.', 'AID happened [transfer] Kenya > Uganda |  | '],
])
check('R-E5 passives and joined actors', [
  ['Three students were detained by Turkish police in Ankara.', 'COERCE happened [detained] Turkish police > Three students |  | Ankara'],
  ['China and Brazil signed a trade agreement in Beijing.', 'AGREE happened [signed a trade agreement] China + Brazil >  |  | Beijing'],
  ['Kenya accused Chad and Sudan of backing the rebels.', 'ACCUSE happened [accused] Kenya > Chad + Sudan |  | '],
])
check('R-E6 standing', [
  ['Kenya did not attack Uganda.'],
  ['Kenya will deport ten Ugandan students next week.', 'COERCE announced [deport] Kenya > Ugandan students | 2024-W42 | '],
  ['Kenya denied that its soldiers had attacked Uganda.', 'ASSAULT denied [attacked] its soldiers > Uganda |  | '],
  ['Over the past two years, Sudan has waged a war in Darfur.', 'ASSAULT background [waged a war] Sudan > Darfur | 2022-10 | '],
])
check('R-E7 places', [
  ['The ministers of Peru and Chile met in Lyon, France, on Friday.', 'CONSULT happened [met] Peru + Chile >  | 2024-10-11 | Lyon, France'],
])

const accused = (...sides: readonly string[]) => sides.map((side) => `ACCUSE happened [accused] ${side} |  | `)
check('R-E12 subjects', [
  ['The minister who had praised the bridge accused the union of greed.', ...accused('The minister > the union')],
  ['A sailor whose ship docked in Oslo accused the court of bias.', ...accused('A sailor > the court')],
  ['Ole Dahl, flanked by his lawyers, accused the court of bias.', ...accused('Ole Dahl > the court')],
  ['The leader of a party that rules Peru accused Chile of spying.', ...accused('The leader of a party > Chile')],
  ['Kenya, accused by Chad of spying, met the union.', ...accused('Chad > Kenya')],
  ['The ministry said it fears the union accused the mayor.', ...accused('the union > the mayor')],
  ['King Abel on Sunday visited Peru.', 'CONSULT happened [visited] Abel > Peru | 2024-10-06 | Peru'],
])
check('R-E11 no act', [
  ['The mayor spoke to reporters about the bridge.'],
  ['The king met with the media in Oslo.'],
  ['Experts agree on the need for a bridge.'],
  ['A clerk asked to remain anonymous.'],
  ['Kenya denied the charge.'],
  ['The coach was fired on Monday.'],
  ['Kenya deployed 300 volunteers in the valley.'],
])
check('R-E2 senses', [
  ['The mayor attacked Kenya in a speech.', 'ACCUSE happened [attacked] The mayor > Kenya |  | '],
  ['The minister arrived in Peru on Monday.', 'CONSULT happened [arrived in] The minister > Peru | 2024-10-07 | Peru'],
  ['Doctors are on strike.', 'PROTEST happened [are on strike] Doctors >  |  | '],
  ['Rebels attacked Kenya.', 'ASSAULT happened [attacked] Rebels > Kenya |  | '],
  ['Two Kenyan students were charged with theft.', 'COERCE happened [charged]  > Kenyan students |  | '],
])
check('R-E13 one side', [
  ['Kenya condemned the decision.', 'ACCUSE happened [condemned] Kenya >  |  | '],
  ['Police are investigating the fire.', 'ACCUSE ongoing [investigating] Police >  |  | '],
  ['The ministry said at 5:40 pm that Kenya had denounced the vote.', 'ACCUSE happened [denounced] Kenya >  |  | '],
  ['Nobody slept after the arrest of Chadian students.', 'COERCE background [arrest]  > Chadian students |  | '],
  ["Kenya's refusal to pay annoyed many.", 'REJECT happened [refusal] Kenya >  |  | '],
  ['Students took to the streets of Oslo.', 'PROTEST happened [took to the streets] Students > Oslo |  | '],
  ['Kenya continued to arrest Chadian students.', 'COERCE happened [arrest] Kenya > Chadian students |  | '],
  ['Police raided the office of the Kenyan union.', 'COERCE happened [raided] Police > the office of the Kenyan union |  | '],
])

test('R-E8 actors that act on each other make a pair each way', () => {
  const article = articleOf('China and Brazil signed a trade agreement in Beijing.')
  const reading = readArticle(article, null)
  assert.deepEqual(dyadsOf({ ...reading, article }, reading.events[0]!), [
    { actor: 'CHN', recipient: 'BRA' },
    { actor: 'BRA', recipient: 'CHN' },
  ])
})

test('R-E9 any text is read; spans and indices hold', () => {
  const words = fc.constantFrom(
    'Kenya',
    'attacked',
    'Uganda',
    ',',
    'and',
    'said',
    'that',
    '“',
    '”',
    'of',
    'by',
    'talks',
    "'s",
    '(',
    'to',
    'meet',
    'will',
    '.',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words, { maxLength: 40 }).map((all) => all.join(' ')),
      ),
      (text) => {
        const { events, timexes, quotes } = readArticle(articleOf(text), null)
        for (const { trigger, when, teller, certainty } of events) {
          assert.ok(trigger.start < trigger.end && trigger.end <= text.length && certainty >= 0 && certainty <= 1)
          assert.ok((when === null || timexes[when]) && (teller === null || quotes[teller]))
        }
      },
    ),
    { numRuns: 200 },
  )
})

check('R-E11 no act', [
  ['A container ship struck the Harbour Bridge in Norway.'],
  ['Frost in the north of Kenya killed 30 farmers.'],
  ['Peru was hit by a hard frost on Friday.'],
  ['Two Kenyan tourists were killed in a bus crash near Lima.'],
  ['Norway beat Sweden 3-1 in Lima.'],
  ['Ann Bell beat her rival Ida Berg with 52 percent of the votes.'],
  ['The Norwegian company occupies fifth place in the list.'],
  ['The minister insisted she was ready.'],
  ['The minister agreed the road was too long.'],
  ['Lima has much to offer.'],
  ['Norway would not understand the pain of Peru.'],
  ['The film was directed by Ann Bell.'],
  ['The bank demonstrated its strength to Kenya.'],
  ['The firm deployed new software in Kenya.'],
  ['A clerk requesting anonymity described the plan to Norway.'],
])

check('R-E17 things that hit', [
  ['Police boarded the tanker that struck the Halden Pier on Friday.'],
  ['Officers questioned the crew of the ferry which rammed and destroyed the jetty in Bergen.'],
  ['Norwegian inspectors waited in Lydby, a day after it hit and destroyed the Halden Bridge.'],
  ['The Coast Guard went aboard the tanker after it hit the Halden Pier in Norway.'],
  ['Kenyan rangers photographed the storm that destroyed the Uganda Bridge.'],
  ['The truck struck the Belgian embassy.'],
  ['Kenyan jets hit Kampala on Monday.', 'ASSAULT happened [hit] Kenyan jets > Kampala | 2024-10-07 | '],
])
check('R-E18 a statement and the verb joined to its teller', [
  ['The mayor said the council would sell the hall and urged Peru to help.', 'REQUEST happened [urged] The mayor > Peru |  | '],
  ['Ann Bell says Kenya will pay and calls on Chad to wait.', 'REQUEST happened [calls on] Ann Bell > Chad |  | '],
  ['The minister said Kenya had paid and would accuse Chad of theft.', 'ACCUSE announced [accuse] Kenya > Chad |  | '],
])
check('R-E19 bodies joined and left', [
  ['Peru joins NATO, ending years of talk', 'COOPERATE happened [joins] Peru > NATO |  | '],
  ['Chile became the ninth member of NATO on Monday.', 'COOPERATE happened [became the ninth member] Chile > NATO | 2024-10-07 | '],
  ['Peru acceded to the treaty.', 'COOPERATE happened [acceded] Peru > the treaty |  | '],
  ['Kenya quit the International Criminal Court.', 'SANCTION happened [quit] Kenya > International Criminal Court |  | '],
  ['Chad agreed to join NATO.', 'AGREE happened [agreed] Chad > NATO |  | '],
  ['Peru hopes to join NATO.'],
  ['Ann Bell joined the Harbour Bank.'],
  ['Peru joined NATO for lunch.'],
])
check('R-E20 nations behind adjectives', [
  ['The parliament of Peru approved the Chilean bid.', 'AGREE happened [approved the Chilean bid] Peru > Chile |  | '],
  ['Kenya condemned Chadian interference in the vote.', 'ACCUSE happened [condemned] Kenya > Chad |  | '],
  ['Rebels abducted a Chadian welder.', 'ASSAULT happened [abducted] Rebels > a Chadian welder |  | '],
  ['Kenya thanked Chadian villagers.', 'SUPPORT happened [thanked] Kenya > Chadian villagers |  | '],
  ['The minister said Kenya would join NATO if the price fell.'],
  ['Ann Bell insists that Kenya must leave NATO.', 'REQUEST happened [insists] Ann Bell > Kenya |  | '],
  ['Kenya has yet to approve the Chadian request.'],
  ['Kenya has yet to thank Chad.'],
  ['The state had asked for emergency funds.'],
])

check('R-E11 an act', [
  ['Rebel tanks struck a village in Kenya.', 'ASSAULT happened [struck] Rebel tanks > a village |  | Kenya'],
  ['Thousands of workers protested against the government of Peru.', 'PROTEST happened [protested] Thousands of workers > Peru |  | '],
  ['Norway deployed troops to Finland.', 'MOBILIZE happened [deployed] Norway > Finland |  | '],
  ['Kenya was attacked in the town held by Norway.', 'ASSAULT happened [attacked]  > Kenya |  | '],
  ['The threats forced the Harbour Court to arrest Ann Bell.', 'COERCE happened [arrest] Harbour Court > Ann Bell |  | '],
  ['The senator, who criticised Kenya, left.', 'ACCUSE happened [criticised] The senator > Kenya |  | '],
])

test('R-E9 long sentences and long articles take bounded time', () => {
  const started = performance.now()
  for (const piece of ['Kenya attacked Uganda and ', 'of the ', 'to meet ', 'Kenya, ', '“said ']) told(piece.repeat(4000))
  told('Kenya attacked Uganda on Friday. '.repeat(4000))
  assert.ok(performance.now() - started < 20_000)
})
