/** Nouns, in the singular, for people who act or are acted on though nobody names them. */
const people = new Set(
  `people person civilian refugee migrant resident citizen national villager settler student teacher worker farmer journalist activist
  protester demonstrator rioter police policeman officer soldier troop army military force rebel militant insurgent fighter guerrilla militia
  gunman terrorist government authority opposition minister ministry president parliament court judge prosecutor lawmaker senator official
  diplomat ambassador envoy leader party union group company firm woman man child boy girl youth family prisoner detainee hostage inmate
  member delegation team crew bomber sniper peacekeeper negotiator inspector observer doctor patient candidate voter supporter follower
  community minority tribe elder businessman businesswoman suspect accused victim servicemen serviceman missionary monk priest bishop
  committee commission council agency bank bloc coalition country nation state side counterpart ally neighbour neighbor commander general
  reporter editor lawyer critic spokesman spokeswoman driver pilot sailor navy airline trader investor landowner hacker gang mob cartel newspaper
  media magazine station broadcaster wing organization organisation institution movement watchdog regulator university church hospital
  foundation institute fund department office board panel mission federation association chamber alliance congress senate assembly cabinet
  administration junta regime monarchy kingdom province city municipality town district unit squad battalion brigade regiment patrol guard
  fleet convoy club league society leadership faction camp village neighbourhood neighborhood population public crowd youth activist guest
  counterpart successor predecessor director chairman chairwoman chair manager executive chief head secretary deputy governor mayor king queen
  prince princess employee staff personnel volunteer colleague relative stakeholder participant customer supplier expatriate motorist
  commuter vendor tenant landlord principal agent politician legislator advocate mp mps lady vice-president witness athlete player fan tourist passenger victim donor emir sheikh pope colonel captain sergeant lieutenant adviser advisor aide rival opponent foe enemy partner creditor premier chancellor monarch sheriff mediator academic scholar scientist economist analyst expert dissident whistleblower bureau ombudsman tribunal legislature constable detective federation consortium authority judiciary speaker dignitary`.split(
    /\s+/,
  ),
)
const ofMen = /(?:men|man|women|woman|person|people|ists?|-olds?)$/
export const isPeople = (noun: string): boolean => people.has(noun) || ofMen.test(noun)

/** Things of war that act for those who own them. */
const weapons = new Set(
  'tank aircraft helicopter jet warplane plane warship ship submarine missile rocket drone bomb bombing artillery gunship boat explosion blast device attack strike airstrike raid shelling fire gunfire mine'.split(
    ' ',
  ),
)
export const isWeapon = (noun: string): boolean => weapons.has(noun)

/** 'a container ship', 'a passenger plane': words before a vessel that nobody fights with. */
const civil = new Set(
  'container cargo cruise passenger fishing merchant tourist commercial private light tugboat sightseeing charter freight rescue'.split(
    ' ',
  ),
)
export const isCivil = (word: string): boolean => civil.has(word)

/** What moves of itself, steered by somebody else or by nobody: it hits and is no actor, unless a word says that it is armed. */
const craft = new Set(
  `ship boat vessel ferry tanker freighter trawler yacht barge tugboat liner plane aircraft airliner jet helicopter train tram bus car truck lorry van
  trailer motorcycle taxi vehicle spacecraft lander rover probe satellite capsule rocket`.split(/\s+/),
)
export const isCraft = (noun: string): boolean => craft.has(noun)

const natural = new Set(
  `storm hurricane cyclone typhoon tornado earthquake quake flood wave tsunami avalanche landslide mudslide wildfire blaze heatwave drought blizzard
  meteorite rock boulder tree wind`.split(/\s+/),
)
/** What hits with nobody behind it: craft and weather. */
export const isThingThatHits = (noun: string): boolean => craft.has(noun) || natural.has(noun)

const armedWords = new Set(
  'war naval navy military fighter attack gun patrol bomber enemy rebel army armed spy combat stealth strike surveillance'.split(' '),
)
export const isArmed = (word: string): boolean => armedWords.has(word)

const quantities = new Set(
  'ten dozen hundred thousand million number score handful majority minority most many some all lot half part rest group pair couple'.split(
    ' ',
  ),
)
/** 'thousands' of 'thousands of workers': what is counted stands behind 'of'. */
export const isQuantity = (noun: string): boolean => quantities.has(noun)

/** Words of mishap, illness and weather: in such a sentence nobody is attacked unless somebody who can is named. */
const mishap =
  /(?<!\p{L})(?:accidents?|crash(?:es|ed)?|collisions?|collided|derail\p{L}*|capsiz\p{L}*|stampede|earthquakes?|quakes?|floods?|flooding|storms?|hurricanes?|cyclones?|typhoons?|tornado(?:es)?|landslides?|mudslides?|avalanches?|droughts?|heatwaves?|lightning|wildfires?|virus(?:es)?|covid|covid-19|coronavirus|outbreaks?|epidemics?|pandemic|disease|infections?)(?!\p{L})/iu
export const tellsMishap = (text: string): boolean => mishap.test(text)

/** What is given without being aid. */
const abstract = new Set(
  `detail information evidence leadership insight opportunity solution answer explanation update statement speech ruling verdict message address performance
  lecture sermon judgment judgement example reason proof report account description view opinion platform chance boost glimpse context comment`.split(
    /\s+/,
  ),
)
export const isAbstract = (noun: string): boolean => abstract.has(noun)

/** Verbs that report what somebody said. */
const sayings = new Set(
  `say tell announce state declare report add claim confirm note stress emphasise emphasize reiterate argue insist maintain explain reveal
  disclose allege warn acknowledge admit write believe suggest predict assert affirm reaffirm describe quote vow inform`.split(/\s+/),
)
export const isSaying = (verb: string): boolean => sayings.has(verb)
