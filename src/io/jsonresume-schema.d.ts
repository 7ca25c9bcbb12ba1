declare module '@jsonresume/schema' {
  namespace jsonResume {
    interface SchemaError {
      path: (string | number)[]
      name: string
      argument: unknown
      instance: unknown
      message: string
    }
    function validate(document: unknown, done: (errors: SchemaError[] | null, valid: boolean) => void): void
  }
  export default jsonResume
}
