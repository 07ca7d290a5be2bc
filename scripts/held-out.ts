/**
 * Articles of ../shared/train/news that no trainer sees, so that somebody can read what the product prints on news it has not
 * learned from (docs/reading-errors.md): of each of twenty outlets the article whose id has the lowest SHA-1.
 */
export const heldOut: ReadonlySet<string> = new Set(
  (
    'af_afrol_4 af_allaf_21 alg_africanews_13 canada_nunavut_10 chile_chiletoday_1 col_bogotapost_10 cosric_ticotimes_15 ' +
    'elsalv_elsalvadorinenglish_7 hond_hondurasnews_8 in_article_indianexpress_6 in_hdtimes_10 in_kash_2 jp_article_asahi_14 ' +
    'jr_albawaba_2 my_star_8 nm_economist_2 panaf_panafricavisions_4 sa_star_12 tw_tp_times_6 uae_times_14'
  ).split(' '),
)
