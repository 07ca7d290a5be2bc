import type { FurnitureKind } from '#model/article.ts'

/** Words by which furniture names itself, at the start of a block. Short blocks only: `longestPhrase` code units. */
const longestPhrase = 160

const starts: readonly (readonly [FurnitureKind, string])[] = [
  [
    'comment form',
    `leave a (?:reply|comment)|your email address will not be published|required fields are marked|save my name, email|post (?:a )?comment
     |add (?:a |your )?comment|write a comment|log ?in to (?:comment|reply)|you must be logged in|join the (?:conversation|discussion)
     |name \\*|email \\*|website$|cancel reply|notify me of|comment \\*|submit comment|deja (?:un comentario|una respuesta)|laisser un commentaire
     |schreibe? einen kommentar|kommentar (?:schreiben|verfassen)|lascia un commento|deixe um comentário|оставить комментарий|напишите комментарий
     |yorum (?:yap|yaz)|plaats een reactie|skriv en kommentar|napisz komentarz|发表评论|發表評論|コメントを(?:書く|投稿)|اترك (?:تعليقا|ردا?)|댓글(?:쓰기| 쓰기| 작성)`,
  ],
  [
    'comments',
    `(?:\\d+ )?(?:comments?|responses?|replies)(?: \\(\\d+\\))?$|view (?:all )?comments|show comments|comments are closed|kommentare(?: \\(\\d+\\))?$
     |comentarios(?: \\(\\d+\\))?$|commentaires(?: \\(\\d+\\))?$|комментарии|yorumlar$|评论$|評論$|コメント$|댓글$|التعليقات`,
  ],
  [
    'newsletter',
    `(?:sign|signup|sign-up) ?(?:up|in)?\\b.{0,60}(?:newsletter|email|inbox|updates)|subscribe (?:to|for|now|today)|get (?:the|our) .{0,40}newsletter|join our (?:newsletter|mailing)
     |newsletter|abonnieren sie|suscríbete|suscríbase|abonnez-vous|inscrivez-vous|iscriviti|assine|подпишитесь|подписывайтесь|follow us on|join us on|订阅|購読`,
  ],
  [
    'share bar',
    `share(?: (?:this|on|via|article|story|full article))?:?$|share (?:this|on) |(?:facebook|twitter|whatsapp|linkedin|telegram|pinterest|email|print|copy link|reddit)(?:[ ,|·]+(?:facebook|twitter|whatsapp|linkedin|telegram|pinterest|email|print|copy link|reddit|x))*$
     |tweet(?: this)?$|teilen$|compartir|partager(?: cet article)?$|condividi|compartilhe|поделиться|paylaş|udostępnij|分享|シェア|공유|مشاركة`,
  ],
  [
    'related',
    `(?:also )?read(?: (?:more|also|next|this|on|full story))?:|also read|read (?:more|next)$|related(?: (?:articles|stories|news|posts|topics|content|links|coverage))?:?$|more (?:on this|from|stories|news|in)\\b
     |you (?:may|might) (?:also )?like|recommended(?: for you)?:?$|see also|don't miss|trending|most (?:read|popular|viewed)|latest (?:news|stories)$|top stories$|previous (?:article|post)|next (?:article|post)
     |lesen sie (?:auch|mehr)|mehr zum thema|lea también|le puede interesar|te puede interesar|lire aussi|à lire aussi|leggi anche|leia (?:também|mais)|читайте (?:также|ещё|еще)|ilgili haberler|lees ook|läs (?:också|mer)|les også|læs også|czytaj (?:też|także|również)|przeczytaj
     |相关(?:新闻|阅读|报道)|相關新聞|関連記事|関連ニュース|관련 ?기사|اقرأ (?:أيضا|المزيد)|اقرا ايضا`,
  ],
  [
    'cookie notice',
    'we use cookies|this (?:site|website) uses cookies|by (?:continuing|using) (?:to |this |our )|accept (?:all )?cookies|cookie (?:policy|settings|notice)|wir verwenden cookies|utilizamos cookies|nous utilisons des cookies|мы используем (?:файлы )?cookie|an dieser stelle find(?:en|est|et) (?:sie|du|sich)|empfohlener (?:redaktioneller|externer) inhalt|ich bin (?:damit )?einverstanden|personenbezogene daten können|wir benötigen (?:ihre|deine) zustimmung|für die darstellung von .{0,40}nutzen wir|(?:this|ce|este|questo|deze|dette) (?:content|contenu|contenido|contenuto|inhoud|innholdet) (?:is hosted|is provided by|est hébergé|se aloja|è ospitato)|(?:to view|to display|pour afficher|para ver) (?:this|ce|este) cont',
  ],
  [
    'advertisement',
    '(?:advertise?ment|advertising|sponsored(?: content)?|promoted|ad|ads|anzeige|werbung|publicidad|publicité|pubblicità|publicidade|реклама|reklam|reklama|advertentie|annonse?|广告|廣告|広告|광고|إعلان|اعلان)(?: [-–—:].*)?:?$|story continues (?:below|after)|article continues (?:below|after)|continue reading below|scroll to continue',
  ],
  [
    'copyright',
    '(?:copyright(?= ?(?:©|\\d|\\(|by\\b|[-–—:]|$))|©|\\(c\\) ?\\d{4}|all rights reserved|alle rechte vorbehalten|todos los derechos|tous droits réservés|tutti i diritti|todos os direitos|все права защищены|版权所有|版權所有|無断転載|무단 ?전재|جميع الحقوق)',
  ],
  [
    'paywall',
    '(?:subscribe|log ?in|sign in|register) (?:to|now to) (?:continue|read|unlock|keep)|this (?:article|content|story) is (?:for|only|exclusive|available to)|already (?:a |have )?(?:subscriber|subscribed|an account|a member)|to continue reading|you have reached your|dieser artikel ist|jetzt weiterlesen|réservé aux abonnés|contenido exclusivo',
  ],
  ['author box', 'about the (?:author|writer)|(?:über|zum) (?:den )?autor|sobre el autor|à propos de l.auteur|об авторе'],
  [
    'metadata',
    '(?:filed under|tags?|topics|categories|category|posted in|posted by|tagged|schlagwörter|etiquetas|mots-clés|теги|метки|published|updated|last updated|first published|posted on)\\s*:?\\s',
  ],
  [
    'navigation',
    '(?:home|menu|search|skip to (?:main )?content|back to top|sign in|log in|log ?in|register|my account|contact us|about us|privacy policy|terms (?:of use|of service|and conditions))(?:[ |·>/]|$)',
  ],
]

const patterns = starts.map(([kind, source]) => [kind, new RegExp(`^(?:${source.replace(/\n\s*/g, '')})`, 'iu')] as const)

/** The kind of furniture whose words the text begins with; null: none that we know. */
export function phraseKind(text: string): FurnitureKind | null {
  if (text.length > longestPhrase) return null
  for (const [kind, pattern] of patterns) if (pattern.test(text)) return kind
  return null
}

/** A time of day or an age and nothing else: the posts of a live blog bear them. */
const clock =
  /^(?:(?:last )?updated|posted|published|edited)?\s*(?:at )?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?\s*(?:[A-Z]{2,4})?$|^\d{1,3} ?(?:min(?:ute)?s?|hours?|hrs?|h|m|days?) ago$|^vor \d{1,3} (?:min\.|minuten|std\.|stunden|tagen)$|^(?:il y a|hace|há) \d{1,3} [\p{L}.]+$/iu
/** Whose the words are, in the few forms that no sentence begins with. */
const ownership =
  /^(?:copyright\s*)?(?:©|℗|\(c\)\s?\d{4})|^copyright\s*(?:\d{4}|by\b|[-–—:])|all rights reserved|alle rechte vorbehalten|todos los derechos reservados|tous droits réservés|tutti i diritti riservati|todos os direitos reservados/iu
/** Kinds whose words are never a sentence of a report; the second list only where the line ends none, the third only where it is a link. */
const surely: readonly (FurnitureKind | null)[] = ['comment form', 'cookie notice', 'paywall', 'newsletter']
const surelyUnended: readonly (FurnitureKind | null)[] = ['comments', 'advertisement', 'share bar']

/** Beginnings of such words that begin sentences of a report too, unless they go on about the page itself. */
const reported =
  /^(?:by using (?:this|our) (?!(?:web ?)?(?:sites?|pages?|services?|apps?|platforms?|forms?|products?)\b)|dieser artikel ist (?!(?:nur|exklusiv|teil|für|kosten|hier|plus|premium|leider)\b)|personenbezogene daten können (?!(?:an|dabei|hierbei|hierdurch)\b)|ich bin (?:damit )?einverstanden(?!,? dass\b|\.?$))/iu

/** Whether a short line says of itself that it is no text, whatever stands around it. `linked`: most of it is a link. */
export function isFurnitureLine(line: string, linked: boolean): boolean {
  if (line.length > longestPhrase) return false
  if (clock.test(line) || ownership.test(line)) return true
  if (reported.test(line)) return false
  const kind = phraseKind(line)
  return surely.includes(kind) || (surelyUnended.includes(kind) && !sentenceEnd.test(line)) || (kind === 'related' && linked)
}

/** Words for a picture, and those who sell them. */
const picture = 'photos?|images?|pictures?|pics?|fotos?|bild(?:er)?|imagen|imagem|immagine|fotoğraf|resim|ảnh|фото|写真|사진'
const sellers = 'AP|AFP|Getty|Reuters|EPA|dpa|PA|Shutterstock|iStock|Imago|Xinhua|ANSA|EFE|Bloomberg'
/** What stands below pictures and nowhere else: whose the picture is, before or behind what it shows; or that it is one from the files. */
const captions = [
  new RegExp(`^(?:${picture})\\s?(?:credits?|courtesy)?\\s?[:：©]`, 'iu'),
  /^FILE\s?(?:PHOTO)?\s?[-–—:]|^FILE PHOTO/u,
  new RegExp(`[([](?:${picture})(?:\\s(?:credits?|by|courtesy of))?\\s?[:：][^)\\]]{2,60}[)\\]]$`, 'iu'),
  new RegExp(`[.\\s](?:${picture})\\s?[:：]\\s?[\\p{L}\\p{M}/ .&-]{2,40}$`, 'iu'),
  new RegExp(
    `[([](?:AP Photo[^)\\]]{0,40}|(?:[^()[\\]]{2,40}[/,]\\s?|Photo by [^()[\\]]{2,40})(?:${sellers})[^)\\]]{0,20}|Getty Images|Shutterstock|iStock)[)\\]]$`,
    'u',
  ),
] as const
/** Captions are hardly longer, in code units. */
const longestCaption = 300
/** Whether a line is told to be a caption by its words alone. */
export const isCaptionLine = (line: string) => line.length <= longestCaption && captions.some((pattern) => pattern.test(line))

/** A line of the weather: degrees, a share of rain, or the word itself. */
const weather =
  /[°℃℉]|^[-–−+]?\d{1,2}\s?(?:C|F|grad|degrees)\b|^(?:weather|wetter|météo|el tiempo|il meteo|meteo|pogoda|hava durumu|погода|天気|天气|天氣|날씨|الطقس)(?![\p{L}])/iu
export const tellsWeather = (line: string) => line.length <= longestPhrase && weather.test(line)

const sentenceEnd = /[.!?…؟۔।॥።៕。！？][”’"'»」』)\]]*$/u
/** Whether a line ends as a sentence does. */
export const endsSentence = (line: string) => sentenceEnd.test(line)

const bylineWords =
  /^(?:by|written by|reported by|von|por|par|di|da|door|av|af|od|autor(?:a|ka|zy)?|автор|текст|από|oleh|bởi|작성|文|記者|记者|بقلم|كتب|מאת)\s*:?\s+\p{L}/iu
/** Whether a line begins as a byline does and is no sentence. */
export const startsByline = (line: string) => bylineWords.test(line) && !sentenceEnd.test(line)
