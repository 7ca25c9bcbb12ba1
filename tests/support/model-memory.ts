import assert from 'node:assert/strict'
import type {
  Cooldown,
  CooldownMemory,
  LlmCallIntent,
  LlmCallOutcome,
  LlmJournal,
} from '../../src/contracts/llm-journal.ts'

export interface JournalRow extends LlmCallIntent {
  outcome: LlmCallOutcome | undefined
}

export interface MemoryJournal extends LlmJournal {
  rows: JournalRow[]
}

/** A journal in memory, by its contract. */
export function memoryJournal(rows: JournalRow[] = []): MemoryJournal {
  const same = (a: LlmCallIntent, b: LlmCallIntent) =>
    a.jobId === b.jobId && a.agent === b.agent && a.requestHash === b.requestHash && a.sequence === b.sequence
  return {
    rows,
    async recall(intent) {
      const done = rows.filter((row) => same(row, intent) && row.outcome?.state === 'done')
      return (done.findLast((row) => row.outcome?.failure === null) ?? done.at(-1))?.outcome?.answer
    },
    open: async (intent) => String(rows.push({ ...intent, outcome: undefined }) - 1),
    end: async (_org, id, outcome) => {
      const row = rows[Number(id)]
      assert.ok(row)
      row.outcome = outcome
    },
  }
}

export interface MemoryCooldowns extends CooldownMemory {
  set(org: string, cooldown: Cooldown): Promise<void>
  rows: Cooldown[]
}

/** Cooldowns in memory, by their contract; whoever reads them compares the time. */
export function memoryCooldowns(rows: Cooldown[] = []): MemoryCooldowns {
  return {
    rows,
    current: async () => [...rows],
    async set(_org, cooldown) {
      const place = rows.findIndex(
        ({ provider, model }) => provider === cooldown.provider && model === cooldown.model,
      )
      rows.splice(place === -1 ? rows.length : place, 1, cooldown)
    },
    async clear(_org, provider) {
      rows.splice(0, rows.length, ...rows.filter((row) => row.provider !== provider))
    },
  }
}
