declare module 'pdfmake' {
  interface Pdf {
    getBuffer(): Promise<Uint8Array>
  }
  interface PdfMaker {
    setFonts(fonts: Record<string, Record<string, string>>): void
    setUrlAccessPolicy(allows: (url: string) => boolean): void
    setLocalAccessPolicy(allows: (path: string) => boolean): void
    createPdf(definition: Record<string, unknown>): Pdf
  }
  const maker: PdfMaker
  export default maker
}
declare module 'pdfmake/fonts/Roboto.js' {
  const fonts: Record<string, Record<string, string>>
  export default fonts
}
