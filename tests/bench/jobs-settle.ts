import { openClient } from '../../src/io/postgres/index.ts'
import type { App } from '../../src/services/app.ts'

/**
 * Brings to disk what was written before: what is timed next does not wait for it. Only a superuser may order a
 * checkpoint, as whom nobody logs in here; before it copies a database by its files the server makes one.
 */
export async function settle({ database }: App): Promise<void> {
  const client = await openClient(database.owner)
  try {
    await client.query('create database settled strategy file_copy')
    await client.query('drop database settled')
  } finally {
    await client.end()
  }
}
