import { Box, Static, Text, render } from 'ink'
import { createElement as h, useEffect, useState, type ReactElement } from 'react'

/** What is shown while a person waits for a job: lines that stay, and one that moves. */
export interface JobScreen {
  /** Adds a line that stays. */
  line(text: string): void
  /** Replaces the line that moves: what goes on now. */
  state(state: JobScreenState): void
  close(): Promise<void>
}

export interface JobScreenState {
  label: string
  /** Between 0 and 1, where it is known. */
  share: number | undefined
  /** What a model writes now, unchecked; it goes away when the job ends. */
  draft?: string | undefined
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameTime = 120
const barWidth = 24

/** Opens the screen on a terminal, on stderr so that stdout stays data. */
export function openJobScreen(stderr: NodeJS.WriteStream): JobScreen {
  let lines: string[] = []
  let state: JobScreenState = { label: '', share: undefined }
  const app = render(screen(lines, state), { stdout: stderr, exitOnCtrlC: false, patchConsole: false })
  return {
    line(text) {
      lines = [...lines, text]
      app.rerender(screen(lines, state))
    },
    state(next) {
      state = next
      app.rerender(screen(lines, state))
    },
    async close() {
      // In the same place of the tree: a Static that moves prints all of its lines again.
      app.rerender(
        h(Box, { flexDirection: 'column' }, h(Static<string>, { items: lines, children: keptLine })),
      )
      app.unmount()
      await app.waitUntilExit()
    },
  }
}

function screen(lines: string[], state: JobScreenState): ReactElement {
  return h(
    Box,
    { flexDirection: 'column' },
    h(Static<string>, { items: lines, children: keptLine }),
    h(Moving, state),
  )
}

function keptLine(line: string, index: number): ReactElement {
  return h(Text, { key: index }, line)
}

function Moving({ label, share, draft }: JobScreenState): ReactElement {
  const frame = useFrame()
  const bar = share === undefined ? '' : `${progressBar(share)} `
  return h(
    Box,
    { flexDirection: 'column' },
    h(
      Text,
      { wrap: 'truncate-end' },
      h(Text, { color: 'cyan' }, `${frames[frame % frames.length]} ${bar}`),
      label,
    ),
    draft ? h(Text, { dimColor: true }, `  draft, not checked yet: …${draft}`) : null,
  )
}

function useFrame(): number {
  const [frame, setFrame] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setFrame((current) => current + 1), frameTime)
    return () => clearInterval(timer)
  }, [])
  return frame
}

function progressBar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth)
  return `${'━'.repeat(filled)}${'─'.repeat(barWidth - filled)}`
}
