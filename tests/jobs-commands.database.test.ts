import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enqueueJobs, readyPlan } from '../src/jobs/index.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { json, type Ran } from './support/command.ts'
import { nightdesk } from './support/command-here.ts'

interface ShownJob {
  id: string
  type: string
  status: string
}

test('jobs list, show, explain and tail tell the same story of a job', async (t) => {
  const run = commandsOn(await testDatabase(t))
  await run('log', 'Moved the build to Docker')
  await run('analyze')
  const [job] = json(await run('jobs', 'list', '--json')) as ShownJob[]
  assert.deepEqual([job?.type, job?.status], ['worklog.analyze', 'success'])
  const tail = job?.id.slice(-8) ?? ''
  const shown = await run('jobs', 'show', tail)
  assert.match(shown.stdout, /worklog\.analyze .*\n✓ success/)
  assert.match(shown.stdout, /Timeline\n/)
  assert.match((await run('explain', tail)).stdout, /It succeeded\./)
  const lines = (await run('tail', tail, '--json')).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string })
  assert.deepEqual([lines[0]?.name, lines.at(-1)?.name], ['job-enqueued', 'job-succeeded'])
})

test('a waiting job says which jobs it waits for, and a cancelled one why; what follows it is cancelled too', async (t) => {
  const database = await testDatabase(t)
  const run = commandsOn(database)
  const payload = {}
  const { ids, jobs } = readyPlan({
    first: { type: 'worklog.analyze', payload },
    second: { type: 'skills.extract', payload, after: ['first'] },
    third: { type: 'resume.refresh', payload, after: ['second'], policy: 'continue' },
  })
  await enqueueJobs(database.sql, database.org, jobs)
  const tailOf = (name: string) => ids[name]?.slice(-8) ?? ''
  assert.match(
    (await run('explain', tailOf('second'))).stdout,
    /It waits for 1 job that must end first: worklog\.analyze \w{8} \(queued\)/,
  )
  assert.match(
    (await run('explain', tailOf('first'))).stdout,
    /It is ready, but no daemon works on worklog\.analyze\./,
  )
  await database.sql`
    with put_off as (
      update jobs
      set error = 'news.example is asked in turn.', error_kind = 'rate-limit'
      where id = ${ids.first ?? ''}
      returning org_id, id
    )
    insert into events (org_id, job_id, source, name, message)
    select org_id, id, 'system', 'job-postponed', 'Put off'
    from put_off`
  const putOff = (await run('explain', tailOf('first'))).stdout
  assert.match(putOff, /It waits for its turn: news\.example/)
  assert.doesNotMatch(putOff, /failed/)
  assert.match((await run('jobs', 'show', tailOf('third'))).stdout, /resume\.refresh .*after skills\.extract/)
  assert.equal((await run('jobs', 'cancel', tailOf('first'))).code, 0)
  assert.match((await run('explain', tailOf('second'))).stdout, /did not succeed/)
  const listed = json(await run('jobs', 'list', '--all', '--json')) as ShownJob[]
  assert.deepEqual(Object.fromEntries(listed.map(({ type, status }) => [type, status])), {
    'worklog.analyze': 'cancelled',
    'skills.extract': 'cancelled',
    'resume.refresh': 'queued',
  })
  assert.equal((await run('jobs', 'retry', tailOf('first'))).code, 0)
})

test('a failed job whose key another one has does not run again, and says why', async (t) => {
  const database = await testDatabase(t)
  const run = commandsOn(database)
  const { sql, org } = database
  const tick = { type: 'worklog.analyze', payload: {}, uniqueKey: 'schedule:nightly' }
  const [failed] = await enqueueJobs(sql, org, [tick])
  await sql`update jobs set status = 'failed', error = 'It broke', finished_at = now()`
  await enqueueJobs(sql, org, [tick])
  const refused = await run('jobs', 'retry', failed?.id ?? '')
  assert.equal(refused.code, 2)
  assert.match(
    refused.stderr,
    /cannot run again now: another one with the key "schedule:nightly" has not ended\.\nTry: nightdesk jobs list --type worklog\.analyze/,
  )
  assert.match((await run('jobs', 'retry', '--failed')).stdout, /Queued 0 jobs again/)
})

test('bad input of the job commands is one sentence and an exit code', async (t) => {
  const run = commandsOn(await testDatabase(t))
  const cases: [string[], number, RegExp][] = [
    [['jobs', 'show', 'zzz'], 2, /"zzz" is not the id of a job/],
    [['jobs', 'show', '00000000'], 3, /no job whose id ends in "00000000"/],
    [['jobs', 'list', '--status', 'done'], 2, /"done" is none of/],
    [['jobs', 'list', '--limit', '0'], 2, /"0" is not a whole number/],
    [['tail', '--since', 'soon'], 2, /"soon" is not a length of time/],
    [['jobs', 'prune'], 5, /Nobody is here to answer/],
    [['jobs', 'prune', '--older', '1d'], 5, /Try: nightdesk jobs prune --older 1d --yes/],
    [['events', 'prune', '--older', '1x'], 2, /Try: --older 30d/],
    [['jobs', 'retry'], 2, /needs the id of a job, or --failed/],
    [['jobs', 'list', '-t', 'digest.rum'], 2, /Did you mean digest\.run\?/],
    [
      ['schedule', 'add', 'bad name!', '0 8 * * *', 'worklog.analyze'],
      2,
      /"bad name!" cannot name a schedule/,
    ],
    [['schedule', 'add', 'x', 'every day', 'worklog.analyze'], 2, /"every day"/],
    [['schedule', 'add', 'x', '0 8 * * *', 'worklog.analyse'], 2, /no job type named "worklog.analyse"/],
    [['schedule', 'add', 'x', '0 8 * * *', 'worklog.analyze', '--payload', '{'], 2, /"\{" is not JSON/],
    [['schedule', 'add', 'x', '0 8 * * *', 'worklog.analyze', '--zone', 'Mars/Olympus'], 2, /Mars\/Olympus/],
    [
      ['schedule', 'add', 'x', '0 8 * * *', 'report.generate'],
      2,
      /fit report\.generate: "kind" is missing\./,
    ],
    [
      ['schedule', 'add', 'x', '0 8 * * *', 'worklog.analyze', '--payload', '{"again":"yes"}'],
      2,
      /"again" must be boolean, not "yes"/,
    ],
    [['schedule', 'remove', 'nightly'], 3, /no schedule named "nightly"/],
    [['schedule', 'next', '0 8 * * *', '--at', 'noon'], 2, /"noon" is not a moment/],
    [['daemon', '--once', '--only', 'page.write'], 2, /no job type named "page.write"/],
  ]
  for (const [words, code, sentence] of cases) {
    const ran = await run(...words)
    assert.equal(ran.code, code, `${words.join(' ')}: ${ran.stderr}`)
    assert.match(ran.stderr, sentence)
  }
  assert.deepEqual(json(await run('schedule', 'list', '--json')), [])
})

test('a schedule is added, switched, run, and shows what it started', async (t) => {
  const run = commandsOn(await testDatabase(t))
  assert.equal(
    (
      await run(
        'schedule',
        'add',
        'nightly',
        '0 22 * * 1-5',
        'worklog.analyze',
        '--zone',
        'Africa/Johannesburg',
      )
    ).code,
    0,
  )
  assert.equal((await run('schedule', 'add', 'nightly', '0 22 * * 1-5', 'worklog.analyze')).code, 2)
  assert.match(
    (await run('schedule', 'next', 'nightly', '--count', '2')).stdout,
    /T20:00:00\.000Z[^]*T20:00:00\.000Z/,
  )
  assert.equal((await run('schedule', 'disable', 'nightly')).code, 0)
  const off = await run('schedule', 'list')
  assert.match(off.stdout, /nightly .* off/)
  assert.doesNotMatch(off.stderr, /No daemon/)
  assert.equal((await run('schedule', 'enable', 'nightly')).code, 0)
  assert.match((await run('schedule', 'list')).stderr, /No daemon is running.* nightdesk daemon --once/)
  assert.match((await run('schedule', 'history', 'nightly')).stdout, /It has started nothing yet/)
  assert.equal((await run('schedule', 'run', 'nightly')).code, 0)
  assert.match((await run('schedule', 'history', 'nightly')).stdout, /worklog\.analyze +✓ success/)
  assert.equal((await run('schedule', 'remove', 'nightly')).code, 0)
})

test('a scheduled report that names no zone has that of its cron line', async (t) => {
  const run = commandsOn(await testDatabase(t))
  const add = async (name: string, payload: string) =>
    await run(
      'schedule',
      'add',
      name,
      '0 9 * * 1-5',
      'report.generate',
      '--zone',
      'Asia/Tokyo',
      '--payload',
      payload,
    )
  assert.equal((await add('standup', '{"kind":"standup"}')).code, 0)
  assert.equal((await add('status', '{"kind":"status","zone":"UTC"}')).code, 0)
  assert.match((await add('other', '{"kind":"nope"}')).stderr, /"kind" must be/)
  const listed = json(await run('schedule', 'list', '--json')) as { payload: { zone: string } }[]
  assert.deepEqual(
    listed.map(({ payload }) => payload.zone),
    ['Asia/Tokyo', 'UTC'],
  )
})

test('a paused type is told by status and explain, and resumed by its name', async (t) => {
  const run = commandsOn(await testDatabase(t))
  assert.equal((await run('jobs', 'pause', 'worklog.analyze')).code, 0)
  assert.match((await run('jobs', 'pause', 'worklog.analyze')).stderr, /are paused already/)
  assert.match((await run('jobs', 'pause', 'worklog.analyse')).stderr, /worklog\.analyze/)
  assert.match((await run('analyze')).stderr, /paused; nothing was started.*\n.*jobs resume worklog\.analyze/)
  const { id } = json(await run('analyze', '--no-wait', '--json')) as { id: string }
  assert.match((await run('explain', id)).stdout, /Somebody paused worklog\.analyze/)
  assert.match((await run('status')).stdout, /Paused: worklog\.analyze, 1 job queued\./)
  assert.match((await run('jobs', 'resume', 'worklog.analyze')).stdout, /1 job queued/)
  assert.match((await run('jobs', 'resume', 'worklog.analyze')).stderr, /are not paused/)
})

function commandsOn({ url }: TestDatabase): (...words: string[]) => Promise<Ran> {
  return async (...words) => await nightdesk(words, { databaseUrl: url })
}
