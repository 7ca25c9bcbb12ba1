import * as v from 'valibot'
import { defineOperation } from './operation.ts'

const entry = v.object({ id: v.union([v.string(), v.number()]), text: v.string(), at: v.nullish(v.string()) })

/** What a work log says of a claim: the verdict, why, and the places that carry it, in UTF-16 units. */
export const claim = defineOperation(
  v.object({ claim: v.string(), entries: v.array(entry) }),
  async ({ claim, entries }) => {
    const { judgeClaim } = await import('../../domain/claim-gate.ts')
    // The gate knows entries by their place, so that scripts may name them as they like.
    const known = entries.map(({ text, at }, index) => ({ id: String(index), text, at: at ?? undefined }))
    const { verdict, reasons, evidence } = judgeClaim(claim, known)
    const named = evidence.map(({ entry: place, start, end }) => ({
      entry: entries[Number(place)]?.id ?? place,
      start,
      end,
    }))
    return { verdict, reasons, evidence: named }
  },
)
