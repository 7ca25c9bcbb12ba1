import { Text, render, useInput, type Key } from 'ink'
import { createElement as h, type ReactElement } from 'react'
import type { TopKey } from '../top-state.ts'

export interface TopScreen {
  /** Replaces what is on the screen. */
  show(lines: readonly string[]): void
  /** Leaves the terminal as it was. */
  close(): Promise<void>
}

export interface Terminal {
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  onKey(key: TopKey): void
}

const mostFrames = 10

/** Opens a screen of its own on the terminal (the alternate buffer), redrawn at most ten times a second. */
export function openTopScreen({ stdin, stdout, onKey }: Terminal): TopScreen {
  const app = render(h(Screen, { lines: [], onKey }), {
    stdin,
    stdout,
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
    maxFps: mostFrames,
    patchConsole: false,
  })
  return {
    show: (lines) => app.rerender(h(Screen, { lines, onKey })),
    async close() {
      app.unmount()
      await app.waitUntilExit()
    },
  }
}

interface ScreenProperties {
  lines: readonly string[]
  onKey(key: TopKey): void
}

function Screen({ lines, onKey }: ScreenProperties): ReactElement {
  useInput((input, key) => {
    for (const name of namesOf(input, key)) onKey(name)
  })
  return h(Text, { wrap: 'truncate' }, lines.join('\n'))
}

/** Letters that are typed faster than they are read come as one input. */
function namesOf(input: string, key: Key): TopKey[] {
  if (key.upArrow) return ['up']
  if (key.downArrow) return ['down']
  if (key.tab) return ['tab']
  if (key.return) return ['enter']
  if (key.escape) return ['escape']
  return key.ctrl ? [`ctrl-${input}`] : Array.from(input, (letter) => letterNames[letter] ?? letter)
}

const letterNames: Record<string, TopKey> = { j: 'down', k: 'up', '\t': 'tab', '\r': 'enter', '\n': 'enter' }
