export { embeddedUrl, type EmbeddedRole } from './layout.ts'
export { embeddedServer, type EmbeddedOptions, type EmbeddedServer, type EmbeddedStatus } from './server.ts'
