// All tests that need neither a database nor a process of their own, in one process: tests/run.ts names them.
const files = JSON.parse(process.env.NIGHTDESK_PURE_TESTS ?? '[]') as string[]

for (const file of files) await import(file)
