/** A brand's colours made fit for text: every pair keeps the contrast of WCAG 2.2 (4.5 to 1) whatever the brand chose. */
export interface Palette {
  primary: string
  secondary: string
  /** Text on the primary colour, on the secondary one. */
  onPrimary: string
  onSecondary: string
  /** The primary colour as text on white and on the dark ground. */
  primaryInk: string
  primaryInkDark: string
  /** The secondary colour as a line on white and on the dark ground; the primary one where it would not be seen. */
  line: string
  lineDark: string
  /** The edge of a button in the primary colour, to be seen on white and on the dark ground. */
  edge: string
  edgeDark: string
}

export const ground = { light: '#ffffff', dark: '#1b1b1f' }
const ink = { dark: '#1b1b1f', light: '#ffffff' }
const leastContrast = 4.5
/** A line is an ornament: it needs to be seen, not read. */
const leastLine = 1.4
/** What tells a button from its ground (WCAG 2.2, 1.4.11). */
const leastEdge = 3

export function paletteOf(colours: { primary: string; secondary: string }): Palette {
  const primary = sixDigits(colours.primary)
  const secondary = sixDigits(colours.secondary)
  const primaryInk = towards(primary, '#000000', ground.light)
  const primaryInkDark = towards(primary, '#ffffff', ground.dark)
  return {
    primary,
    secondary,
    onPrimary: inkOn(primary),
    onSecondary: inkOn(secondary),
    primaryInk,
    primaryInkDark,
    line: contrastOf(secondary, ground.light) >= leastLine ? secondary : primaryInk,
    lineDark: contrastOf(secondary, ground.dark) >= leastLine ? secondary : primaryInkDark,
    edge: contrastOf(primary, ground.light) >= leastEdge ? primary : primaryInk,
    edgeDark: contrastOf(primary, ground.dark) >= leastEdge ? primary : primaryInkDark,
  }
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrastOf(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function inkOn(colour: string): string {
  return contrastOf(ink.light, colour) >= contrastOf(ink.dark, colour) ? ink.light : ink.dark
}

/** The colour, mixed step by step with black or white until it can be read on the ground. */
function towards(colour: string, target: string, on: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, target, share)
    if (contrastOf(mixed, on) >= leastContrast) return mixed
  }
  return target
}

function mix(a: string, b: string, share: number): string {
  const to = channels(b)
  const mixed = channels(a).map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
}

/** `#abc` and `#abcd` become `#aabbcc`; transparency is dropped, since mails know none. */
function sixDigits(colour: string): string {
  const digits = colour.slice(1).toLowerCase()
  const long = digits.length <= 4 ? Array.from(digits, (digit) => digit + digit).join('') : digits
  return `#${long.slice(0, 6)}`
}
