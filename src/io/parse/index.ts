export { decodeText } from './charset.ts'
export { createParser } from './parser.ts'
export type { OpenParser, ParserOptions } from './parser.ts'
