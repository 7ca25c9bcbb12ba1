/**
 * Rows as CSV (RFC 4180, CRLF). A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
 * "CSV Injection"); numbers stay numbers.
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n')
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
