import type { Clock } from '../base/clock.ts'
import type { Cooldown, CooldownMemory } from '../contracts/llm-journal.ts'
import type { Sql } from '../contracts/sql.ts'

/** When providers may be asked again, in PostgreSQL. */
export function sharedCooldowns(sql: Sql, clock: Clock): CooldownMemory {
  return {
    current: (org) => currentCooldowns(sql, org, clock()),
    set: (org, cooldown) => setCooldown(sql, org, cooldown),
    clear: (org, provider) => clearCooldowns(sql, org, provider),
  }
}

async function currentCooldowns(sql: Sql, org: string, now: Date): Promise<Cooldown[]> {
  return await sql<Cooldown[]>`
    select provider, model, failure, reason, until, settings_hash as "settingsHash"
    from model_cooldowns
    where org_id = ${org}
      and until > ${now}
    order by provider, model
  `
}

/** A later end wins, except over the cooldown of other settings. */
async function setCooldown(sql: Sql, org: string, cooldown: Cooldown): Promise<void> {
  const { provider, model, failure, reason, until, settingsHash } = cooldown
  await sql`
    insert into model_cooldowns (org_id, provider, model, failure, reason, until, settings_hash)
    values (${org}, ${provider}, ${model}, ${failure}, ${reason}, ${until}, ${settingsHash})
    on conflict (org_id, provider, model) do update
    set failure = excluded.failure,
        reason = excluded.reason,
        until = excluded.until,
        settings_hash = excluded.settings_hash
    where model_cooldowns.until < excluded.until
      or model_cooldowns.settings_hash <> excluded.settings_hash
  `
}

async function clearCooldowns(sql: Sql, org: string, provider: string): Promise<void> {
  await sql`
    delete from model_cooldowns
    where org_id = ${org}
      and provider = ${provider}
  `
}
