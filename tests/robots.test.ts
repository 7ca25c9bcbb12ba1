import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeRobots, parseRobots } from '../src/io/http/index.ts'

/** `agent url → allowed`, in the manner of the tests of Google's parser, which RFC 9309 grew out of. */
function allows(robots: string, agent: string, url: string): boolean {
  return judgeRobots({ status: 200, text: robots }, agent, new URL(url)).allowed
}

const site = 'http://foo.bar'

const cases: [title: string, robots: string, agent: string, path: string, allowed: boolean][] = [
  ['an empty file allows', '', 'FooBot', '/', true],
  ['rules before any user agent are ignored', 'Disallow: /x\n', 'FooBot', '/x/y', true],
  ['a group for the agent holds', 'user-agent: FooBot\ndisallow: /\n', 'FooBot', '/x/y', false],
  ['a group for another agent does not', 'user-agent: BarBot\ndisallow: /\n', 'FooBot', '/x/y', true],
  ['keys are read in any case', 'USER-AGENT: FooBot\nDISALLOW: /x/\n', 'FooBot', '/x/y', false],
  ['values of paths keep their case', 'user-agent: FooBot\ndisallow: /X/\n', 'FooBot', '/x/y', true],
  ['the agent is read in any case', 'user-agent: FOO BAR\nallow: /x/\ndisallow: /\n', 'foo', '/x/y', true],
  ['of a user agent only the first word counts', 'user-agent: Foo Bar\ndisallow: /\n', 'Foo', '/x', false],
  [
    'the agent may come with its version',
    'user-agent: foobot\ndisallow: /\n',
    'FooBot/2.1 (+https://x)',
    '/x',
    false,
  ],
  [
    'the general group holds where no other does',
    'user-agent: *\nallow: /\nuser-agent: BarBot\ndisallow: /\n',
    'FooBot',
    '/x',
    true,
  ],
  [
    'a specific group wins over the general one',
    'user-agent: *\ndisallow: /x\nuser-agent: FooBot\nallow: /y\n',
    'FooBot',
    '/x',
    true,
  ],
  [
    'an empty specific group allows',
    'user-agent: *\ndisallow: /\nuser-agent: FooBot\n',
    'FooBot',
    '/x',
    true,
  ],
  [
    'groups of one agent are joined',
    'user-agent: FooBot\ndisallow: /a\nuser-agent: BarBot\ndisallow: /b\nuser-agent: FooBot\ndisallow: /c\n',
    'FooBot',
    '/c',
    false,
  ],
  [
    'several agents share a group',
    'user-agent: FooBot\nuser-agent: BarBot\ndisallow: /\n',
    'FooBot',
    '/x',
    false,
  ],
  [
    'a sitemap between agents does not close the group',
    'user-agent: BarBot\nsitemap: https://foo.bar/s\nuser-agent: *\ndisallow: /\n',
    'BarBot',
    '/x',
    false,
  ],
  [
    'an unknown key does not close the group',
    'user-agent: FooBot\nnonsense: 1\nuser-agent: *\ndisallow: /\n',
    'FooBot',
    '/x',
    false,
  ],
  [
    'a star that is followed by a word is still the general group',
    'user-agent: * baz\ndisallow: /\n',
    'FooBot',
    '/x',
    false,
  ],
  ['a star within a word is no general group', 'user-agent: *foo\ndisallow: /\n', 'FooBot', '/x', true],
  [
    'the longer rule wins: disallow',
    'user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n',
    'FooBot',
    '/x/page.html',
    false,
  ],
  [
    'the longer rule wins: allow',
    'user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n',
    'FooBot',
    '/x/page.html',
    true,
  ],
  [
    'the longer rule leaves the rest',
    'user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n',
    'FooBot',
    '/x/',
    false,
  ],
  [
    'of equal rules the one that allows wins',
    'user-agent: FooBot\ndisallow: /x\nallow: /x\n',
    'FooBot',
    '/x',
    true,
  ],
  ['an empty disallow allows', 'user-agent: FooBot\ndisallow:\n', 'FooBot', '/x', true],
  [
    'an empty allow and disallow of all forbid',
    'user-agent: FooBot\ndisallow: /\nallow:\n',
    'FooBot',
    '/x',
    false,
  ],
  [
    'stars count as characters of a rule',
    'user-agent: FooBot\ndisallow: /x/page.\nallow: /*.html\n',
    'FooBot',
    '/x/page.html',
    false,
  ],
  ['a rule is a prefix', 'user-agent: FooBot\ndisallow: /fish\n', 'FooBot', '/fishheads/yummy.html', false],
  [
    'a rule begins at the start of the path',
    'user-agent: FooBot\ndisallow: /fish\n',
    'FooBot',
    '/catfish',
    true,
  ],
  [
    'a rule with a star at its end is a prefix',
    'user-agent: FooBot\ndisallow: /fish*\n',
    'FooBot',
    '/fish.html',
    false,
  ],
  [
    'a folder does not match the name alone',
    'user-agent: FooBot\ndisallow: /fish/\n',
    'FooBot',
    '/fish',
    true,
  ],
  [
    'a star stands for anything',
    'user-agent: FooBot\ndisallow: /*.php\n',
    'FooBot',
    '/folder/filename.php?parameters',
    false,
  ],
  ['a dollar is the end', 'user-agent: FooBot\ndisallow: /*.php$\n', 'FooBot', '/filename.php', false],
  [
    'a dollar is the end, with a query after it',
    'user-agent: FooBot\ndisallow: /*.php$\n',
    'FooBot',
    '/filename.php?x',
    true,
  ],
  ['a dollar within a pattern is itself', 'user-agent: FooBot\ndisallow: /a$b\n', 'FooBot', '/a$b', false],
  ['two stars and an end', 'user-agent: FooBot\ndisallow: /a*b*c$\n', 'FooBot', '/aXbXcXc', false],
  ['parts do not overlap', 'user-agent: FooBot\ndisallow: /ab*ba$\n', 'FooBot', '/aba', true],
  [
    'Allow: /index.html allows the folder',
    'user-agent: *\nallow: /allowed/index.html\ndisallow: /\n',
    'FooBot',
    '/allowed/',
    true,
  ],
  [
    'and not what is in the folder',
    'user-agent: *\nallow: /allowed/index.html\ndisallow: /\n',
    'FooBot',
    '/allowed/x',
    false,
  ],
  [
    'letters beyond ASCII are encoded',
    'user-agent: FooBot\ndisallow: /\nallow: /foo/bar/ツ\n',
    'FooBot',
    '/foo/bar/%E3%83%84',
    true,
  ],
  [
    'escapes compare in capitals',
    'user-agent: FooBot\ndisallow: /\nallow: /foo/bar/%e3%83%84\n',
    'FooBot',
    '/foo/bar/ツ',
    true,
  ],
  ['queries count', 'user-agent: FooBot\ndisallow: /x?y=\n', 'FooBot', '/x?y=1', false],
  ['a colon may be missing', 'user-agent FooBot\ndisallow /\n', 'FooBot', '/x', false],
  ['keys may be misspelt', 'useragent: FooBot\ndissallow: /\n', 'FooBot', '/x', false],
  ['comments end a line', 'user-agent: FooBot # me\ndisallow: /x # not this\n', 'FooBot', '/x', false],
  ['a byte order mark is skipped', '\ufeffuser-agent: FooBot\ndisallow: /\n', 'FooBot', '/x', false],
  ['lines may end with CR', 'user-agent: FooBot\rdisallow: /\r', 'FooBot', '/x', false],
  ['lines may end with CR LF', 'user-agent: FooBot\r\ndisallow: /\r\n', 'FooBot', '/x', false],
  ['white space around is skipped', '  user-agent :  FooBot\t\n\tdisallow :  / \n', 'FooBot', '/x', false],
  ['robots.txt itself is always allowed', 'user-agent: *\ndisallow: /\n', 'FooBot', '/robots.txt', true],
]

for (const [title, robots, agent, path, allowed] of cases)
  test(`robots.txt: ${title}`, () => {
    assert.equal(allows(robots, agent, `${site}${path}`), allowed)
  })

test('the status of robots.txt decides where there is no file', () => {
  const forbidding = 'user-agent: *\ndisallow: /\n'
  const verdict = (status: number) =>
    judgeRobots({ status, text: forbidding }, 'FooBot', new URL(site)).allowed
  for (const status of [200, 204, 500, 503, 599, 0]) assert.equal(verdict(status), false, String(status))
  for (const status of [400, 401, 403, 404, 410, 429, 499, 310])
    assert.equal(verdict(status), true, String(status))
})

test('Crawl-delay and sitemaps are read', () => {
  const rules = parseRobots(
    'user-agent: *\ncrawl-delay: 10\n\nuser-agent: nightdesk\ncrawl-delay: 2.5\n\nsitemap: https://foo.bar/a.xml\nSitemap: /b.xml\n',
    'nightdesk/1.0',
  )
  assert.equal(rules.crawlDelay, 2.5)
  assert.deepEqual(rules.sitemaps, ['https://foo.bar/a.xml', '/b.xml'])
})

test('a pattern of many stars is matched without backtracking', () => {
  const pattern = `/${'*a'.repeat(2000)}$`
  assert.equal(parseRobots(`user-agent: *\ndisallow: ${pattern}`, 'x').allows(`/${'a'.repeat(3000)}b`), true)
})

test('lines beyond 500 KiB are not read', () => {
  const long = `user-agent: *\n${'# filler\n'.repeat(60_000)}disallow: /\n`
  assert.equal(allows(long, 'FooBot', `${site}/x`), true)
})
