/** How long one attempt may take, and whether it was stopped before. */
export interface Deadline {
  /** Fires with the reason of `stop`, or when the time is over. */
  signal: AbortSignal
  /** True when the time is over. */
  passed(): boolean
  /** Lets go of the timer. */
  clear(): void
}

/** AbortSignal.timeout would keep what listens to it until its time, minutes after a short attempt has ended. */
export function startDeadline(milliseconds: number, stop: AbortSignal): Deadline {
  const controller = new AbortController()
  let passed = false
  const onStop = () => controller.abort(stop.reason)
  const timer = setTimeout(() => {
    passed = true
    controller.abort(new Error('The time is over.'))
  }, milliseconds)
  if (stop.aborted) onStop()
  stop.addEventListener('abort', onStop, { once: true })
  return {
    signal: controller.signal,
    passed: () => passed,
    clear() {
      clearTimeout(timer)
      stop.removeEventListener('abort', onStop)
    },
  }
}
