import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { count } from '../../base/text.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { comparisonText, evalText } from '../eval-text.ts'
import { amount, flag, text, whole } from '../option.ts'
import { jobOptions, runAndShow } from '../run-job.ts'

const run = defineCommand({
  name: 'run',
  summary: 'Ask the cases of a suite and grade the answers; exit code 1 below its threshold',
  usage: '<suite>',
  options: {
    provider: text('--provider <id>', 'ask only this provider (nightdesk llm list), or offline'),
    repeat: whole('--repeat <number>', 'ask each case so often; once where absent'),
    maxUsd: amount('--max-usd <dollars>', 'ask no further case once so much is spent'),
    threshold: amount(
      '--threshold <share>',
      'the share of checks that must pass, 0 to 1, instead of the suite’s',
    ),
    ...jobOptions,
  },
  examples: [
    'nightdesk eval run suite.jsonl',
    'nightdesk eval run suite.jsonl --provider offline',
    'nightdesk eval run suite.jsonl --repeat 3 --max-usd 0.50',
    'nightdesk eval run suite.jsonl --json > before.json',
  ],
  async run({ words: [file = ''], options }, desk) {
    const { checkRun, evalReportOf, evalWorkflow, isGoodEnough, readSuite } =
      await import('../../services/evals.ts')
    const suite = await readSuite(file)
    const threshold = options.threshold ?? suite.threshold
    if (threshold > 1)
      throw new AppError('wrong-use', `"${threshold}" is not a share from 0 to 1.`, {
        hint: 'Try: --threshold 0.9',
      })
    const { provider, maxUsd } = options
    checkRun((await desk.app()).config, suite, {
      ...(provider === undefined ? {} : { provider }),
      ...(maxUsd === undefined ? {} : { maxUsd }),
    })
    const payload = {
      suite: { ...suite, threshold },
      repeat: options.repeat ?? 1,
      provider: provider ?? null,
      maxUsd: maxUsd ?? null,
    }
    const job = await runAndShow(desk, evalWorkflow, payload, options)
    if (job === undefined) return 0
    const report = evalReportOf(job)
    desk.print.data({ jobId: job.id, ...report }, () => evalText(report, desk.print))
    desk.print.next(`nightdesk eval diff <before> ${shortId(job.id)}`, 'nightdesk usage')
    return isGoodEnough(report) ? 0 : 1
  },
})

const diff = defineCommand({
  name: 'diff',
  summary: 'Compare two runs, each a job or a file; exit code 1 where a check passes less often',
  usage: '<before> <after>',
  examples: ['nightdesk eval diff before.json after.json', 'nightdesk eval diff 1a2b3c4d 5e6f7a8b'],
  async run({ words: [before = '', after = ''] }, desk) {
    const { compareRuns } = await import('../../services/evals.ts')
    const comparison = await compareRuns(await desk.app(), before, after)
    desk.print.data(comparison, () => comparisonText(comparison, desk.print))
    desk.print.next('nightdesk jobs list --type eval.run')
    return comparison.broken.length === 0 ? 0 : 1
  },
})

const add = defineCommand({
  name: 'add',
  summary: 'Print what a job asked of models as cases of a suite, or add them to its file',
  options: {
    job: text('--job <job>', 'the job, with all that it started'),
    suite: text('--suite <file>', 'add to this file instead of printing'),
  },
  examples: ['nightdesk eval add --job 1a2b3c4d', 'nightdesk eval add --job 1a2b3c4d --suite suite.jsonl'],
  async run({ options: { job, suite: file } }, desk) {
    if (job === undefined)
      throw new AppError('wrong-use', 'nightdesk eval add needs --job.', { hint: 'Try: nightdesk jobs list' })
    const { addToSuite, casesOfJob } = await import('../../services/evals.ts')
    const cases = await casesOfJob(await desk.app(), job)
    if (file === undefined) desk.print.data(cases, () => cases.map((line) => JSON.stringify(line)).join('\n'))
    else {
      const added = await addToSuite(file, cases)
      desk.print.data({ file, added }, () => `${count(added, 'case')} added to ${file}`)
    }
    desk.print.next(
      file === undefined
        ? `nightdesk eval add --job ${job} --suite suite.jsonl`
        : `nightdesk eval run ${file}`,
    )
  },
})

const exportLines = defineCommand({
  name: 'export',
  summary: 'Print a suite made from what readers voted: their yes must rank above their no',
  options: { fromFeedback: flag('--from-feedback', 'from the votes of readers') },
  examples: ['nightdesk eval export --from-feedback > suite.jsonl'],
  async run({ options }, desk) {
    if (!options.fromFeedback)
      throw new AppError('wrong-use', 'nightdesk eval export needs --from-feedback.', {
        hint: 'Try: nightdesk eval export --from-feedback > suite.jsonl',
      })
    const { suiteFromFeedback } = await import('../../services/evals.ts')
    const lines = await suiteFromFeedback(await desk.app())
    desk.print.data(lines, () => lines.map((line) => JSON.stringify(line)).join('\n'))
    desk.print.next('nightdesk eval run suite.jsonl')
  },
})

export const evals = defineGroup({
  name: 'eval',
  summary: 'Measure the answers of agents against suites of questions',
  commands: [run, diff, add, exportLines],
})
