export { createParser } from './parser.ts'
export type { OpenParser, ParserOptions } from './parser.ts'
