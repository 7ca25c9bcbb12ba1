import * as v from 'valibot'
import { pageKey } from '../../domain/page-address.ts'
import { defineOperation } from './operation.ts'

/** Which page an address names: one key, one page. */
export const urlKey = defineOperation(v.object({ url: v.string() }), ({ url }) => ({ key: pageKey(url) }))
