// Loaded with --import: writes the address of every module that the process loads into a file.
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const file = process.env.NIGHTDESK_TEST_MODULES

if (file !== undefined)
  registerHooks({
    load(url, context, nextLoad) {
      appendFileSync(file, `${url}\n`)
      return nextLoad(url, context)
    },
  })
