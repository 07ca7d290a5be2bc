import type { EventType } from '#model/reading.ts'
import { addVerb } from './verb-forms.ts'

/**
 * How a trigger behaves. `act`: it is the event. `ask`, `refuse`, `promise`, `threaten`: it governs another act ("agreed to send
 * troops"), and the recipient may stand there. `deny`: as `plan`, and denied. `ponder`: the governed act is none. `plan`: the governed act is the event, and announced. `judge`: it praises or
 * blames; the recipient may be the owner of what is judged ("condemned Israel's strike").
 */
export type Nature = 'act' | 'ask' | 'refuse' | 'promise' | 'threaten' | 'plan' | 'ponder' | 'judge' | 'deny'
export type Frame = Readonly<{
  type: EventType
  cameo: string
  mode: string | null
  nature: Nature
  /** A preposition or adverb that must follow the verb ("call on"); '' none. */
  particle: string
  /** Where the recipient stands, best first: `obj`, or a preposition. */
  slots: readonly string[]
  /** Plain with nobody named it is done to: 'condemned the invasion', 'is investigating the fire'. */
  whole: boolean
  /** Both sides do it: "A met with B", "A and B agreed". */
  mutual: boolean
}>

type Row = readonly [type: EventType, cameo: string, mode: string | null, nature: Nature, slots: string, words: string]

/** Verbs. `word+particle` for phrasal ones. Types, modes and codes: PLOVER Codebook (2022); CAMEO Codebook 1.1b3 (Schrodt 2012). */
const verbRows: readonly Row[] = [
  ['CONSULT', '040', 'meet', 'act', 'with obj', 'meet confer+with consult huddle+with convene+with sit+down'],
  ['CONSULT', '040', 'meet', 'act', 'with to', 'talk+with talk+to speak+with speak+to interact+with engage+with discuss converse+with'],
  ['CONSULT', '042', 'visit', 'act', 'obj to', 'visit travel+to fly+to tour return+to arrive+in'],
  ['CONSULT', '043', 'host', 'act', 'obj', 'host'],
  ['CONSULT', '043', 'receive', 'act', 'obj', 'receive'],
  ['CONSULT', '041', 'phone', 'act', 'obj with', 'telephone phone'],
  ['CONSULT', '046', 'negotiate', 'act', 'with obj', 'negotiate bargain+with'],
  ['CONSULT', '045', 'mediate', 'act', 'between in obj', 'mediate broker'],
  [
    'SUPPORT',
    '051',
    null,
    'judge',
    'obj',
    'praise endorse applaud hail commend salute laud congratulate thank welcome back appreciate honour extol',
  ],
  ['SUPPORT', '050', null, 'judge', 'obj', 'support side+with stand+by sympathise+with sympathize+with'],
  ['SUPPORT', '052', null, 'judge', 'obj', 'defend'],
  ['SUPPORT', '054', null, 'judge', 'obj', 'recognise recognize'],
  ['SUPPORT', '055', null, 'act', 'to', 'apologise apologize'],
  ['SUPPORT', '056', null, 'judge', 'obj', 'forgive'],
  ['AGREE', '030', null, 'promise', 'with to', 'agree pledge promise vow swear offer consent assure'],
  ['AGREE', '057', null, 'act', 'with', 'ratify'],
  ['COOPERATE', '060', null, 'act', 'with', 'cooperate collaborate partner+with ally+with team+up'],
  ['COOPERATE', '064', null, 'act', 'with', 'share'],
  ['COOPERATE', '061', null, 'act', 'with', 'trade+with'],
  ['AID', '070', null, 'act', 'obj to', 'aid assist help'],
  ['AID', '070', null, 'act', 'to with for obj', 'provide supply furnish deliver transfer ship hand+over'],
  ['AID', '071', 'economic', 'act', 'to obj', 'donate fund finance contribute lend subsidise subsidize bankroll allocate disburse earmark'],
  ['AID', '072', 'military', 'act', 'obj', 'arm equip'],
  ['AID', '073', 'humanitarian', 'act', 'obj from', 'rescue evacuate shelter feed airlift resettle'],
  ['CONCEDE', '084', 'release', 'act', 'obj', 'release free pardon acquit exonerate parole'],
  ['CONCEDE', '083', 'resign', 'act', '', 'resign step+down'],
  ['CONCEDE', '081', null, 'act', 'obj in', 'allow permit legalise legalize unban reinstate'],
  ['CONCEDE', '080', null, 'act', 'to', 'concede relent+to yield+to'],
  ['RETREAT', '0874', 'withdraw', 'act', 'from of', 'withdraw retreat pull+out pull+back'],
  ['RETREAT', '087', 'surrender', 'act', 'to', 'surrender capitulate disarm demobilise demobilize'],
  ['RETREAT', '086', 'return', 'act', 'to obj', 'compensate repatriate'],
  ['REQUEST', '020', null, 'ask', 'obj', 'ask urge beg implore lobby exhort petition press pressure pressurise tell plead+with entreat'],
  ['REQUEST', '020', null, 'ask', 'on', 'call+on call+upon'],
  ['REQUEST', '020', null, 'ask', 'on to from', 'call+for'],
  ['REQUEST', '020', null, 'ask', 'to', 'appeal'],
  ['REQUEST', '020', null, 'ask', 'obj of from', 'request seek solicit'],
  ['REQUEST', '100', null, 'ask', 'obj of from', 'demand insist push+for'],
  ['REQUEST', '100', null, 'ask', 'obj', 'order instruct direct summon'],
  ['REQUEST', '022', null, 'ask', 'obj', 'invite'],
  ['ACCUSE', '112', null, 'judge', 'obj', 'accuse blame implicate'],
  [
    'ACCUSE',
    '111',
    null,
    'judge',
    'obj',
    'criticise criticize condemn denounce deplore slam rebuke chide castigate decry lambast lambaste berate rap ridicule mock bash deride vilify scold revile flay censure blast fault assail disparage chastise reprimand admonish upbraid excoriate denigrate disavow lampoon skewer pillory',
  ],
  ['ACCUSE', '111', null, 'judge', 'at', 'lash+out hit+out hit+back fire+back'],
  ['ACCUSE', '111', null, 'judge', 'against at', 'rail'],
  ['ACCUSE', '112', null, 'judge', 'obj', 'charge allege'],
  ['ACCUSE', '115', 'legal', 'act', 'obj', 'sue indict impeach'],
  ['ACCUSE', '113', null, 'judge', 'to about against of', 'complain'],
  ['ACCUSE', '090', 'investigate', 'act', 'obj', 'investigate probe interrogate grill'],
  [
    'REJECT',
    '120',
    null,
    'refuse',
    'obj by from of',
    'reject refuse decline dismiss rebuff spurn rule+out turn+down oppose resist snub shun disown',
  ],
  ['REJECT', '129', null, 'refuse', 'obj by from of', 'veto'],
  ['REJECT', '128', null, 'refuse', 'obj', 'defy flout disobey renege+on'],
  ['THREATEN', '130', null, 'threaten', 'obj against with', 'threaten'],
  ['THREATEN', '130', null, 'threaten', 'obj', 'warn'],
  ['PROTEST', '140', null, 'act', 'against at obj', 'protest'],
  ['PROTEST', '141', 'demo', 'act', 'against', 'demonstrate rally march picket'],
  ['PROTEST', '145', 'riot', 'act', 'against', 'riot'],
  ['SANCTION', '163', 'embargo', 'act', 'obj', 'sanction embargo blacklist boycott'],
  ['SANCTION', '161', 'expel', 'act', 'obj', 'expel'],
  ['MOBILIZE', '152', 'troops', 'act', 'against to in', 'mobilise mobilize deploy redeploy amass'],
  ['MOBILIZE', '155', 'weapons', 'act', 'against at', 'test-fire testfire'],
  [
    'COERCE',
    '173',
    'arrest',
    'act',
    'obj',
    'arrest detain jail imprison apprehend nab remand convict sentence prosecute arraign handcuff round+up',
  ],
  ['COERCE', '174', 'deport', 'act', 'obj', 'deport evict banish exile extradite force+out drive+out kick+out throw+out'],
  ['COERCE', '171', 'seize', 'act', 'obj from', 'confiscate impound seize search'],
  ['COERCE', '171', 'destroy', 'act', 'obj', 'demolish vandalise vandalize bulldoze ransack loot torch burn raze destroy'],
  [
    'COERCE',
    '172',
    'restrict',
    'act',
    'obj from',
    'ban outlaw prohibit bar forbid restrict prevent suspend fine penalise penalize shut+down block dissolve',
  ],
  ['COERCE', '172', 'censor', 'act', 'obj', 'censor'],
  ['COERCE', '191', 'blockade', 'act', 'obj', 'blockade besiege'],
  [
    'COERCE',
    '175',
    'repress',
    'act',
    'on obj',
    'crack+down suppress disperse repress quell persecute harass intimidate silence muzzle stifle',
  ],
  ['COERCE', '176', 'cyber', 'act', 'obj', 'hack'],
  ['COERCE', '175', 'execute', 'act', 'obj', 'execute'],
  ['ASSAULT', '190', null, 'act', 'obj on', 'attack assault ambush raid storm hit strike'],
  ['ASSAULT', '182', 'beat', 'act', 'obj', 'beat stab slap torture flog maim mutilate abuse mistreat maltreat'],
  ['ASSAULT', '181', 'abduct', 'act', 'obj', 'abduct kidnap hijack'],
  ['ASSAULT', '181', 'sexual', 'act', 'obj', 'rape molest'],
  ['ASSAULT', '190', null, 'act', 'obj', 'kill wound injure massacre slaughter slay murder behead lynch decapitate bludgeon'],
  ['ASSAULT', '185', 'assassinate', 'act', 'obj', 'assassinate'],
  ['ASSAULT', '193', 'firearms', 'act', 'at on obj', 'shoot fire gun+down'],
  ['ASSAULT', '194', 'heavy-weapons', 'act', 'obj', 'shell bombard'],
  ['ASSAULT', '195', 'aerial', 'act', 'obj', 'bomb strafe'],
  ['ASSAULT', '183', 'explosives', 'act', 'obj', 'blow+up'],
  ['ASSAULT', '192', 'occupy', 'act', 'obj', 'invade capture overrun occupy annex overthrow topple'],
  ['ASSAULT', '190', null, 'act', 'with against obj', 'clash+with fight battle'],
]

/** Verbs that mean an event only with this object, in the singular. More rows for one pair: the first whose recipient is there. */
const objectRows: readonly Row[] = [
  ['SANCTION', '161', 'expel', 'act', 'from', 'withdraw+ambassador recall+ambassador recall+envoy withdraw+diplomat recall+diplomat'],
  ['SANCTION', '161', 'relations', 'act', 'in to', 'close+embassy shut+embassy close+consulate close+border shut+border'],
  ['SUPPORT', '054', null, 'act', 'in to', 'open+embassy reopen+embassy'],
  ['AGREE', '057', null, 'act', 'with', 'sign+framework sign+protocol sign+declaration sign+communique'],
  [
    'SUPPORT',
    '054',
    null,
    'act',
    'with',
    'restore+tie restore+relation resume+tie resume+relation normalise+tie normalize+tie normalise+relation normalize+relation',
  ],
  ['SUPPORT', '051', null, 'act', 'to', 'pay+tribute pay+homage'],
  ['AGREE', '030', null, 'act', 'of from by to', 'accept+offer accept+invitation accept+proposal accept+term accept+condition'],
  ['AID', '073', 'humanitarian', 'act', 'to for', 'open+border'],
  [
    'AID',
    '073',
    'humanitarian',
    'act',
    'to',
    'send+doctor send+nurse send+medic send+medicine send+food send+blanket send+rescuer send+firefighter',
  ],
  ['AID', '075', 'asylum', 'act', 'to obj', 'grant+asylum give+asylum offer+asylum give+refuge'],
  ['CONCEDE', '085', null, 'act', 'to', 'reopen+border'],
  [
    'CONCEDE',
    '084',
    'release',
    'act',
    'to obj of',
    'grant+bail grant+amnesty grant+pardon grant+clemency commute+sentence swap+prisoner exchange+prisoner',
  ],
  ['CONCEDE', '081', null, 'act', 'to obj', 'grant+independence grant+autonomy lift+immunity'],
  ['REJECT', '120', null, 'refuse', 'of from by obj', 'deny+request deny+motion deny+petition deny+appeal deny+application deny+demand'],
  ['REJECT', '120', null, 'refuse', 'of from by', 'ignore+call ignore+demand ignore+appeal ignore+warning ignore+request'],
  ['COERCE', '172', 'restrict', 'act', 'to obj', 'deny+entry deny+access deny+visa deny+permission deny+licence deny+license'],
  ['ACCUSE', '115', 'legal', 'act', 'against', 'approach+court move+court file+suit file+case bring+suit'],
  ['REQUEST', '020', null, 'ask', 'obj', 'approach+court move+court'],
  ['ACCUSE', '112', null, 'act', 'at on', 'take+aim train+gun point+finger'],
  ['COERCE', '173', 'arrest', 'act', 'against', 'press+charge bring+charge level+charge'],
  ['SANCTION', '163', 'embargo', 'act', 'of obj', 'freeze+asset freeze+account'],
  [
    'SANCTION',
    '161',
    'relations',
    'act',
    'with to',
    'sever+tie cut+tie sever+relation cut+relation break+relation suspend+relation downgrade+relation downgrade+tie',
  ],
  ['SANCTION', '161', 'expel', 'act', 'of from obj', 'suspend+membership'],
  ['ASSAULT', '193', 'firearms', 'act', 'with', 'exchange+fire trade+fire exchange+gunfire'],
  ['ASSAULT', '183', 'explosives', 'act', 'in at near', 'detonate+bomb detonate+device detonate+explosive plant+bomb'],
  ['ASSAULT', '195', 'aerial', 'act', 'on', 'drop+bomb'],
  ['COERCE', '175', 'repress', 'act', 'at on against', 'fire+teargas use+teargas fire+gas use+gas'],
  ['COERCE', '171', 'seize', 'act', 'obj', 'intercept+ship intercept+boat intercept+vessel intercept+tanker'],
  ['PROTEST', '141', 'demo', 'act', 'against', 'take+to+street'],
  ['PROTEST', '143', 'strike', 'act', 'against', 'go+on+strike'],
  ['PROTEST', '140', null, 'act', 'of', 'burn+effigy burn+flag'],
  ['ACCUSE', '113', null, 'act', 'with from of obj', 'summon+ambassador summon+envoy lodge+protest'],
  ['ASSAULT', '193', 'firearms', 'act', 'at on against', 'open+fire'],
  [
    'ASSAULT',
    '195',
    'heavy-weapons',
    'act',
    'at on against into',
    'fire+missile fire+rocket launch+missile launch+rocket fire+shell launch+drone fire+drone',
  ],
  ['MOBILIZE', '155', 'weapons', 'act', 'toward towards', 'fire+missile launch+missile test+missile fire+rocket launch+rocket'],
  ['ASSAULT', '181', 'abduct', 'act', 'obj', 'take+hostage'],
  [
    'MOBILIZE',
    '152',
    'troops',
    'act',
    'to into in against',
    'send+troop send+soldier send+warship send+tank send+army send+force mass+troop move+troop dispatch+troop dispatch+soldier dispatch+warship scramble+jet scramble+fighter station+troop',
  ],
  ['COERCE', '171', 'destroy', 'act', 'to', 'set+fire'],
  [
    'PROTEST',
    '144',
    'obstruct',
    'act',
    'against',
    'block+road block+bridge block+highway block+street block+entrance block+traffic blockade+road',
  ],
  ['PROTEST', '145', 'riot', 'act', 'at', 'throw+stone hurl+stone'],
  ['RETREAT', '086', 'return', 'act', 'to', 'pay+compensation'],
  ['RETREAT', '087', 'surrender', 'act', 'to', 'lay+arms'],
  ['REQUEST', '020', null, 'ask', 'to', 'make+appeal'],
  ['COOPERATE', '060', null, 'act', 'with', 'join+force'],
  ['COERCE', '173', 'arrest', 'act', 'for against', 'issue+warrant'],
  [
    'COERCE',
    '172',
    'restrict',
    'act',
    'of',
    'revoke+licence revoke+license revoke+permit revoke+visa cancel+visa revoke+passport revoke+citizenship revoke+registration suspend+licence suspend+license',
  ],
]

/** Verbs that make an act their own aim: the act is the event, announced. */
const planners = words('plan intend aim prepare expect decide schedule vote')
/** Verbs that only play with an act: what they govern is no event. */
const ponderers = words('hope want consider contemplate weigh mull try attempt fear dream discuss')

/** Nouns. The slots say where the recipient stands; the owner or 'by' names the actor. */
const nounRows: readonly Row[] = [
  ['CONSULT', '041', 'phone', 'act', 'with to between', 'phone-call telephone-call call-with phone-conversation telephone-conversation'],
  [
    'CONSULT',
    '040',
    'meet',
    'act',
    'with between of',
    'meeting talk discussion consultation summit dialogue conference conversation contact audience',
  ],
  ['CONSULT', '046', 'negotiate', 'act', 'with between', 'negotiation'],
  ['CONSULT', '042', 'visit', 'act', 'to by of', 'visit trip tour'],
  ['CONSULT', '045', 'mediate', 'act', 'between', 'mediation mediation-mission'],
  [
    'AGREE',
    '057',
    null,
    'act',
    'with between',
    'agreement deal accord pact treaty memorandum ceasefire cease-fire truce settlement contract reconciliation',
  ],
  ['COOPERATE', '060', null, 'act', 'with between', 'cooperation partnership collaboration alliance'],
  ['COOPERATE', '062', 'military', 'act', 'with', 'joint-exercise joint-drill joint-manoeuvre joint-maneuver'],
  ['SUPPORT', '054', null, 'act', 'with', 'diplomatic-tie diplomatic-relation diplomatic-link'],
  ['SUPPORT', '050', null, 'act', 'for to', 'support backing solidarity endorsement condolence gratitude appreciation'],
  ['SUPPORT', '055', null, 'act', 'to', 'apology'],
  [
    'AID',
    '070',
    null,
    'act',
    'to for',
    'aid assistance relief help supply delivery shipment transfer donation grant loan compensation arms-sale missile-sale weapon-sale drone-sale',
  ],
  ['AGREE', '030', null, 'promise', 'to', 'pledge vow'],
  ['REQUEST', '020', null, 'ask', 'to on for from', 'appeal request petition plea demand call'],
  [
    'ACCUSE',
    '111',
    null,
    'judge',
    'of against over',
    'criticism condemnation denunciation accusation allegation complaint lawsuit indictment protest-note outrage dismay disapproval displeasure',
  ],
  ['ACCUSE', '112', null, 'judge', 'against', 'charge'],
  ['ACCUSE', '090', 'investigate', 'act', 'into of', 'investigation probe inquiry hearing'],
  ['REJECT', '120', null, 'refuse', 'of from', 'rejection refusal veto'],
  ['THREATEN', '130', null, 'threaten', 'to against', 'threat ultimatum'],
  ['PROTEST', '141', 'demo', 'act', 'against', 'protest demonstration rally march sit-in unrest uprising'],
  ['PROTEST', '145', 'riot', 'act', 'against', 'riot'],
  ['PROTEST', '142', 'strike-hun', 'act', 'against', 'hunger-strike'],
  [
    'PROTEST',
    '143',
    'strike',
    'act',
    'against',
    'general-strike nationwide-strike labour-strike labor-strike day-strike hour-strike walkout',
  ],
  ['PROTEST', '144', 'obstruct', 'act', 'against', 'roadblock road-blockade'],
  [
    'SANCTION',
    '163',
    'embargo',
    'act',
    'on against',
    'sanction embargo boycott tariff designation penalty punitive-measure restrictive-measure',
  ],
  ['SANCTION', '161', 'expel', 'act', 'of', 'expulsion'],
  ['MOBILIZE', '152', 'troops', 'act', 'to in against', 'deployment mobilisation mobilization buildup build-up reinforcement'],
  ['MOBILIZE', '155', 'exercise', 'act', 'against', 'military-exercise military-drill war-game missile-test nuclear-test'],
  ['COERCE', '173', 'arrest', 'act', 'of', 'arrest detention imprisonment arrest-warrant trial prison-sentence jail-term'],
  ['COERCE', '174', 'deport', 'act', 'of from', 'deportation eviction'],
  ['COERCE', '172', 'restrict', 'act', 'on in', 'ban restriction crackdown clampdown'],
  ['COERCE', '172', 'curfew', 'act', 'in on', 'curfew'],
  ['COERCE', '172', 'martial-law', 'act', 'in', 'martial-law state-of-emergency state-of-siege emergency-measure emergency-rule'],
  ['COERCE', '191', 'blockade', 'act', 'of on', 'blockade siege'],
  ['COERCE', '176', 'cyber', 'act', 'on against', 'cyberattack cyber-attack hack'],
  ['COERCE', '175', 'execute', 'act', 'of', 'execution'],
  [
    'ASSAULT',
    '190',
    null,
    'act',
    'on against of in',
    'attack assault offensive raid strike aggression incursion clash fighting ambush hostility military-operation ground-operation',
  ],
  ['ASSAULT', '190', 'war', 'act', 'on against of in with', 'war'],
  ['ASSAULT', '192', 'occupy', 'act', 'of in', 'invasion occupation annexation'],
  ['ASSAULT', '195', 'aerial', 'act', 'on against of in', 'airstrike air-strike bombing bombardment air-raid drone-strike missile-strike'],
  ['ASSAULT', '194', 'heavy-weapons', 'act', 'of on', 'shelling'],
  ['ASSAULT', '183', 'explosives', 'act', 'on against in', 'bomb-attack suicide-bombing car-bombing'],
  ['ASSAULT', '190', null, 'act', 'of', 'killing murder massacre slaughter shooting'],
  ['ASSAULT', '185', 'assassinate', 'act', 'of', 'assassination'],
  ['ASSAULT', '181', 'abduct', 'act', 'of', 'kidnapping abduction'],
  ['RETREAT', '0874', 'withdraw', 'act', 'from', 'withdrawal pullout pull-out retreat'],
  ['CONCEDE', '084', 'release', 'act', 'of', 'release pardon amnesty'],
]

/** Verbs that only carry an act out: "held talks", "launched an attack"; the noun says which. */
export const carriers = words(
  `hold stage launch conduct carry mount begin start resume continue open make undertake impose issue lodge file give send provide deliver sign reach strike
  conclude establish declare institute enforce announce attend join take have express voice extend complete engage participate involve lead commit wage pay submit
  reiterate reaffirm offer pursue intensify escalate step tighten perform organise organize finalise finalize embark hand level bring use fight introduce adopt approve recommend solidify deepen strengthen cement boost expand forge renew raise dispatch`,
)
/** Verbs that end or put off an act. */
export const enders = words(
  'lift ease end halt suspend cancel scrap revoke call+off put+off drop postpone remove relax stop cease abandon break break+off delay defer repeal rescind sever cut withhold freeze',
)
/** Verbs that make an act ready: "is preparing sanctions". To weigh one is not yet to plan it. */
export const makers = words('plan prepare schedule draft')
/** Verbs whose subject suffers the act: "faces charges", "suffered an attack". */
export const sufferers = words('face suffer undergo receive await stand')

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

const mutualTypes = new Set<string>(['CONSULT', 'AGREE', 'COOPERATE'])
const verbFrames = new Map<string, Frame[]>()
const nounFrames = new Map<string, Frame>()
const objectFrames = new Map<string, readonly Frame[]>()

const frameOf = ([type, cameo, mode, nature, slots]: Row, particle: string): Frame => ({
  type,
  cameo,
  mode,
  nature,
  particle,
  slots: slots === '' ? [] : slots.split(' '),
  whole: mode === 'investigate',
  mutual: mutualTypes.has(type) && mode !== 'visit' && cameo !== '064',
})

for (const row of verbRows)
  for (const entry of row[5].split(' ')) {
    const [lemma = '', particle = ''] = entry.split('+')
    addVerb(lemma)
    const frames = verbFrames.get(lemma) ?? []
    frames.push(frameOf(row, particle))
    frames.sort((one, two) => two.particle.length - one.particle.length)
    verbFrames.set(lemma, frames)
  }
for (const lemma of planners) {
  addVerb(lemma)
  if (!verbFrames.has(lemma))
    verbFrames.set(lemma, [
      { type: 'AGREE', cameo: '030', mode: null, nature: 'plan', particle: '', slots: [], whole: false, mutual: false },
    ])
}
for (const lemma of ponderers) {
  addVerb(lemma)
  if (!verbFrames.has(lemma))
    verbFrames.set(lemma, [
      { type: 'AGREE', cameo: '030', mode: null, nature: 'ponder', particle: '', slots: [], whole: false, mutual: false },
    ])
}
/** Verbs of reproach so strong that what they are said of matters less than that they are said. */
const reproaches = words('condemn denounce deplore decry criticise criticize slam lambast lambaste blast castigate')
for (const lemma of reproaches)
  verbFrames.set(
    lemma,
    verbFrames.get(lemma)!.map((frame) => ({ ...frame, whole: true })),
  )
for (const row of nounRows) for (const word of row[5].split(' ')) nounFrames.set(word, frameOf(row, ''))
for (const row of objectRows)
  for (const entry of row[5].split(' ')) {
    addVerb(entry.split('+')[0]!)
    objectFrames.set(entry, [...(objectFrames.get(entry) ?? []), frameOf(row, '')])
  }
addVerb('deny')
verbFrames.set('deny', [{ type: 'REJECT', cameo: '120', mode: null, nature: 'deny', particle: '', slots: [], whole: false, mutual: false }])
for (const set of [carriers, enders, makers, sufferers]) for (const lemma of set) addVerb(lemma.split('+')[0]!)

/** Every frame there is, for the tests of the tables. */
export const allFrames = (): readonly Frame[] => [...verbFrames.values(), ...objectFrames.values()].flat().concat([...nounFrames.values()])
/** Frames of a verb, phrasal ones first. */
export const framesOfVerb = (lemma: string): readonly Frame[] => verbFrames.get(lemma) ?? []
/** Frames of a verb with this object, singular. */
export const framesOfObject = (lemma: string, noun: string): readonly Frame[] =>
  objectVerbs.has(lemma) ? (objectFrames.get(`${lemma}+${noun}`) ?? []) : []
const objectVerbs = new Set([...objectFrames.keys()].map((entry) => entry.slice(0, entry.lastIndexOf('+'))))
/** The frame of a noun by its last words, singular: 'hunger-strike' before 'strike'. */
export const frameOfNoun = (before: string, head: string): Frame | null => frameOfPair(before, head) ?? nounFrames.get(head) ?? null
/** The frame of two words only: 'state-of' and 'emergency'. */
export const frameOfPair = (before: string, head: string): Frame | null =>
  pairHeads.has(head) ? (nounFrames.get(`${before}-${head}`) ?? null) : null
/** Last words of pairs: most nouns end none, and need no key made for them. */
const pairHeads = new Set([...nounFrames.keys()].flatMap((word) => (word.includes('-') ? word.slice(word.indexOf('-') + 1) : [])))
