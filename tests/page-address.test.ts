import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageKey, siteOf } from '../src/domain/page-address.ts'

const same: [string, string[]][] = [
  [
    'https://example.org/news/pizza',
    [
      'http://example.org/news/pizza',
      'HTTPS://Example.ORG/news/pizza',
      'https://www.example.org/news/pizza/',
      'https://example.org:443/news/pizza',
      'http://example.org:80/news/pizza',
      'https://example.org./news/pizza',
      'https://example.org/news/pizza#comments',
      'https://example.org/news/pizza?',
      'https://example.org/news//pizza',
      'https://example.org/news/./x/../pizza',
      'https://example.org/news/%70izza',
      'https://example.org/news/pizza?utm_source=x&utm_medium=mail&fbclid=abc',
      'https://example.org/news/pizza?gclid=1&mc_cid=2&igshid=3&ref=home',
      'https://m.example.org/news/pizza',
      'https://mobile.example.org/news/pizza',
      'https://amp.example.org/news/pizza',
      'https://example.org/amp/news/pizza',
      'https://example.org/news/pizza/amp/',
      'https://example.org/news/pizza?amp=1',
      'https://example.org/news/pizza?outputType=amp',
      'https://www.google.com/amp/s/example.org/news/pizza',
      'https://example-org.cdn.ampproject.org/c/s/example.org/news/pizza',
      'https://example.org/news/pizza;jsessionid=0A1B?PHPSESSID=9',
      ' https://example.org/news/pizza ',
    ],
  ],
  [
    'https://example.org/',
    [
      'http://www.example.org',
      'https://example.org/index.html',
      'https://example.org/index.php?utm_id=1',
      'https://example.org/default.aspx',
    ],
  ],
  [
    'https://example.org/list?a=1&b=2',
    ['https://example.org/list?b=2&a=1', 'https://example.org/list/?a=1&utm_term=x&b=2'],
  ],
  ['https://en.wikipedia.org/wiki/Pizza', ['https://en.m.wikipedia.org/wiki/Pizza#History']],
  ['https://example.org/caf%C3%A9', ['https://example.org/café', 'https://example.org/caf%c3%a9']],
  [
    'https://example.org/story.html',
    [
      'https://example.org/story.amp.html',
      'https://example.org/story.html#:~:text=pizza',
      'https://example.org/story.html.',
      'https://example.org/story.html,',
      'https://example.org/story.html).',
      'https://user:secret@example.org/story.html',
      'https://example.org/story.html?&&',
      'https://www2.example.org/story.html',
      'https://wap.example.org/story.html',
      'https://touch.example.org/story.html',
      'https://example.org/(S(lit3py55t21z5v55vlm25s55))/story.html',
      'https://example-org.bing-amp.com/c/s/example.org/story.html',
      'https://www.google.com/url?rct=j&sa=t&url=https://example.org/story.html&ct=ga&usg=AOvVaw',
      'https://www.google.co.za/url?q=https%3A%2F%2Fexample.org%2Fstory.html',
      'http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=65&url=https%3a%2f%2fexample.org%2fstory.html&c=12&mkt=en-za',
      'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fstory.html%3Ffbclid%3Dx&h=AT0',
      'https://www.google.com/amp/s/amp.example.org/story.amp.html',
    ],
  ],
  [
    'https://example.org/story?id=7',
    (
      'utm_source=x utm-medium=x utm_whatever=x fbclid=x gclid=x gclsrc=x dclid=x gbraid=x wbraid=x gad_source=1 msclkid=x yclid=1 ' +
      'twclid=x ttclid=x li_fat_id=x igshid=x igsh=x mc_cid=x mc_eid=x mkt_tok=x _hsenc=x _hsmi=1 hsCtaTracking=x vero_id=x ' +
      'mtm_campaign=x pk_campaign=x matomo_kwd=x _ga=1 _gl=x ga_source=x at_medium=x xtor=x ns_campaign=x itm_source=x icid=x ' +
      'ncid=x ocid=x cmpid=x s_cid=x s_kwcid=x wt_mc=x wt.mc_id=x ref=home ref=nl ref_src=x source=rss src=rss cid=rss campaign=may ' +
      'spm=x scm=x srsltid=x epik=x guccounter=1 guce_referrer=x smid=x trk=x oly_enc_id=x irclickid=x fb_action_ids=1 ' +
      'PHPSESSID=1 jsessionid=x sessionid=x sid=a1b2c3 sid=0123456789abcdef0123456789abcdef CFID=1 CFTOKEN=1 amp amp=1 output=amp ' +
      'outputType=amp usqp=x _=1700000000 nocache=1 print=1 share=twitter si=Xa81kdQz_12s feature=youtu.be mod=hp_lead_pos1 ' +
      'amp;utm_source=x intcmp=x int_source=x wpisrc=nl partner=rss emc=rss ASPSESSIONIDQAB=X __cft__[0]=x pf_rd_p=x UTM_Source=x ' +
      'utm%5Fsource=x session=a81kd9qz12 lipi=x'
    )
      .split(' ')
      .flatMap((trace) => [
        `https://example.org/story?id=7&${trace}`,
        `https://example.org/story?${trace}&id=7`,
      ]),
  ],
  ['https://example.org/story?id=7&lang=en', ['https://example.org/story?lang=en&amp;id=7']],
  ['https://example.org/list?tag=a&tag=b&x=1', ['https://example.org/list?x=1&tag=a&tag=b']],
  ['https://example.org/a?q=two%20words', ['https://example.org/a?q=two+words']],
  ['https://example.org/wiki/Mercury_(planet)', ['https://example.org/wiki/Mercury_%28planet%29']],
  ['https://example.org/a%7Cb', ['https://example.org/a|b', 'https://example.org/a%7cb']],
  ["https://example.org/it's", ['https://example.org/it%27s']],
  ['https://example.org/~ann', ['https://example.org/%7Eann', 'https://example.org/%7eann/']],
  [
    'https://bücher.example/x',
    ['https://xn--bcher-kva.example/x', 'https://BÜCHER.example/x', 'https://b%C3%BCcher.example/x'],
  ],
  ['https://пример.example/', ['https://xn--e1afmkfd.example']],
  ['https://example.co.uk/x', ['https://www.example.co.uk/x', 'https://m.example.co.uk/x']],
  ['https://example.org/2026/11/my-story', ['https://example.org/2026/11/my-story/amp']],
  [
    'https://example.org/news/world-4711',
    ['https://example.org/news/amp/world-4711', 'https://example.org/news/world-4711?amp=true'],
  ],
  ['https://example.org/my-story', ['https://example.org/my-story/amp/', 'https://example.org/amp/my-story']],
  ['https://example.org/story', ['https://example.org/story/amp', 'https://example.org/story/AMP/']],
  ['https://example.org/app#!/one', ['https://www.example.org/app/#!/one']],
  ['https://example.org/app#/one', ['http://example.org/app#/one']],
  ['http://[2001:db8::1]/x', ['http://[2001:0db8:0:0::1]:80/x/']],
  ['http://192.0.2.7/x', ['http://192.0.2.7:80/x', 'http://0xc0000207/x']],
  [
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    [
      'https://youtu.be/dQw4w9WgXcQ?si=AbCdEfGhIjKlMnOp',
      'https://youtu.be/dQw4w9WgXcQ/',
      'https://m.youtube.com/watch?t=42s&v=dQw4w9WgXcQ',
    ],
  ],
  ['https://x.com/a/status/1', ['https://mobile.twitter.com/a/status/1?s=46']],
  ['https://www.reddit.com/r/a/comments/1/x', ['https://old.reddit.com/r/a/comments/1/x/']],
  [
    'https://example.org/big-story',
    [
      'https://3g.example.org/big-story',
      'https://example.org/big-story/print/',
      'https://example.org/big-story/amp.html',
      'https://example.org/big-story?view=print&from=rss&via=twitter&sfmc_id=1&dm_i=1,2&unlocked_article_code=1.a',
      'https://www.google.com/amp/s/example.org/big-story%3Famp',
    ],
  ],
  ['https://www.amazon.com/dp/B00X', ['https://www.amazon.com/dp/B00X/ref=sr_1_1?qid=1&sr=8-1&tag=a-20']],
  ['https://twitter.com/a/status/1', ['https://mobile.twitter.com/a/status/1?s=20&t=abc']],
  ['https://blog.blogspot.com/2026/11/x.html', ['https://blog.blogspot.com/2026/11/x.html?m=1']],
  [
    'https://news.google.com/rss/articles/CBMi',
    ['https://news.google.com/rss/articles/CBMi?oc=5&hl=en-ZA&gl=ZA&ceid=ZA:en'],
  ],
]

for (const [address, twins] of same)
  for (const twin of twins)
    test(`${twin.trim()} is ${address}`, () => {
      assert.equal(pageKey(twin), pageKey(address))
    })

for (const [a, b] of [
  ['https://example.org/a', 'https://example.org/b'],
  ['https://example.org/?id=1', 'https://example.org/?id=2'],
  ['https://example.org/watch?v=aBc', 'https://example.org/watch?v=abc'],
  ['https://example.org/a', 'https://example.com/a'],
  ['https://news.example.org/a', 'https://example.org/a'],
  ['https://example.org:8080/a', 'https://example.org/a'],
  ['https://example.org/#/one', 'https://example.org/#/two'],
  ['https://example.org/a?page=2', 'https://example.org/a?page=3'],
  ['https://example.org/a%2Fb', 'https://example.org/a/b'],
  ['https://amplify.org/x', 'https://lify.org/x'],
  ['https://example.org/amplifier', 'https://example.org/lifier'],
  ['https://example.org/a', 'https://example.org/A'],
  ['https://example.org/a/', 'https://example.org/A/'],
  ['https://example.org/?id=1', 'https://example.org/'],
  ['https://example.org/?id=a', 'https://example.org/?id=A'],
  ['https://example.org/?ID=1', 'https://example.org/?id=1'],
  ['https://example.org/a?b=1&c=2', 'https://example.org/a?b=2&c=1'],
  ['https://example.org/a?b=1', 'https://example.org/a?b=1&b=2'],
  ['https://example.org/a?b=1&b=2', 'https://example.org/a?b=2&b=1'],
  ['https://example.org/article.php?sid=123', 'https://example.org/article.php?sid=124'],
  ['https://example.org/article.pl?sid=06/01/02/1', 'https://example.org/article.pl?sid=06/01/02/2'],
  ['https://example.org/list?cid=12', 'https://example.org/list?cid=13'],
  ['https://example.org/item?ref=4711', 'https://example.org/item?ref=4712'],
  ['https://example.org/x?mod=view', 'https://example.org/x?mod=edit'],
  ['https://example.org/phones?feature=5g', 'https://example.org/phones?feature=4g'],
  ['https://example.org/cal?m=1', 'https://example.org/cal?m=2'],
  ['https://example.org/x?s=1', 'https://example.org/x?s=2'],
  ['https://example.org/x?t=1', 'https://example.org/x?t=2'],
  ['https://example.org/x?hl=en', 'https://example.org/x?hl=de'],
  ['https://example.org/x?sc_lang=en', 'https://example.org/x?sc_lang=de'],
  ['https://example.org/x?output=pdf', 'https://example.org/x'],
  ['https://example.org/trains?from=London', 'https://example.org/trains?from=Paris'],
  ['https://example.org/x?view=list', 'https://example.org/x'],
  ['https://example.org/services/print', 'https://example.org/services'],
  ['https://youtu.be/dQw4w9WgXcQ', 'https://youtu.be/DQw4w9WgXcQ'],
  ['https://example.org/x?p=1', 'https://example.org/x?p=2'],
  ['https://example.org/x?page=2', 'https://example.org/x'],
  ['https://example.org/x?lang=en', 'https://example.org/x?lang=af'],
  ['https://example.org/x?utm=1', 'https://example.org/x?utm=2'],
  ['https://example.org/app#!one', 'https://example.org/app#!two'],
  ['https://example.org/app#!/one', 'https://example.org/app'],
  ['https://example.org/wiki/Yahoo!', 'https://example.org/wiki/Yahoo'],
  ['https://example.org/wiki/C%2B%2B', 'https://example.org/wiki/C'],
  ['https://example.org/wiki/C%23', 'https://example.org/wiki/C'],
  ['https://example.org/a%3Fb=1', 'https://example.org/a?b=1'],
  ['https://example.org/a%25b', 'https://example.org/a%20b'],
  ['https://example.org/a+b', 'https://example.org/a%20b'],
  ['https://example.org/amp', 'https://example.org/'],
  ['https://example.org/guitars/amp/tubes', 'https://example.org/guitars/tubes'],
  ['https://example.org/talk?session=12', 'https://example.org/talk?session=13'],
  ['https://example.org/home.html', 'https://example.org/'],
  ['https://example.org/index', 'https://example.org/'],
  ['https://example.org/index.html/a', 'https://example.org/a'],
  ['https://example.org/a.html', 'https://example.org/a'],
  ['https://example.org/1', 'https://example.org/11'],
  ['https://m.co.uk/x', 'https://mobile.co.uk/x'],
  ['https://en.example.org/x', 'https://de.example.org/x'],
  ['https://a.blogspot.com/', 'https://b.blogspot.com/'],
  ['https://example.org:8443/', 'https://example.org/'],
  ['http://192.0.2.7/', 'http://192.0.2.8/'],
  ['https://www.google.com/url?sa=t', 'https://www.google.com/'],
  ['https://www.google.com/search?q=https://example.org/a', 'https://example.org/a'],
  ['https://www.google.com/url?q=javascript:alert(1)', 'https://www.google.com/url?q=javascript:alert(2)'],
] as const)
  test(`${a} is not ${b}`, () => {
    assert.notEqual(pageKey(a), pageKey(b))
  })

for (const [address, site] of [
  ['https://www.news.bbc.co.uk/x', 'bbc.co.uk'],
  ['https://www.timeslive.co.za/', 'timeslive.co.za'],
  ['https://blog.example.org/', 'example.org'],
  ['https://someone.substack.com/p/x', 'someone.substack.com'],
  ['https://someone.github.io/x', 'someone.github.io'],
  ['http://127.0.0.1:4000/', '127.0.0.1'],
  ['http://localhost:4000/', 'localhost'],
  ['no address', ''],
] as const)
  test(`the site of ${address} is ${site || 'nothing'}`, () => {
    assert.equal(siteOf(address), site)
  })

test('an address of any length has its key at once, and a key is its own key', () => {
  for (const path of [
    '.'.repeat(200_000),
    '/amp'.repeat(50_000),
    '%41'.repeat(100_000),
    ';sid=1'.repeat(50_000),
  ]) {
    const key = pageKey(`https://example.org/a${path}x?b=1`)
    assert.equal(pageKey(`https://${key}`), key)
  }
})
