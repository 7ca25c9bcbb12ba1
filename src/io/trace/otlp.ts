import type { Json, JsonObject } from '../../base/json.ts'
import type { Span } from '../../contracts/trace.ts'

const kinds = { internal: 1, client: 3 } as const
const failed = 2

/** The body of an export (OTLP 1.x, JSON encoding of ExportTraceServiceRequest): ids in hexadecimal, times in nanoseconds as text. */
export function exportBody(spans: readonly Span[], service: string, version: string): JsonObject {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ 'service.name': service, 'service.version': version }) },
        scopeSpans: [{ scope: { name: 'nightdesk', version }, spans: spans.map(spanBody) }],
      },
    ],
  }
}

function spanBody(span: Span): JsonObject {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId === null ? {} : { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: kinds[span.kind],
    startTimeUnixNano: nanoseconds(span.start),
    endTimeUnixNano: nanoseconds(span.end),
    attributes: attributesOf(span.attributes),
    status: span.error === undefined ? {} : { code: failed, message: span.error },
  }
}

function nanoseconds(at: Date): string {
  return `${at.getTime()}000000`
}

function attributesOf(attributes: Span['attributes']): Json[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }))
}

function valueOf(value: string | number | boolean): JsonObject {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}
