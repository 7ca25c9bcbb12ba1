import { count } from '../../base/text.ts'
import type { Proof } from '../../services/prove/index.ts'
import { defineCommand, type Desk } from '../command.ts'
import { text, whole } from '../option.ts'
import { table } from '../table.ts'

const jobsAMinute = 1400
const tellEvery = 10_000

export const prove = defineCommand({
  name: 'prove',
  summary:
    'kill, freeze and cut off workers on your own machine and database, and show that no job is lost or done twice',
  options: {
    minutes: whole('--minutes <number>', 'how long (1)'),
    jobs: whole('--jobs <number>', 'how many jobs, six a graph (1400 a minute)'),
    daemons: whole('--daemons <number>', 'how many workers to torment (3)'),
    seed: whole('--seed <number>', 'repeats the choice of faults'),
    worker: text('--worker <ledger>', 'be one of the workers (used by the command itself)'),
  },
  examples: ['nightdesk prove', 'nightdesk prove --minutes 15 --jobs 20000 --json'],
  async run({ options }, desk) {
    const services = await import('../../services/prove/index.ts')
    if (options.worker !== undefined) {
      await services.runProofWorker(await desk.app(), options.worker, desk.signal)
      return 0
    }
    const minutes = options.minutes ?? 1
    const settings = {
      minutes,
      jobs: options.jobs ?? minutes * jobsAMinute,
      daemons: options.daemons ?? 3,
      seed: options.seed ?? Math.floor(Math.random() * 1_000_000) + 1,
    }
    desk.print.say(
      `Tormenting ${count(settings.daemons, 'worker')} for ${count(minutes, 'minute')}; seed ${settings.seed}.`,
    )
    const proof = await services.prove({
      ...settings,
      config: await desk.config(),
      env: desk.env,
      signal: desk.signal,
      onProgress: teller(desk),
    })
    desk.print.data(proof, () => proofText(desk, proof))
    desk.print.next(
      proof.holds ? 'nightdesk status' : `nightdesk prove --seed ${proof.seed} --minutes ${minutes}`,
    )
    return proof.holds ? 0 : 1
  },
})

function teller(desk: Desk): (progress: { enqueued: number; unfinished: number }) => void {
  let told = Date.now()
  return ({ enqueued, unfinished }) => {
    if (Date.now() - told < tellEvery) return
    told = Date.now()
    const so = enqueued < 0 ? 'No more faults' : `${enqueued} jobs enqueued`
    desk.print.say(`${so}; ${unfinished} not finished yet.`)
  }
}

function proofText({ print }: Desk, proof: Proof): string {
  const wrong = (number: number) =>
    number === 0 ? print.paint('green', '0') : print.paint('red', String(number))
  const time = (milliseconds: number | null) =>
    milliseconds === null ? '–' : `${(milliseconds / 1000).toFixed(2)} s`
  const rows = [
    ['jobs', String(proof.jobs)],
    ['workers killed', String(proof.kills)],
    ['workers frozen', String(proof.freezes)],
    ['sessions ended', String(proof.backends)],
    ['database killed', String(proof.restarts)],
    ['lost', wrong(proof.lost)],
    ['done twice', wrong(proof.doubled)],
    ['out of order', wrong(proof.outOfOrder)],
    ['contradictions', wrong(proof.contradictions)],
    [
      'back at work',
      `${time(proof.recoveryMs.p50)} median, ${time(proof.recoveryMs.p99)} p99, ${time(proof.recoveryMs.max)} longest`,
    ],
  ]
  const title = proof.holds
    ? print.paint('green', '✓ Nothing was lost, done twice or out of order.')
    : print.paint('red', '✗ The proof failed.')
  return `${title}\n${table(rows)}`
}
