import type { Fetched } from './fetcher.ts'

/** A document that was read, whole, and how long it need not be asked for again. */
export interface KeptDocument extends Pick<
  Fetched,
  'finalUrl' | 'contentType' | 'body' | 'etag' | 'lastModified'
> {
  freshUntil: Date
}

/** Remembers documents by their address, for everyone who shares it. */
export interface DocumentMemory {
  recall(url: string): Promise<KeptDocument | undefined>
  remember(url: string, document: KeptDocument, readAt: Date): Promise<void>
  /** The server said that nothing changed. */
  refresh(url: string, freshUntil: Date): Promise<void>
}
