import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoSite } from '../io/demo-site.ts'
import { readBrand, replaceInYaml } from '../io/yaml.ts'
import { shippedBrandFile } from './shipped-brand.ts'

/** Writes the brand that ships into the folder, with the local web as its sources and one reader. Returns the file. */
export async function writeDemoBrand(folder: string, site: DemoSite): Promise<string> {
  const yaml = await readFile(shippedBrandFile, 'utf8')
  const { recipients } = readBrand(yaml, shippedBrandFile).value
  const path = join(folder, 'debonairs.yaml')
  await writeFile(path, replaceInYaml(yaml, { sources: site.sources, recipients: recipients.slice(0, 1) }))
  return path
}
