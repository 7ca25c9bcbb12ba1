import * as v from 'valibot'
import { guessLanguage } from '../../domain/language.ts'
import { bodyBase64, defineOperation, isoOf, webAddress } from './operation.ts'

/** A page's main text and what it says about itself. */
export const extract = defineOperation(
  v.object({ url: webAddress, contentType: v.nullish(v.string(), ''), bodyBase64 }),
  async ({ url, contentType, bodyBase64: body }, { parse }) => {
    const page = await parse('page', { url, contentType, body })
    const { title, text, author, canonicalUrl } = page
    const lang = page.language ?? guessLanguage(text) ?? null
    return { title, text, publishedAt: isoOf(page.publishedAt), author, lang, canonicalUrl }
  },
)
