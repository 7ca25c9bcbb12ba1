import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Brand } from '../../src/contracts/brand.ts'
import { readBrand } from '../../src/io/yaml.ts'

export const brandFile = join(import.meta.dirname, '../../brand/debonairs.yaml')
export const demoFolder = join(import.meta.dirname, '../../brand/demo')

export function brandText(): string {
  return readFileSync(brandFile, 'utf8')
}

/** The brand that ships. */
export function debonairs(): Brand {
  return readBrand(brandText(), 'brand/debonairs.yaml').value
}
