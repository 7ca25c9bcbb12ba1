import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodePattern, pathOf } from '../src/base/path-pattern.ts'
import { judgeRobots, parseRobots } from '../src/io/http/index.ts'

/** `agent url → allowed`, in the manner of the tests of Google's parser, which RFC 9309 grew out of. */
function allows(robots: string, agent: string, url: string): boolean {
  return judgeRobots({ status: 200, text: robots }, agent, url).allowed
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
    '/foo/bar/%E3%83%84',
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

/** Files after the suite of Google's parser (robots_test.cc), in our words: addresses that are allowed, and not. */
const files: { title: string; robots: string; agent?: string; allowed?: string[]; forbidden?: string[] }[] = [
  { title: 'an empty file allows the empty address', robots: '', allowed: [''] },
  {
    title: 'an empty agent is nobody',
    robots: 'user-agent: FooBot\ndisallow: /\n',
    agent: '',
    allowed: [''],
  },
  { title: 'an empty address is the root', robots: 'user-agent: FooBot\ndisallow: /\n', forbidden: [''] },
  { title: 'an empty file allows an empty agent', robots: '', agent: '', allowed: [''] },
  { title: 'other keys are no rules', robots: 'foo: FooBot\nbar: /\n', allowed: ['/x/y'] },
  { title: 'white space stands for a colon', robots: 'user-agent FooBot\ndisallow /\n', forbidden: ['/x/y'] },
  ...['Foo', 'foo', 'FOO'].map((agent) => ({
    title: `the group of "FoO bAr" is that of ${agent}`,
    robots: 'User-Agent: FoO bAr\nAllow: /x/\nDisallow: /\n',
    agent,
    allowed: ['/x/y'],
    forbidden: ['/a/b'],
  })),
  ...[
    ['FooBot', ['/x/b', '/z/d'], ['/y/c', '/foo/bar/']] as const,
    ['BarBot', ['/y/c', '/w/a'], ['/z/d', '/foo/bar/']] as const,
    ['BazBot', ['/z/d'], ['/foo/bar/']] as const,
  ].map(([agent, allowed, forbidden]) => ({
    title: `groups of one agent are one, blank lines end none, and rules outside are nobody's: ${agent}`,
    robots:
      'allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\nallow: /y/\n\n\n' +
      'allow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n',
    agent,
    allowed: [...allowed],
    forbidden: [...forbidden],
  })),
  ...['BarBot', 'FooBot'].flatMap((agent) => [
    {
      title: `a sitemap does not end a group: ${agent}`,
      robots: 'User-agent: BarBot\nSitemap: https://foo.bar/sitemap\nUser-agent: *\nDisallow: /\n',
      agent,
      forbidden: ['/'],
    },
    {
      title: `an unknown line does not end a group: ${agent}`,
      robots: 'User-agent: FooBot\nInvalid-Unknown-Line: unknown\nUser-agent: *\nDisallow: /\n',
      agent,
      forbidden: ['/'],
    },
  ]),
  ...['USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n', 'uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n'].map(
    (robots) => ({
      title: `keys in any case: ${robots.slice(0, 10)}`,
      robots,
      allowed: ['/x/y'],
      forbidden: ['/a/b'],
    }),
  ),
  {
    title: 'a group is found by the first word of its agent',
    robots: 'User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n',
    agent: 'Foo',
    allowed: ['/x/y'],
  },
  {
    title: 'a crawler whose name has a space has no group of its own',
    robots: 'User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n',
    agent: 'Foo Bar',
    forbidden: ['/x/y'],
  },
  ...[['FooBot', 'forbidden'] as const, ['BarBot', 'allowed'] as const].map(([agent, kind]) => ({
    title: `the general group is for those without one: ${agent}`,
    robots: 'user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n',
    agent,
    [kind]: ['/x/y'],
  })),
  {
    title: 'with neither a group nor a general one nothing is forbidden',
    robots:
      'user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n',
    agent: 'QuxBot',
    allowed: ['/x/y'],
  },
  {
    title: 'the longest match decides',
    robots: 'user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n',
    allowed: ['/x/page.html'],
    forbidden: ['/x/'],
  },
  {
    title: 'two empty rules allow',
    robots: 'user-agent: FooBot\ndisallow: \nallow: \n',
    allowed: ['/x/page.html'],
  },
  {
    title: 'two equal rules allow',
    robots: 'user-agent: FooBot\ndisallow: /\nallow: /\n',
    allowed: ['/x/page.html'],
  },
  {
    title: 'a slash more is a longer match',
    robots: 'user-agent: FooBot\ndisallow: /x\nallow: /x/\n',
    allowed: ['/x/'],
    forbidden: ['/x'],
  },
  {
    title: 'the same page allowed and forbidden is allowed',
    robots: 'user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/page.html\n',
    allowed: ['/x/page.html'],
  },
  {
    title: 'a star is as long as one character: forbidden',
    robots: 'user-agent: FooBot\nallow: /page\ndisallow: /*.html\n',
    allowed: ['/page'],
    forbidden: ['/page.html'],
  },
  {
    title: 'a star is as long as one character: allowed',
    robots: 'user-agent: FooBot\nallow: /x/page.\ndisallow: /*.html\n',
    allowed: ['/x/page.html'],
    forbidden: ['/x/y.html'],
  },
  {
    title: 'what only the general group forbids is allowed to a crawler with a group',
    robots: 'User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n',
    allowed: ['/x/page'],
    forbidden: ['/y/page'],
  },
  {
    title: 'reserved characters of a query are compared as they are',
    robots: 'User-agent: FooBot\nDisallow: /\nAllow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n',
    allowed: ['/foo/bar?qux=taz&baz=http://foo.bar?tar&par'],
  },
  ...['/foo/bar/ツ', '/foo/bar/%E3%83%84'].map((pattern) => ({
    title: `a rule is encoded, an address has to be: ${pattern}`,
    robots: `User-agent: FooBot\nDisallow: /\nAllow: ${pattern}\n`,
    allowed: ['/foo/bar/%E3%83%84'],
    forbidden: ['/foo/bar/ツ'],
  })),
  {
    title: 'escapes of plain letters are compared as they are',
    robots: 'User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n',
    allowed: ['/foo/bar/%62%61%7A'],
    forbidden: ['/foo/bar/baz'],
  },
  {
    title: 'a star stands for any run of characters, none included',
    robots: 'User-agent: FooBot\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n',
    allowed: ['/foo/quz', '/foo//quz', '/foo/bax/quz'],
    forbidden: ['/foo/bar/quz'],
  },
  {
    title: 'a dollar at the end ends the path',
    robots: 'User-agent: FooBot\nDisallow: /foo/bar$\nAllow: /foo/bar/qux\n',
    allowed: ['/foo/bar/qux', '/foo/bar/', '/foo/bar/baz'],
    forbidden: ['/foo/bar'],
  },
  {
    title: 'a hash begins a comment',
    robots: 'User-agent: FooBot\n# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n',
    allowed: ['/foo/bar'],
    forbidden: ['/foo/quz'],
  },
  {
    title: 'index.html of a folder, and only that, is the folder',
    robots: 'User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n',
    allowed: ['/allowed-slash/', '/allowed-slash/index.html'],
    forbidden: ['/allowed-slash/index.htm', '/anyother-url'],
  },
  ...['/fish', '/fish*'].map((pattern) => ({
    title: `${pattern} is a prefix`,
    robots: `user-agent: FooBot\ndisallow: /\nallow: ${pattern}\n`,
    allowed: [
      '/fish',
      '/fish.html',
      '/fish/salmon.html',
      '/fishheads',
      '/fishheads/yummy.html',
      '/fish.html?id=anything',
    ],
    forbidden: ['/bar', '/Fish.asp', '/Fish.bar', '/catfish', '/?id=fish'],
  })),
  {
    title: '/fish/ is what is in the folder',
    robots: 'user-agent: FooBot\ndisallow: /\nallow: /fish/\n',
    allowed: ['/fish/', '/fish/salmon', '/fish/?salmon', '/fish/salmon.html', '/fish/?id=anything'],
    forbidden: ['/bar', '/fish', '/fish.html', '/Fish/Salmon.html'],
  },
  {
    title: '/*.php is anywhere',
    robots: 'user-agent: FooBot\ndisallow: /\nallow: /*.php\n',
    allowed: [
      '/filename.php',
      '/folder/filename.php',
      '/folder/filename.php?parameters',
      '//folder/any.php.file.html',
      '/filename.php/',
      '/index?f=filename.php/',
    ],
    forbidden: ['/bar', '/php/', '/index?php', '/windows.PHP'],
  },
  {
    title: '/*.php$ is at the end',
    robots: 'user-agent: FooBot\ndisallow: /\nallow: /*.php$\n',
    allowed: ['/filename.php', '/folder/filename.php'],
    forbidden: [
      '/bar',
      '/filename.php?parameters',
      '/filename.php/',
      '/filename.php5',
      '/php/',
      '/filename?php',
      '/aaaphpaaa',
      '//windows.PHP',
    ],
  },
  {
    title: '/fish*.php has a beginning and a middle',
    robots: 'user-agent: FooBot\ndisallow: /\nallow: /fish*.php\n',
    allowed: ['/fish.php', '/fishheads/catfish.php?parameters'],
    forbidden: ['/bar', '/Fish.PHP'],
  },
  {
    title: 'precedence: a longer allow',
    robots: 'user-agent: FooBot\nallow: /p\ndisallow: /\n',
    allowed: ['/page'],
  },
  {
    title: 'precedence: as long',
    robots: 'user-agent: FooBot\nallow: /folder\ndisallow: /folder\n',
    allowed: ['/folder/page'],
  },
  {
    title: 'precedence: a longer disallow with a star',
    robots: 'user-agent: FooBot\nallow: /page\ndisallow: /*.htm\n',
    forbidden: ['/page.htm'],
  },
  {
    title: 'precedence: the root alone',
    robots: 'user-agent: FooBot\nallow: /$\ndisallow: /\n',
    allowed: ['/'],
    forbidden: ['/page.html'],
  },
  ...['FooBot*', 'FooBot/2.1', 'FooBot bar'].map((name) => ({
    title: `of a name in the file what is no letter ends it: ${name}`,
    robots: `user-agent: ${name}\ndisallow: /\n`,
    forbidden: ['/x'],
  })),
  {
    title: 'a name that begins with no letter is nobody',
    robots: 'user-agent: ツ\ndisallow: /\n',
    agent: 'ツ',
    allowed: ['/x'],
  },
  ...['\n', '\r\n', '\r'].map((end) => ({
    title: `lines end with ${JSON.stringify(end)}`,
    robots: ['User-Agent: foo', 'Allow: /some/path', 'User-Agent: bar', '', '', 'Disallow: /'].join(end),
    agent: 'bar',
    forbidden: ['/x'],
  })),
  {
    title: 'line ends may be mixed',
    robots: 'User-Agent: foo\nAllow: /some/path\r\nUser-Agent: bar\n\r\n\nDisallow: /',
    agent: 'bar',
    forbidden: ['/x'],
  },
  ...[
    ['whole', '\ufeff'],
    ['of two bytes', '\ufffd\ufffd'],
    ['of one byte', '\ufffd'],
    ['read as Latin-1', '\u00ef\u00bb\u00bf'],
  ].map(([kind, mark]) => ({
    title: `a byte order mark is skipped: ${kind}`,
    robots: `${mark}User-Agent: foo\nDisallow: /AnyValue\n`,
    agent: 'foo',
    forbidden: ['/AnyValue'],
  })),
  {
    title: 'a broken byte order mark spoils its line',
    robots: '\u00ef\u0011\u00bfUser-Agent: foo\nDisallow: /AnyValue\n',
    agent: 'foo',
    allowed: ['/AnyValue'],
  },
  {
    title: 'a byte order mark in the middle spoils its line',
    robots: 'User-Agent: foo\n\ufeffDisallow: /AnyValue\n',
    agent: 'foo',
    allowed: ['/AnyValue'],
  },
]

for (const { title, robots, agent = 'FooBot', allowed = [], forbidden = [] } of files)
  test(`robots.txt: ${title} (${agent})`, () => {
    const at = (path: string) => (path === '' ? '' : `${site}${path}`)
    for (const path of allowed) assert.equal(allows(robots, agent, at(path)), true, path)
    for (const path of forbidden) assert.equal(allows(robots, agent, at(path)), false, path)
  })

test('a line is read up to 16,663 characters, and what is cut off is no part of the rule', () => {
  const fill = (letter: string, key: string) => `/x/${letter.repeat(2083 * 8 - key.length - 5)}`
  const forbidden = fill('a', 'disallow: ')
  const file = `user-agent: FooBot\ndisallow: ${forbidden}/qux\n`
  assert.equal(allows(file, 'FooBot', `${site}/fux`), true)
  assert.equal(allows(file, 'FooBot', `${site}${forbidden}/fux`), false)
  const [first, second] = [fill('a', 'allow: '), fill('b', 'allow: ')]
  const open = `user-agent: FooBot\ndisallow: /\nallow: ${first}/qux\nallow: ${second}/qux\n`
  assert.equal(allows(open, 'FooBot', `${site}/`), false)
  assert.equal(allows(open, 'FooBot', `${site}${first}/qux`), true)
  assert.equal(allows(open, 'FooBot', `${site}${second}/fux`), true)
})

for (const [address, path] of [
  ['', '/'],
  ['http://www.example.com', '/'],
  ['http://www.example.com/', '/'],
  ['http://www.example.com/a', '/a'],
  ['http://www.example.com/a/', '/a/'],
  ['http://www.example.com/a/b?c=http://d.e/', '/a/b?c=http://d.e/'],
  ['http://www.example.com/a/b?c=d&e=f#fragment', '/a/b?c=d&e=f'],
  ['example.com', '/'],
  ['example.com/', '/'],
  ['example.com/a', '/a'],
  ['example.com/a/', '/a/'],
  ['example.com/a/b?c=d&e=f#fragment', '/a/b?c=d&e=f'],
  ['a', '/'],
  ['a/', '/'],
  ['/a', '/a'],
  ['a/b', '/b'],
  ['example.com?a', '/?a'],
  ['example.com/a;b#c', '/a;b'],
  ['//a/b/c', '/b/c'],
  ['http://a.example/%aa', '/%AA'],
] as const)
  test(`the path of "${address}" is ${path}`, () => {
    assert.equal(pathOf(address), path)
  })

test('patterns are percent-encoded where they are not ASCII, and escapes are in capitals', () => {
  assert.deepEqual(['http://www.example.com', '/a/b/c', 'á', '%aa', '/SanJosé'].map(encodePattern), [
    'http://www.example.com',
    '/a/b/c',
    '%C3%A1',
    '%AA',
    '/SanJos%C3%A9',
  ])
})

test('sitemaps are read wherever they stand', () => {
  const sitemap = 'Sitemap: http://foo.bar/sitemap.xml\n'
  const group = 'User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\n'
  for (const file of [`${group}${sitemap}`, `${sitemap}${group}`])
    assert.deepEqual(parseRobots(file, 'foo').sitemaps, ['http://foo.bar/sitemap.xml'])
})

/** `undefined` where a file says nothing of AI to the crawler. */
const signals: [title: string, robots: string, path: string, aiInput: boolean | undefined][] = [
  ['no signal says nothing', 'User-agent: *\nAllow: /\n', '/', undefined],
  [
    'no is no',
    'User-agent: *\nContent-Signal: search=yes, ai-input=no, ai-train=no\nAllow: /\n',
    '/x',
    false,
  ],
  ['yes is yes', 'User-agent: *\nContent-signal: ai-input=yes\n', '/x', true],
  [
    'other signals say nothing of it',
    'User-agent: *\nContent-Signal: search=yes,ai-train=no,use=reference\n',
    '/x',
    undefined,
  ],
  ['case and spaces do not matter', 'user-agent: *\nCONTENT-SIGNAL:AI-Input = NO\n', '/x', false],
  [
    'a value that is neither says nothing',
    'User-agent: *\nContent-Signal: ai-input=maybe\n',
    '/x',
    undefined,
  ],
  [
    'of two that contradict each other no holds',
    'User-agent: *\nContent-Signal: ai-input=yes\nContent-Signal: ai-input=no\n',
    '/x',
    false,
  ],
  [
    'the group of another crawler is not ours',
    'User-agent: GPTBot\nContent-Signal: ai-input=no\n',
    '/x',
    undefined,
  ],
  ['our own group is', 'User-agent: nightdesk\nContent-Signal: ai-input=no\n', '/x', false],
  [
    'our own group replaces the general one',
    'User-agent: *\nContent-Signal: ai-input=no\n\nUser-agent: nightdesk\nContent-Signal: ai-input=yes\n',
    '/x',
    true,
  ],
  [
    'a signal before any group is for everybody',
    'Content-Signal: ai-input=no\nUser-agent: *\nAllow: /\n',
    '/x',
    false,
  ],
  [
    'a signal after a blank line is of the group before it',
    'User-agent: *\nAllow: /\n\nContent-Signal: ai-input=no\n',
    '/x',
    false,
  ],
  [
    'a path before the signals limits them',
    'User-agent: *\nContent-Signal: /paid/ ai-input=no\n',
    '/paid/x',
    false,
  ],
  ['and leaves other paths', 'User-agent: *\nContent-Signal: /paid/ ai-input=no\n', '/x', undefined],
  [
    'the longest path decides',
    'User-agent: *\nContent-Signal: ai-input=no\nContent-Signal: /press/ ai-input=yes\n',
    '/press/x',
    true,
  ],
  ['a comment is no signal', '# Content-Signal: ai-input=no\nUser-agent: *\nAllow: /\n', '/x', undefined],
]

for (const [title, robots, path, aiInput] of signals)
  test(`Content-Signal: ${title}`, () => {
    assert.equal(parseRobots(robots, 'nightdesk/1.0').aiInput(path), aiInput)
  })

test('the status of robots.txt decides where there is no file', () => {
  const forbidding = 'user-agent: *\ndisallow: /\n'
  const verdict = (status: number) => judgeRobots({ status, text: forbidding }, 'FooBot', site).allowed
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

/** What would take minutes by backtracking, or where each place of the path is compared with the whole pattern. */
const costly: [title: string, pattern: string, path: string][] = [
  ['many stars', `/${'*a'.repeat(2000)}$`, `/${'a'.repeat(3000)}b`],
  ['many stars that nearly match', `/${'*a'.repeat(5000)}*b`, `/${'a'.repeat(100_000)}`],
  ['one long part that nearly matches everywhere', `/*${'a'.repeat(8000)}b`, `/${'a'.repeat(1_000_000)}`],
  ['one long part whose end matches everywhere', `/*ab${'a'.repeat(8000)}`, `/${'a'.repeat(1_000_000)}`],
]

for (const [title, pattern, path] of costly)
  test(`a pattern with ${title} is matched without backtracking`, () => {
    const file = `user-agent: *\n${`disallow: ${pattern}\n`.repeat(20)}`
    assert.equal(parseRobots(file, 'x').allows(path), true)
  })

test('long runs of white space in a line are looked at once', () => {
  const run = ' '.repeat(16_000)
  const lines = [`disallow: /a${run}x`, `disallow${run}x y`, `content-signal: /a${run}x y`, `${run}x: y`]
  const file = `user-agent: *\n${lines.map((line) => `${line}\n`.repeat(100)).join('')}`
  assert.equal(parseRobots(file, 'x').allows('/b'), true)
})

test('long parts are found where the engine finds them', () => {
  const found = (pattern: string, path: string) =>
    !parseRobots(`user-agent: *\ndisallow: ${pattern}`, 'x').allows(path)
  const part = 'abababababababababac'
  assert.equal(found(`/*${part}$`, `/xx${part}`), true)
  assert.equal(found(`/*${part}x`, `/ab${part}x`), true)
  assert.equal(found(`/*${part}x`, `/ab${part}y${part}`), false)
})

test('lines beyond 500 KiB are not read, nor the one that the cap cuts', () => {
  const filler = '# filler\n'.repeat(60_000)
  assert.equal(allows(`user-agent: *\n${filler}disallow: /\n`, 'FooBot', `${site}/x`), true)
  const room = 500 * 1024 - 'user-agent: *\n#\ndisallow: /'.length
  const cut = `user-agent: *\n#${'x'.repeat(room)}\ndisallow: /private\n`
  assert.equal(allows(cut, 'FooBot', `${site}/x`), true)
  assert.equal(allows(`user-agent: *\ndisallow: /x\n${filler}`, 'FooBot', `${site}/x`), false)
})
