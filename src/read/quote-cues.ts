import { wordFilter } from './word-filter.ts'

/**
 * How a cue takes what was said. `say` a clause or a quotation; `tell` a listener, then as `say`; `note` a clause or a noun
 * phrase; `show` as `note`, of reports and findings; `urge` a listener, then what is asked; `judge` the one praised or blamed;
 * `vow` "to" and a verb; `think` beliefs and wishes; `ask` a question; `name` the one named and the name; `discuss` a topic;
 * `utter` only a quotation ("laughed").
 */
const cueClasses = ['say', 'tell', 'note', 'show', 'urge', 'judge', 'vow', 'think', 'ask', 'name', 'discuss', 'utter'] as const
export type CueClass = (typeof cueClasses)[number]
/** The past comes first: of "read" it is the commoner reading. */
const verbForms = ['past', 's', 'ing', 'base'] as const
export type VerbForm = (typeof verbForms)[number]
/** One way to read a word as a cue. `particle`: the word that must follow it ("on" in "called on"). */
export type Cue = Readonly<{ lemma: string; class: CueClass; form: VerbForm; particle: string }>

/** Base forms; `+on` a particle of the cue. First the class of a verb that fits its commonest use in news. */
const lexicon: Readonly<Record<CueClass, string>> = {
  say:
    'say state add claim insist argue explain declare allege assert contend maintain respond reply comment conclude write tweet retweet post remark observe ' +
    'concede aver opine reason joke quip interject elaborate clarify testify boast lament grumble complain caution profess hint imply retort confide ' +
    'gush gloat fume rant ponder muse speculate report recount speak+of point+out stipulate swear certify chime+in sum+up put+it go+on ' +
    'insinuate intimate hold+that concur fire+back hit+back push+back shoot+back speak+out weigh+in reflect trumpet bluster estimate suspect infer deduce warn vent bemoan sob guess assume',
  tell: 'tell inform remind assure notify advise warn convince persuade reassure alert',
  note:
    'note highlight stress emphasize emphasise underline underscore announce confirm deny reveal mention express acknowledge admit recognize recognise reiterate repeat ' +
    'recall disclose affirm reaffirm propose suggest recommend predict forecast estimate project describe detail cite outline specify articulate echo voice defend ' +
    'refute dispute reject dismiss rebut question challenge publish release issue share convey relay unveil confess proclaim attest document list ' +
    'address lay+out spell+out bring+up point+to refer+to allude+to touch+on hint+at argue+for complain+about complain+of warn+of warn+about speak+about speak+of talk+about ' +
    'boast+of boast+about brag+about allege attribute postulate theorize posit advocate advocate+for push+for call+for plead+for press+for ask+for appeal+for demand ' +
    'request seek oppose support back endorse favor favour welcome appreciate regret rule+out signal hail reason+that clarify explain justify illustrate ' +
    'invoke reference quote paraphrase parrot unleash link pitch tout preview disavow renounce retract walk+back correct apologise+for apologize+for apologize apologise object+to bristle+at balk+at scoff+at gripe+about seize+on double+down+on zero+in+on touch+upon argue+against campaign+for lobby+for lobby vouch+for stand+by reflect+on excuse rationalize post make+clear draft lodge broach float moot vent concern introduce put+forward warn+against hold+out tease hear',
  show: 'show find indicate demonstrate conclude determine discover document reveal suggest rule decide order learn uncover detect state read',
  urge:
    'urge ask order instruct direct call+on call+upon implore beg encourage exhort request advise challenge press beseech appeal+to ' +
    'plead+with tell warn remind advise',
  judge:
    'accuse blame criticize criticise condemn denounce praise thank commend slam blast attack applaud laud mock ridicule rebuke chide scold fault lambast lambaste decry deride ' +
    'compliment congratulate hail berate castigate chastise bash rip bemoan salute credit hit+out+at lash+out+at rail+against ' +
    'admire disparage belittle taunt insult vilify skewer pillory needle hammer grill pan lecture rap scorn savage trash defend endorse cheer admonish reprimand caution reproach apologize+to',
  vow:
    'promise pledge vow threaten agree plan offer decline refuse intend propose swear commit hope want wish decide prepare seek expect undertake volunteer aim ' +
    'lobby aspire pretend claim profess opt elect resolve ask demand dare deign',
  think:
    'believe think hope expect fear feel know consider suspect doubt assume understand realize realise worry want wish wonder anticipate reckon deem view ' +
    'conclude imagine guess remember forget agree disagree support like love hate care envisage foresee concede bet ' +
    'prefer appreciate enjoy fret fret+about notice observe infer gather hear seem disapprove+of approve+of favor favour oppose trust count+on feel+that sense resent regret dislike value',
  ask: 'ask wonder inquire enquire question query demand',
  name:
    'call label brand dub term describe characterize characterise portray denounce hail depict liken compare rate define tout refer+to ' +
    'paint cast frame equate associate peg pegged dismiss deride style',
  discuss:
    'discuss debate talk+about speak+about speak+on talk consider examine address review explore focus+on dwell+on ' +
    'speak+out+about touch+on mention spar+over argue+about argue+over joke+about write+about comment+on elaborate+on reflect+on go+over ask+about think+about worry+about care+about complain+about hear+about know+about',
  utter:
    'laugh joke shout yell cry whisper sing chant pray scream exclaim continue begin start intone bellow plead murmur mutter sigh smile nod read recite echo agree ' +
    'admit recall finish end bark roar snap crow gush hiss rap preach teach answer interrupt demand urge warn',
}

const irregular: Readonly<Record<string, readonly [string, string]>> = {
  say: ['said', 'saying'],
  tell: ['told', 'telling'],
  write: ['wrote', 'writing'],
  think: ['thought', 'thinking'],
  know: ['knew', 'knowing'],
  feel: ['felt', 'feeling'],
  find: ['found', 'finding'],
  hold: ['held', 'holding'],
  speak: ['spoke', 'speaking'],
  show: ['showed', 'showing'],
  swear: ['swore', 'swearing'],
  sing: ['sang', 'singing'],
  read: ['read', 'reading'],
  teach: ['taught', 'teaching'],
  begin: ['began', 'beginning'],
  understand: ['understood', 'understanding'],
  undertake: ['undertook', 'undertaking'],
  forget: ['forgot', 'forgetting'],
  foresee: ['foresaw', 'foreseeing'],
  go: ['went', 'going'],
  put: ['put', 'putting'],
  lay: ['laid', 'laying'],
  bring: ['brought', 'bringing'],
  hit: ['hit', 'hitting'],
  bet: ['bet', 'betting'],
  forecast: ['forecast', 'forecasting'],
  seek: ['sought', 'seeking'],
  prove: ['proved', 'proving'],
  spell: ['spelled', 'spelling'],
}
/** Verbs that double their last letter: "beg", "begged". */
const doubling = new Set('admit submit quip refer rip brag beg rebut plan slam chat snap commit'.split(' '))

/** The forms of a verb, spelled by the rules of English. */
function formsOf(verb: string): Readonly<Record<VerbForm, string>> {
  const own = irregular[verb]
  const consonantY = /[^aeiou]y$/.test(verb)
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : doubling.has(verb) ? verb + verb.at(-1) : verb
  const s = consonantY ? `${verb.slice(0, -1)}ies` : /(?:s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`
  const past = consonantY ? `${verb.slice(0, -1)}ied` : `${stem}ed`
  return { base: verb, s, past: own?.[0] ?? past, ing: own?.[1] ?? (verb.endsWith('ee') ? `${verb}ing` : `${stem}ing`) }
}

function buildCues(): ReadonlyMap<string, readonly Cue[]> {
  const cues = new Map<string, Cue[]>()
  const add = (word: string, cue: Cue) => {
    const known = cues.get(word)
    if (!known) cues.set(word, [cue])
    else if (!known.some((other) => other.class === cue.class && other.particle === cue.particle)) known.push(cue)
  }
  for (const cueClass of cueClasses)
    for (const entry of lexicon[cueClass].trim().split(/\s+/)) {
      const [verb, ...particles] = entry.split('+')
      const particle = particles.join(' ')
      const forms = formsOf(verb!)
      for (const form of verbForms) add(forms[form], { lemma: entry.replaceAll('+', ' '), class: cueClass, form, particle })
    }
  add('shown', { lemma: 'show', class: 'show', form: 'past', particle: '' })
  add('written', { lemma: 'write', class: 'say', form: 'past', particle: '' })
  add('known', { lemma: 'know', class: 'think', form: 'past', particle: '' })
  add('sworn', { lemma: 'swear', class: 'vow', form: 'past', particle: '' })
  return cues
}

/** Every word that may be a cue, lower case, with the ways to read it. */
export const cues: ReadonlyMap<string, readonly Cue[]> = buildCues()
const filter = wordFilter(cues.keys())
/** The ways to read a word as a cue; undefined: it is none. */
export const cuesOf = (word: string): readonly Cue[] | undefined => (filter.mayHave(word) ? cues.get(word) : undefined)

/** "according to", word by word; what follows is the source. */
export const sourcePhrases: readonly (readonly string[])[] = [
  ['according', 'to'],
  ['as', 'per'],
  ['in', 'the', 'words', 'of'],
  ['as', 'reported', 'by'],
  ['reported', 'by'],
  ['as', 'quoted', 'by'],
  ['quoted', 'by'],
  ['as', 'cited', 'by'],
  ['cited', 'by'],
]

/** Nouns that carry a statement: "the claim that". */
export const statementNouns = new Set(
  (
    'claim claims allegation allegations statement assertion accusation accusations announcement declaration report reports rumour rumours rumor rumors belief fear fears hope ' +
    'hopes suggestion suggestions argument warning warnings promise promises pledge vow threat threats call calls demand demands conclusion view opinion idea notion'
  ).split(' '),
)

/** Nouns that carry somebody's stance, when it is said whose: "Ode's criticism of". */
export const attitudeNouns = new Set(
  (
    'criticism condemnation opposition support praise disdain contempt proposal proposals plan plans decision agreement refusal remarks remark comments comment question questions concern ' +
    'concerns denial denials assessment description depiction characterization endorsement rejection defense defence response reaction explanation interpretation account insistence ' +
    'suspicion doubts worry worries confidence conviction attack attacks prediction predictions forecast recommendation request appeal speech order orders'
  ).split(' '),
)
