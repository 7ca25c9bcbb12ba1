import type { Brand } from '../contracts/brand.ts'
import { plainBrand, type PageBrand } from '../render/brand-page.ts'

/** What the pages of a brand look like; plain, under the given name, where the brand is gone. */
export function pageBrand(brand: Brand | undefined, name: string = plainBrand.name): PageBrand {
  if (brand === undefined) return { ...plainBrand, name }
  const { display_name, colours, language } = brand
  return { name: display_name, primary: colours.primary, secondary: colours.secondary, language }
}
