declare module '@mozilla/readability/JSDOMParser.js' {
  interface DomText {
    nodeType: 3
    textContent: string
  }

  export interface DomElement {
    nodeType: 1
    localName: string
    attributes: { name: string; value: string }[]
    childNodes: (DomElement | DomText)[]
    innerHTML: string
    setAttribute(name: string, value: string): void
    appendChild(child: DomElement | DomText): void
  }

  export interface DomDocument {
    body: DomElement
    createElement(name: string): DomElement
    createTextNode(text: string): DomText
  }

  export default class JSDOMParser {
    /** The text must be well-formed: every element is closed. */
    parse(html: string): DomDocument
  }
}
