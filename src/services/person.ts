import { AppError } from '../base/app-error.ts'
import { newId } from '../base/id.ts'
import { cleanText, squeeze, stripControls, truncate } from '../base/text.ts'
import { readUser, updateUser, type Person } from '../store/users.ts'
import type { App } from './app.ts'

export { type Person }

export interface PersonWish {
  name: string | undefined
  /** Empty: none. */
  email: string | undefined
}

const longestName = 100

/** The person who acts: as résumés name them. */
export async function showPerson(app: App): Promise<Person> {
  const person = await readUser(app.sql, app.org, app.userId)
  if (person === undefined) throw new Error(`The user ${app.userId} was not found.`)
  return person
}

/** Changes name and e-mail; what is undefined stays. */
export async function changePerson(
  app: App,
  wish: PersonWish,
): Promise<{ person: Person; changed: boolean }> {
  const change = { id: newId(), userId: app.userId, subjectId: app.userId }
  const changed = await updateUser(
    app.sql,
    app.org,
    { name: checkName(wish.name), email: checkEmail(wish.email) },
    { ...change, action: 'person-changed', subject: 'user' },
  )
  return { person: await showPerson(app), changed }
}

function checkName(said: string | undefined): string | undefined {
  if (said === undefined) return undefined
  const name = squeeze(stripControls(cleanText(said)))
  if (name !== '' && name.length <= longestName) return name
  throw new AppError(
    'wrong-use',
    `"${truncate(name, 60)}" cannot be a name: it has 1 to ${longestName} letters.`,
    {
      hint: 'Try: nightdesk me "Ada Lovelace"',
    },
  )
}

function checkEmail(said: string | undefined): string | undefined {
  if (said === undefined || said === '' || /^[^\s@<>"]+@[^\s@<>"]+$/u.test(said)) return said
  throw new AppError('wrong-use', `"${truncate(said, 60)}" is no e-mail address.`, {
    hint: 'Try: nightdesk me --email ada@example.com',
  })
}
