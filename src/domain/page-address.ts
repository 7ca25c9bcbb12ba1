/**
 * Which page an address names. Two addresses with one key lead to the same page: scheme, `www`, mobile and AMP twins,
 * default ports, index files, trailing marks, fragments, tracking parameters and the order of parameters make no
 * difference. The key reads as an address without a scheme; what is no address is its own key.
 */
export function pageKey(address: string): string {
  const outer = URL.parse(address.trim())
  if (outer === null || !/^https?:$/.test(outer.protocol)) return address.trim()
  const url = unwrapAmp(outer)
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`
  const search = keyOfQuery(url.searchParams)
  const route = /^#!?\/./.test(url.hash) ? url.hash : ''
  return `${keyOfHost(url.hostname)}${port}${keyOfPath(url.pathname)}${search === '' ? '' : `?${search}`}${route}`
}

/** The site that a page belongs to, as people name it: `news.bbc.co.uk` is `bbc.co.uk`. By rule, not by the whole public suffix list. */
export function siteOf(address: string): string {
  const host = hostOf(address)
  if (host === '' || host.startsWith('[') || /^[\d.]+$/.test(host)) return host
  const labels = host.split('.')
  const kept = sharedSuffixes.has(labels.slice(-2).join('.')) || isCountrySuffix(labels) ? 3 : 2
  return labels.slice(-kept).join('.')
}

/** The host of an address in lower case, without a trailing dot; empty for what is no address. */
export function hostOf(address: string): string {
  return (URL.parse(address.trim())?.hostname ?? '').replace(/\.$/, '')
}

/** Parameters that say where a reader came from, not what is read. */
const trackingNames = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid twclid ttclid li_fat_id igshid igsh srsltid epik ' +
    'mc_cid mc_eid mkt_tok vero_id vero_conv wickedid rb_clickid s_cid s_kwcid icid ncid ocid cid cmpid cmp smid smtyp ' +
    'ref ref_src ref_url referer referrer referral source src campaign campaign_id share shared share_id sharetype sr_share spm scm xtor ' +
    'feature si guccounter guce_referrer guce_referrer_sig trk trkcampaign trackingid tracking_id ito mod srnd sref taid tblci tbclid obclid ' +
    'ck_subscriber_id __s __twitter_impression _branch_match_id _branch_referrer _ga _gl _hsenc _hsmi hsctatracking __hstc __hssc __hsfp ' +
    'at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 fb_action_ids fb_action_types fb_source fb_ref wt_mc wt_zmc wt.mc_id ' +
    'ml_subscriber ml_subscriber_hash oly_anon_id oly_enc_id zanpid irclickid irgwc clickid ranmid ranean ransiteid mibextid __tn__ ' +
    'phpsessid jsessionid sessionid session_id sid aspsessionid cfid cftoken amp amp_js_v usqp outputtype _x_tr_sl _x_tr_tl _x_tr_hl ' +
    'nocache cachebuster _ print printable'
  ).split(' '),
)
const trackingPrefixes = /^(?:utm|pk|mtm|matomo|piwik|hsa|ns|itm|oly|sc|wt|bsft|stm|ga)_|^utm-|^aff_/
const indexFile = /\/(?:index|default|home)\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp|cfm|cgi)$/i

/** Domains under which everybody may have a site. */
const sharedSuffixes = new Set(
  (
    'github.io gitlab.io blogspot.com wordpress.com substack.com tumblr.com netlify.app vercel.app pages.dev web.app ' +
    'firebaseapp.com herokuapp.com weebly.com wixsite.com squarespace.com ghost.io medium.com livejournal.com typepad.com'
  ).split(' '),
)

/** `co.za`, `com.au`, `ac.uk`: a short word of office under a country. */
function isCountrySuffix(labels: readonly string[]): boolean {
  const [office = '', country = ''] = labels.slice(-2)
  return (
    country.length === 2 &&
    /^(?:co|com|org|net|gov|gob|gouv|govt|edu|ac|mil|law|nom|web|or|ne|go|info|biz|sch|ltd|plc|me|in|id|my|gen|firm|art|press|news|blog)$/.test(
      office,
    )
  )
}

function keyOfHost(hostname: string): string {
  const host = hostname.replace(/\.+$/, '')
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return host
  const labels = host.split('.')
  const kept = labels.filter((label, index) => index >= labels.length - 2 || !isTwin(label, index))
  return kept.join('.')
}

/** `www`, and the subdomains that serve one site to telephones: `m.example.org`, `en.m.wikipedia.org`, `amp.example.org`. */
function isTwin(label: string, index: number): boolean {
  return index === 0 ? /^(?:www\d?|m|mobile|amp|wap|touch)$/.test(label) : /^(?:www|m|amp)$/.test(label)
}

function keyOfPath(pathname: string): string {
  let path = pathname
    .replace(/%[0-9a-f]{2}/gi, (escape) => decodeUnreserved(escape))
    .replace(/;(?:jsessionid|phpsessid|sid)=[^/;]*/gi, '')
    .replace(/\/{2,}/g, '/')
    .replace(indexFile, '/')
  path = path
    .replace(/^\/amp(?=\/)/i, '')
    .replace(/\/amp\/?$/i, '')
    .replace(/\.amp(?=\.html?$|$)/i, '')
  path = path.replace(/[/.,;:!]+$/, '')
  return path
}

/** RFC 3986, section 6.2.2: escapes in capitals, and none for letters, digits and `-._~`. */
function decodeUnreserved(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
  return /[\w.~-]/.test(character) ? character : escape.toUpperCase()
}

function keyOfQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .filter(([name]) => name !== '' && !isTracking(name.toLowerCase()))
    .map(([name, value]) =>
      value === '' ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    )
    .sort()
    .join('&')
}

function isTracking(name: string): boolean {
  return trackingNames.has(name) || trackingPrefixes.test(name)
}

/** The page behind an AMP cache: `google.com/amp/s/example.org/x`, `example-org.cdn.ampproject.org/c/s/example.org/x`. */
function unwrapAmp(url: URL): URL {
  const pattern = /(?:^|\.)google\.[a-z.]+$/.test(url.hostname)
    ? /^\/amp\/(?:s\/)?(.+)$/
    : url.hostname.endsWith('.cdn.ampproject.org')
      ? /^\/(?:[a-z]\/)?(?:s\/)?(.+)$/
      : undefined
  const inner = pattern?.exec(url.pathname)?.[1]
  return (inner === undefined ? null : URL.parse(`https://${inner}${url.search}`)) ?? url
}
