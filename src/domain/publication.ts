const dayMs = 86_400_000

/**
 * The moment at which a page says that it was published, where that can be: null for one that has not come yet, by more
 * than the clocks of the world differ. Else a page that claims the year 2099 would be the freshest of all.
 */
export function believableDate(published: Date | null, now: Date): Date | null {
  return published === null || published.getTime() > now.getTime() + dayMs ? null : published
}
