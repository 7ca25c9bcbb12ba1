import { readFile } from 'node:fs/promises'

/** A message as a reader's mail program sees it. */
export interface ReadMail {
  subject: string
  from: string
  to: string
  html: string
  text: string
}

/** Reads an `.eml` file. */
export async function readMail(path: string): Promise<ReadMail> {
  return await parseMail(await readFile(path))
}

/** Reads the bytes of a message. What it lacks is empty. */
export async function parseMail(raw: Uint8Array): Promise<ReadMail> {
  const { default: PostalMime } = await import('postal-mime')
  const { subject, from, to, html, text } = await PostalMime.parse(raw)
  return {
    subject: subject ?? '',
    from: from?.address ?? '',
    to: (to ?? []).map(({ address }) => address ?? '').join(', '),
    html: html ?? '',
    text: text ?? '',
  }
}
