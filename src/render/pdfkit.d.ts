declare module 'pdfkit' {
  export interface StructureElement {
    add(child: StructureElement | (() => void)): StructureElement
    end(): void
  }
  export interface TextOptions {
    lineBreak?: boolean
    width?: number
    lineGap?: number
    continued?: boolean
    link?: string | null
  }
  export default class PDFDocument {
    constructor(options: Record<string, unknown>)
    x: number
    y: number
    page: { width: number; height: number; margins: { top: number; bottom: number; left: number } }
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    registerFont(name: string, source: string | Uint8Array): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(colour: string): this
    text(text: string, x: number, y: number, options?: TextOptions): this
    text(text: string, options?: TextOptions): this
    widthOfString(text: string): number
    heightOfString(text: string, options?: TextOptions): number
    addPage(): this
    struct(type: string, draw?: () => void): StructureElement
    addStructure(element: StructureElement): this
    end(): void
  }
}
