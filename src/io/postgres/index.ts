export { describeAddress, parseAddress, type DatabaseAddress } from './address.ts'
export {
  embeddedServer,
  embeddedUrl,
  type EmbeddedOptions,
  type EmbeddedRole,
  type EmbeddedServer,
  type EmbeddedStatus,
} from './embedded/index.ts'
export { appliedMigrations, inspectDatabase, type AppliedMigration, type DatabaseFacts } from './inspect.ts'
export { dropSchemas, isMigrated, knownMigrations, migrate, type MigrateOptions } from './migrate.ts'
export { openClient, openPool } from './open-client.ts'
export { openSql, type SqlOptions } from './open-sql.ts'
