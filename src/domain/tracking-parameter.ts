/**
 * Whether a parameter of an address says where a reader came from, and not what is read. Names that some sites use for
 * what is read too are judged by their value: `ref=newsletter` is a trace, `ref=4711` may be a page.
 */
export function isTracking(name: string, value: string, host: string): boolean {
  const key = name.toLowerCase()
  if (traces.has(key) || tracePrefixes.test(key)) return true
  if (hostTraces.some(([hosts, names]) => hosts.test(host) && names.test(key))) return true
  const ambiguous = doubtful[key]
  return ambiguous !== undefined && ambiguous.test(value)
}

const traces = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid gad gad_source gad_campaignid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh srsltid epik ' +
    'mc_cid mc_eid mkt_tok vero_id vero_conv wickedid rb_clickid s_cid s_kwcid icid ncid ocid cmpid smid smtyp _openstat ' +
    'ref_src ref_url referer referrer referral campaign_id share_id sharetype sr_share sharer spm scm xtor ' +
    'guccounter guce_referrer guce_referrer_sig trk trkcampaign trackingid tracking_id ito srnd sref taid tblci tbclid obclid obOrigUrl ' +
    'ck_subscriber_id __s __twitter_impression _branch_match_id _branch_referrer _ga _gl _hsenc _hsmi hsctatracking __hstc __hssc __hsfp ' +
    'at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_origin at_link_type at_ptr_name at_format at_bbc_team ' +
    'fb_action_ids fb_action_types fb_source fb_ref wt_mc wt_zmc wt.mc_id wt.mc_ev wt.tsrc ' +
    'sc_cid sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome ' +
    'ml_subscriber ml_subscriber_hash oly_anon_id oly_enc_id zanpid irclickid irgwc clickid ranmid ranean ransiteid mibextid __tn__ ' +
    'intcmp int_cmp int_source int_medium int_campaign hss_channel sfnsn wpisrc wpmm emc mbid cndid bxid esrc _kx gc_id lipi traffic_source ' +
    'phpsessid sessid jsessionid sessionid session_id aspsessionid cfid cftoken zenid osCsid amp amp_js_v amp_gsa amp_lite usqp outputtype ' +
    'unlocked_article_code dm_i elq elqtrack elqtrackid elqaid elqat elqcampaignid awc tduid wtrid fbadid soc_src soc_trk ss_source ss_campaign_id ss_campaign_name ss_email_id ' +
    '_x_tr_sl _x_tr_tl _x_tr_hl _x_tr_pto nocache cachebuster cache_buster _ print printable printer_friendly'
  )
    .toLowerCase()
    .split(' '),
)
const tracePrefixes =
  /^(?:utm|mtm|matomo|piwik|hsa|ns|itm|oly|bsft|stm|ga|sfmc)_|^(?:utm-|aff_|aspsessionid|__cft__|pf_rd_)|^pk_(?:campaign|kwd|keyword|source|medium|content|cid|vid)$/

/** Where links stand, and nothing that a page would be looked for by. */
const standing =
  /^(?:rss|feed|(?:news)?letter|e?mail|home(?:page)?|share|social|twitter|x|facebook|fb|linkedin|reddit|whatsapp|telegram)$/i
const forPaper = /^print(?:er|able)?$/i
/** Words and hosts are traces; a number may be a page. */
const noNumber = /^(?!\d+$)/
const doubtful: Record<string, RegExp> = {
  ref: noNumber,
  source: noNumber,
  src: noNumber,
  campaign: noNumber,
  cid: noNumber,
  cmp: noNumber,
  share: /^(?:1|true|yes|[a-z].*)?$/i,
  shared: /^(?:1|true|yes|[a-z].*)?$/i,
  // Stories have numbers, and at one place slashes in them.
  sid: /^(?=.*[a-z])[\w-]+$|^\w{24,}$/i,
  session: /^(?=.*[a-z])(?=.*\d)[\w-]{8,}$/i,
  partner: noNumber,
  si: /^[\w-]{10,}$/,
  mod: /[_-]|^(?:rss|e2\w+)$/i,
  feature: /^(?:share|youtu\.be|emb_|player|oembed|related|relmfu|feedrec)/i,
  output: /^amp$/i,
  from: standing,
  via: standing,
  view: forPaper,
  format: forPaper,
  mode: forPaper,
}

/** Sites whose short names mean nothing elsewhere. */
const hostTraces: [hosts: RegExp, names: RegExp][] = [
  [/(?:^|\.)(?:twitter|x)\.com$/, /^[st]$/],
  [/\.blogspot\.[a-z.]+$/, /^m$/],
  [/^news\.google\.[a-z.]+$/, /^(?:oc|hl|gl|ceid)$/],
  [/(?:^|\.)(?:youtube\.com|youtu\.be)$/, /^(?:pp|ab_channel|t|start)$/],
  [/(?:^|\.)amazon\.[a-z.]+$/, /^(?:ref_|tag|psc|qid|sr|linkcode|ascsubtag|creative)$/],
  [/(?:^|\.)instagram\.com$/, /^img_index$/],
  [/(?:^|\.)medium\.com$/, /^sk$/],
]
