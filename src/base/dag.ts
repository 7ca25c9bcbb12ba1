/** A directed graph: from each node, the nodes that must come before it. */
export type Graph = ReadonlyMap<string, readonly string[]>

export type Ordered =
  | { ok: true; order: string[] }
  | { ok: false; cycle: string[] }
  | { ok: false; unknown: string }

/** The nodes in an order in which each follows all that must come before it (Kahn, 1962); else a cycle, or a name that is no node. */
export function orderGraph(graph: Graph): Ordered {
  for (const before of graph.values()) {
    const unknown = before.find((name) => !graph.has(name))
    if (unknown !== undefined) return { ok: false, unknown }
  }
  const order: string[] = []
  const placed = new Set<string>()
  let rest = [...graph.keys()]
  while (rest.length > 0) {
    const ready = rest.filter((name) => graph.get(name)?.every((before) => placed.has(before)))
    if (ready.length === 0) return { ok: false, cycle: cycleIn(graph, rest) }
    for (const name of ready) placed.add(name)
    order.push(...ready)
    rest = rest.filter((name) => !placed.has(name))
  }
  return { ok: true, order }
}

/** Every node of `rest` has an unplaced predecessor in it, so walking backwards must come round. */
function cycleIn(graph: Graph, rest: readonly string[]): string[] {
  const unplaced = new Set(rest)
  const path: string[] = []
  let node = rest[0]
  while (node !== undefined && !path.includes(node)) {
    path.push(node)
    node = graph.get(node)?.find((before) => unplaced.has(before))
  }
  return node === undefined ? path : [...path.slice(path.indexOf(node)), node].toReversed()
}
