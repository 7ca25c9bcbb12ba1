// Loaded into the process of each test file: what a test left open must not keep the whole run from ending.
const limit = Number(process.env.NIGHTDESK_TEST_FILE_SECONDS ?? 600) * 1000

setTimeout(() => {
  process.stderr.write(`${process.argv[1]} did not end within ${limit / 1000} s and is ended.\n`)
  process.exit(1)
}, limit).unref()
