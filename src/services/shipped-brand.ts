import { join, relative } from 'node:path'

/** The brand file that ships with nightdesk. */
export const shippedBrandFile = join(import.meta.dirname, '../../brand/debonairs.yaml')

/** The same as it can be typed in this folder: `brand/debonairs.yaml` in a checkout, longer where the package is installed. */
export function shippedBrand(): string {
  const short = relative(process.cwd(), shippedBrandFile)
  const path = short.startsWith('..') ? shippedBrandFile : short
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
