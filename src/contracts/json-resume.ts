import * as v from 'valibot'

/**
 * A JSON Resume document after the official schema (https://jsonresume.org/schema): everything is optional, and keys of
 * others are kept. 1.0.0 took none at the top; nightdesk writes none there.
 */
const text = v.optional(v.string())
const texts = v.optional(v.array(v.string()))
const address = v.optional(v.pipe(v.string(), v.url()))

/** A year, a month or a day: `2026`, `2026-04`, `2026-04-03`. */
const partialDate = v.optional(
  v.pipe(v.string(), v.regex(/^([1-2]\d{3}-[0-1]\d-[0-3]\d|[1-2]\d{3}-[0-1]\d|[1-2]\d{3})$/)),
)

const place = v.looseObject({
  address: text,
  postalCode: text,
  city: text,
  countryCode: text,
  region: text,
})

const profile = v.looseObject({ network: text, username: text, url: address })

const basics = v.looseObject({
  name: text,
  label: text,
  image: text,
  email: v.optional(v.pipe(v.string(), v.email())),
  phone: text,
  url: address,
  summary: text,
  location: v.optional(place),
  profiles: v.optional(v.array(profile)),
})

const period = { startDate: partialDate, endDate: partialDate }

const work = v.looseObject({
  name: text,
  location: text,
  description: text,
  position: text,
  url: address,
  ...period,
  summary: text,
  highlights: texts,
})

const volunteer = v.looseObject({
  organization: text,
  position: text,
  url: address,
  ...period,
  summary: text,
  highlights: texts,
})

const education = v.looseObject({
  institution: text,
  url: address,
  area: text,
  studyType: text,
  ...period,
  score: text,
  courses: texts,
})

const award = v.looseObject({ title: text, date: partialDate, awarder: text, summary: text })
const certificate = v.looseObject({ name: text, date: partialDate, url: address, issuer: text })
const publication = v.looseObject({
  name: text,
  publisher: text,
  releaseDate: partialDate,
  url: address,
  summary: text,
})

const project = v.looseObject({
  name: text,
  description: text,
  highlights: texts,
  keywords: texts,
  ...period,
  url: address,
  roles: texts,
  entity: text,
  type: text,
})

const meta = v.looseObject({ canonical: address, version: text, lastModified: text })

export const jsonResumeSchema = v.looseObject({
  $schema: address,
  basics: v.optional(basics),
  work: v.optional(v.array(work)),
  volunteer: v.optional(v.array(volunteer)),
  education: v.optional(v.array(education)),
  awards: v.optional(v.array(award)),
  certificates: v.optional(v.array(certificate)),
  publications: v.optional(v.array(publication)),
  skills: v.optional(v.array(v.looseObject({ name: text, level: text, keywords: texts }))),
  languages: v.optional(v.array(v.looseObject({ language: text, fluency: text }))),
  interests: v.optional(v.array(v.looseObject({ name: text, keywords: texts }))),
  references: v.optional(v.array(v.looseObject({ name: text, reference: text }))),
  projects: v.optional(v.array(project)),
  meta: v.optional(meta),
})

export type JsonResume = v.InferOutput<typeof jsonResumeSchema>

/** A document as it is known to be one. Throws for any other value. */
export function readJsonResume(value: unknown): JsonResume {
  return v.parse(jsonResumeSchema, value)
}
