import { defineCommand } from '../command.ts'
import { text } from '../option.ts'

export const me = defineCommand({
  name: 'me',
  summary: 'Say how you are called on a résumé: your name and e-mail',
  usage: '[name...]',
  options: { email: text('--email <address>', 'your e-mail address; "" for none') },
  examples: ['nightdesk me', 'nightdesk me "Ada Lovelace" --email ada@example.com'],
  async run({ words, options }, desk) {
    const { changePerson, showPerson } = await import('../../services/person.ts')
    const app = await desk.app()
    const name = words.length === 0 ? undefined : words.join(' ')
    const isAsked = name !== undefined || options.email !== undefined
    const { print } = desk
    const { person, changed } = isAsked
      ? await changePerson(app, { name, email: options.email })
      : { person: await showPerson(app), changed: false }
    print.data(person, () =>
      print.safe(person.email === null ? person.name : `${person.name} <${person.email}>`),
    )
    if (isAsked) print.say(changed ? 'Changed.' : 'Nothing changed.')
    print.next(isAsked ? 'nightdesk resume refresh' : 'nightdesk me "Ada Lovelace" --email ada@example.com')
  },
})
