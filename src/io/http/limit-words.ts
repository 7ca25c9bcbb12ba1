const mebibyte = 1024 * 1024

/** `5 MiB`, or `300 bytes` where it is no whole number of them. */
export function sizeWords(bytes: number): string {
  return bytes >= mebibyte && bytes % mebibyte === 0 ? `${bytes / mebibyte} MiB` : `${bytes} bytes`
}

/** `20 s`, or `150 ms` below a second. */
export function timeWords(milliseconds: number): string {
  return milliseconds >= 1000 ? `${milliseconds / 1000} s` : `${milliseconds} ms`
}
