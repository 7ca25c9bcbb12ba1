/**
 * What must stand around a word that daily speech uses too, before it counts as a skill.
 * `before` is matched against the text up to the word, `after` against the text behind it; either is enough.
 * `never` is matched against `before + "\u0001" + after`, the word itself left out, and wins over both.
 * Where `anyCase` matches, the word may also be written in lower case.
 */
export interface Guard {
  before?: RegExp
  after?: RegExp
  never?: RegExp
  anyCase?: RegExp
}

const mark = '\u0001'
const using =
  /\b(?:in|into|with|using|via|of|for|learn(?:ed|ing|t)?|write|wrote|written|know|plain|modern|idiomatic|to|from)\s$/
const written =
  /\b(?:write|wrote|written|rewrote|rewritten|rewriting|implement(?:ed|ing)?|port(?:ed|ing)?|cod(?:ed|ing)|programm(?:ed|ing)|script(?:ed|ing)?|develop(?:ed|ing)?|built|prototyp(?:ed|ing))\b[^.;\n]{0,40}\s(?:in|to|into)\s\u0001/i
const program =
  /^\s(?:code|codebase|compiler|toolchain|bindings?|programs?|programming|packages?|modules?|libraries|library|crates?|gems?|scripts?|services?|servers?|clients?|backend|back-end|API|SDK|CLI|binary|binaries|daemon|workers?|microservices?|developers?|engineers?|generics|macros|channels|runtime|linter|unit tests|tests|app|apps|project|repo|repository|port|version|parser|importer|tooling|structs?|interfaces?)\b/

const codeOnly = new RegExp(
  `^[^]*${mark}\\s(?:compiler|toolchain|programming|crates?|gems?|generics|modules|binary|codebase|code|macros|borrow checker)\\b`,
)
const version = /^\s?v?\d{1,2}(?:\.\d{1,3}){1,2}\b/
const versioned = new RegExp(`${mark}\\s?v?\\d{1,2}(?:\\.\\d{1,3}){1,2}\\b`)

/** Any of several patterns. */
const either = (...patterns: RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'))

const programming: Guard = {
  before: using,
  after: either(program, version),
  anyCase: new RegExp(either(written, codeOnly, versioned).source, 'i'),
}

const button = /["“'‘]\u0001|\u0001["”'’]|\u0001\s(?:button|buttons|label|link|menu|tab|key|dialog)\b/

/** Contexts of the words marked `!` in the list. */
export const guards: Record<string, Guard> = {
  Go: {
    ...programming,
    after: either(program, version, /^\s(?:routines?|goroutines?|mod|vet|templates?)\b|^-based\b/),
    never: either(
      button,
      /Pok[eé]mon\s\u0001|\u0001(?:\/no-?go|-live|-to)|\u0001\s(?:live|ahead|to|through|back|on|for)\b/i,
    ),
  },
  C: {
    before: /\b(?:in|using|with|embedded|legacy|plain|learn(?:ed|ing)?|portable|to|from)\s$/,
    after:
      /^\s(?:code|compiler|library|libraries|programs?|programming|extensions?|bindings?|API|ABI|headers?|structs?|macros?|preprocessor|FFI|parser|module|driver|drivers|standard|string|strings|toolchain)\b/,
    never:
      /\b(?:plan|vitamin|series|option|appendix|class|grade|section|phase|tier|step|variant|group|type|hepatitis|level|team|block|gate|room|exhibit|part|building|zone|drive|USB)[ -]\u0001|°\u0001|[-–.&']\u0001|\u0001[-–.'](?!\s|$)/i,
  },
  R: {
    before: /\b(?:in|using|with|learn(?:ed|ing)?|from)\s$/,
    after:
      /^\s(?:scripts?|packages?|code|notebooks?|markdown|models?|Shiny|programming|library|libraries)\b|^\s\d\.\d/,
    never: /[-–.&']\u0001|\u0001(?:[-–.&'](?!\s|$)|\s?&\s?D\b)/,
  },
  Ruby: {
    ...programming,
    before: /\b(?:in|into|using|idiomatic|plain|from|learn(?:ed|ing)?|upgrade[ds]?)\s$/,
  },
  Julia: { ...programming, before: /\b(?:in|using|learn(?:ed|ing)?)\s$/, anyCase: versioned },
  Crystal: {
    before: /\b(?:written|wrote|rewrote|rewritten)\b[^.;\n]{0,40}\sin\s$/,
    after: /^\s(?:compiler|programming|shards?)\b/,
  },
  Scheme: {
    before: /\b(?:written|wrote|rewrote)\b[^.;\n]{0,40}\sin\s$/,
    after: /^\s(?:interpreter|programming|macros?)\b/,
  },
  Assembly: {
    before: /\b(?:written|wrote|rewrote)\b[^.;\n]{0,40}\sin\s$/,
    after: /^\s(?:code|language|routines?)\b/,
  },
  Elm: { ...programming, before: /\bin\s$/, anyCase: written },
  Ada: {
    before: /\b(?:written|wrote|rewrote)\b[^.;\n]{0,40}\sin\s$/,
    after: /^\s(?:compiler|programming)\b/,
  },
  Make: {
    before: /\b(?:in|with|using|via|from|to|of)\s$|`$/,
    after: /^\s(?:targets?|rules?|recipes?)\b/,
    never: button,
    anyCase: /`\u0001(?:\s[\w-]+)?`|\u0001\s(?:targets?|recipes?)\b/,
  },
  Move: {
    before: /\b(?:in|with|using)\s$|\b(?:Sui|Aptos)\s$/,
    after: /^\s(?:smart contracts?|contracts?|language|VM|prover|bytecode)\b/,
    never: button,
    anyCase: /\u0001\s(?:smart contracts?|prover)\b/,
  },
  Lit: {
    before: /\b(?:in|with|using|to|from)\s$/,
    after: /^\s(?:elements?|components?|web components?|templates?|directives?|element)\b|^\s\d\b/,
  },
  Node: {
    before: /\b(?:in|with|using|on|under|to|from|upgrade[ds]?)\s$/,
    after:
      /^\s(?:servers?|services?|apps?|scripts?|backend|API|streams?|modules?|process|processes|workers?|CLI|packages?|version|versions|runtime|developers?)\b|^\s?v?(?:[89]|[12]\d)(?:\.\d+){0,2}\b(?!\s(?:of|in)\b)/,
    never: /\u0001s\b|\u0001\s(?:pool|group|selector)s?\b|_\u0001|\u0001_/,
    anyCase:
      /\u0001\s?v?(?:[89]|[12]\d)(?:\.\d+){0,2}(?=[\s,.;)]|$)(?!\s(?:of|in)\b)|\b(?:upgrade[ds]?|bump(?:ed|s)?)\s\u0001/i,
  },
  Spring: {
    before: /\b(?:with|using)\s$/,
    after:
      /^\s(?:beans?|contexts?|framework|apps?|services?|backend|controllers?|annotations?|profiles?|config|application|starter|repository|AOP|actuator|WebFlux)\b|^\s[3-7](?:\.\d)*\b/,
    never: /\u0001\s(?:20\d\d|break|sale|cleaning|campaign|season)\b|\bin\s\u0001/i,
  },
  Express: {
    before: /\b(?:in|with|using|to|from)\s$/,
    after: /^\s(?:servers?|apps?|middlewares?|routes?|routers?|API|handlers?|backend|[45]\b)/,
    never: /American\s\u0001|\u0001\s(?:checkout|delivery|shipping|lane|train)\b/i,
  },
  Phoenix: {
    before: /\b(?:with|using)\s$/,
    after: /^\s(?:app|apps|channels?|controllers?|LiveView|1\.\d)\b/,
  },
  Gin: { before: /\b(?:with|using)\s$/, after: /^\s(?:middlewares?|handlers?|routers?|server)\b/ },
  Ember: {
    before: /\b(?:in|with|using|to|from)\s$/,
    after: /^\s(?:apps?|components?|routes?|addons?|Data|CLI)\b/,
  },
  Unity: {
    before: /\b(?:in|with|using)\s$/,
    after: /^\s(?:scenes?|shaders?|editor|engine|games?|prefabs?|project)\b|^\s20\d\d\b/,
  },
  Parcel: { before: /\b(?:with|using|from|to)\s$/, after: /^\s(?:bundler|bundle|build|config|2\b)/ },
  Jasmine: {
    before: /\b(?:with|using|from|to|in)\s$/,
    after: /^\s(?:specs?|tests?|suite|suites|matchers?)\b/,
    never: /\b(?:and|,)\s\u0001(?!\s(?:specs?|tests?))/,
  },
  Poetry: { before: /\b(?:with|using|from|to|in)\s$/, after: /^\s(?:lock|lockfile|install|packages?|env)\b/ },
  Apex: { before: /\b(?:in|Salesforce)\s$/, after: /^\s(?:class|classes|triggers?|tests?|code)\b/ },
  Oracle: {
    before: /\b(?:in|on|from|to|with|an|the)\s$/,
    after: /^\s(?:database|databases|DB|RAC|instances?|procedures?|schema|\d{2}c?\b)/,
    never: /\u0001\sof\b/,
  },
  React: { never: /(?:^|[.:]\s)\u0001\s(?:to|when|if|on|only)\b(?!\s(?:v?\d|\p{Lu}))/u },
  Lambda: {
    before: /\b(?:AWS|on|in|to)\s$/,
    after: /^\s(?:functions?|layers?|handlers?|cold starts?|timeouts?|deployments?)\b/,
    anyCase: /\b(?:deploy|aws|invoke)\s\u0001(?=\s|$)|\u0001\s(?:functions?|layers?|handlers?)\b/i,
  },
  Render: {
    before: /\b(?:on|onto|to|from|via)\s$/,
    after: /^\s(?:deploys?|deployments?|services?|dynos?|blueprints?)\b/,
    never: either(button, /(?:^|[.:!?]\s|\n)\u0001/),
  },
  Kong: {
    before: /\b(?:in|with|using|behind)\s$/,
    after: /^\s(?:gateway|plugins?|routes?|ingress)\b/,
    never: /Hong\s\u0001/,
  },
  Beam: { before: /\b(?:Apache|in|with|using)\s$/, after: /^\s(?:pipelines?|runners?|jobs?)\b/ },
  Segment: {
    before: /\b(?:in|to|from|via|with)\s$/,
    after: /^\s(?:events?|destinations?|tracking|webhooks?)\b/,
    never: /(?:^|[.:!?]\s|\n)\u0001/,
  },
  Excel: {
    before: /\b(?:in|to|from|into|with|via|an|the|of|as|for|and)\s$/,
    after:
      /^\s(?:sheets?|exports?|imports?|files?|reports?|templates?|macros?|add-ins?|formulas?|workbooks?|models?|upload|download)\b/,
    never: /\u0001\s(?:at|in)\s(?!the\b)/,
    anyCase: /\u0001\s(?:sheets?|exports?|files?|macros?|formulas?|workbooks?)\b/,
  },
  Word: {
    before: /\b(?:in|to|from|into|as|a|an|the)\s$/,
    after: /^\s(?:documents?|files?|templates?|macros?|exports?|add-ins?|doc|docs)\b/,
    never:
      /\u0001\s(?:of|for|count|list|cloud|game|order)\b|\b(?:in|a|the)\s\u0001(?!\s(?:documents?|files?|templates?|macros?|exports?|docs?)|[.,;]|\s?$)/,
  },
  Sketch: { before: /\b(?:in|with|using|from)\s$/, after: /^\s(?:files?|library|symbols?|plugins?)\b/ },
}

/** Nouns that make a capitalised product name of a word even where the sentence starts with it. */
export const productNouns =
  /^\s(?:services?|clients?|servers?|jobs?|clusters?|pipelines?|dashboards?|configs?|configuration|charts?|modules?|apps?|API|plugins?|SDK|integrations?|webhooks?|bots?|channels?|exports?|imports?|sheets?|migrations?|upgrades?|versions?|deploys?|deployments?|code|binary|builds?|tests?|scripts?|templates?|components?|queries|query|index|policy|policies|manifests?|states?|recipes?|crates?|issues?|tickets?|boards?|workflows?|workers?|alerts?|secrets?|tokens?|notebooks?|specs?|suites?|proxy|loaders?|guards?|stores?|install|sidecars?|payments?|checkout|warehouse)\b/
