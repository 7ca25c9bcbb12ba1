import { htmlText } from '../domain/page-text.ts'
import { checkResume } from '../domain/resume-check.ts'
import type { MissingField } from '../domain/resume-check.ts'
import { forTheme } from '../domain/resume-theme.ts'
import { findTheme, renderWithTheme } from '../io/theme/index.ts'
import type { App } from './app.ts'
import { readResume } from './resume.ts'

export interface ThemedPage {
  content: string
  leftOut: number
  /** Fields that the theme does not show. */
  missing: MissingField[]
}

/** A stored version as the page that a `jsonresume-theme-*` makes of it, in a sandbox; and what it does not show. */
export async function renderThemed(
  app: App,
  typed: string | undefined,
  { theme, cwd, signal }: { theme: string; cwd: string; signal: AbortSignal },
): Promise<ThemedPage> {
  const found = findTheme(theme, cwd)
  const { content: resume, leftOut } = await readResume(app, typed)
  const content = await renderWithTheme(found, forTheme(resume), { signal })
  const { missing } = checkResume(resume, htmlText(content), { dates: false, markdown: true })
  return { content, leftOut, missing }
}
