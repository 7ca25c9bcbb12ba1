/** Code page 037 from 0x40 on (IBM CDRA); below stand the control characters. */
const printable =
  ' \u00a0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®' +
  '^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u00adôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009f'
/** Where the other code pages differ: two hexadecimal digits and a character each. */
const differences: Record<string, string> = {
  cp037: '',
  cp500: '4a[4f!5a]5f^b0¢ba¬bb|',
  cp1140: '9f€',
  cp273: '43{4aÄ4f!59~5aÜ5f^63[6aö7c§a1ßb0¢b5@ba¬bb|bc‾c0äcc¦d0üdc}e0Öec\\fc]',
  cp1026: '48{4aÇ4f!5aĞ5bİ5f^68[6aş79ı7bÖ7cŞ7fÜ8c}8d`8e¦a1öac]ad$ae@b0¢ba¬bb|c0çcc~d0ğdc\\e0üec#fc"',
  cp875:
    '41Α42Β43Γ44Δ45Ε46Ζ47Η48Θ49Ι4a[4f!51Κ52Λ53Μ54Ν55Ξ56Ο57Π58Ρ59Σ5a]5f^62Τ63Υ64Φ65Χ66Ψ67Ω68Ϊ69Ϋ6a|70¨71Ά72Έ73Ή74\u00a075Ί76Ό77Ύ78Ώ80΅' +
    '8aα8bβ8cγ8dδ8eε8fζ9aη9bθ9cι9dκ9eλ9fμa0´aaνabξacοadπaeρafσb0£b1άb2έb3ήb4ϊb5ίb6όb7ύb8ϋb9ώbaςbbτbcυbdφbeχbfψcbωccΐcdΰce‘cf―da±db½dcdd·de’df¦e1eb§ecedee«ef¬fb©fcfdfe»',
}
const names: readonly [RegExp, string][] = [
  [/^(?:cp|ibm|csibm)?037$|^(?:cs)?ebcdiccp(?:us|ca|wt|nl)$|^ibm039$/, 'cp037'],
  [/^(?:cp|ibm|csibm)?500$|^(?:cs)?ebcdiccp(?:be|ch)$/, 'cp500'],
  [/^(?:cp|ibm|ibm0)?1140$/, 'cp1140'],
  [/^(?:cp|ibm|csibm)?273$/, 'cp273'],
  [/^(?:cp|ibm|csibm)?1026$/, 'cp1026'],
  [/^(?:cp|ibm)?875$/, 'cp875'],
]
const tables = new Map<string, readonly string[]>()

/** The code page that a label without its marks (`ibm037`, `ebcdiccpbe`) names; undefined where it names none of them. */
export function ebcdicName(plain: string): string | undefined {
  return names.find(([pattern]) => pattern.test(plain))?.[1]
}

/** Bytes of an EBCDIC code page as text. Line ends become line feeds, other control characters spaces. */
export function decodeEbcdicBytes(bytes: Uint8Array, name: string): string {
  const table = tables.get(name) ?? makeTable(name)
  tables.set(name, table)
  return Array.from(bytes, (byte) => table[byte] ?? '').join('')
}

function makeTable(name: string): readonly string[] {
  const table = Array.from({ length: 256 }, (_, byte) => printable[byte - 0x40] ?? ' ')
  for (const lineEnd of [0x0d, 0x15, 0x25]) table[lineEnd] = '\n'
  for (const [, byte = '', character = ''] of (differences[name] ?? '').matchAll(/([\da-f]{2})(.)/gu))
    table[Number.parseInt(byte, 16)] = character
  return table
}
