/** Elements that hold nothing, and those that end by themselves where the next one starts. */
const uncounted = new Set(
  (
    'area base br col embed hr img input link meta param source track wbr ' +
    'p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt'
  ).split(' '),
)
const tag = /<(\/?)([a-zA-Z][^\s/>]*)[^>]*>/g
const deepest = 400

/**
 * Takes out the tags below 400 levels of nesting (browsers stop at 512), with their content kept: no parser of trees is
 * fast, or safe on the stack, in 200,000 nested elements.
 */
export function limitNesting(markup: string): string {
  let depth = 0
  let deep = false
  for (const [whole, closing = '', name = ''] of markup.matchAll(tag)) {
    depth = nextDepth(depth, closing !== '', name, whole)
    if (depth > deepest) {
      deep = true
      break
    }
  }
  if (!deep) return markup
  depth = 0
  return markup.replace(tag, (whole: string, closing: string, name: string) => {
    const before = depth
    depth = nextDepth(depth, closing !== '', name, whole)
    return Math.max(before, depth) > deepest ? '' : whole
  })
}

function nextDepth(depth: number, closes: boolean, name: string, whole: string): number {
  if (uncounted.has(name.toLowerCase()) || whole.endsWith('/>')) return depth
  return closes ? Math.max(0, depth - 1) : depth + 1
}
