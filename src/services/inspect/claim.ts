import * as v from 'valibot'
import { defineOperation } from './operation.ts'

const entry = v.object({ id: v.string(), text: v.string(), at: v.optional(v.string()) })

/** What a work log says of a claim: the verdict, why, and the places that carry it, in UTF-16 units. */
export const claim = defineOperation(
  v.object({ claim: v.string(), entries: v.array(entry) }),
  async ({ claim, entries }) => {
    const { judgeClaim } = await import('../../domain/claim-gate.ts')
    const { verdict, reasons, evidence } = judgeClaim(claim, entries)
    return { verdict, reasons, evidence: evidence.map(({ entry, start, end }) => ({ entry, start, end })) }
  },
)
