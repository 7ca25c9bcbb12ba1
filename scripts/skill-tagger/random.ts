/** Numbers from 0 up to 1, the same for the same seed (Marsaglia's xorshift). */
export function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

export function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const held = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = held
  }
}
