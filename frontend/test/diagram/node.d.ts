// What drawn.test.ts needs of Node.
declare module 'node:fs' {
  export function existsSync(file: string): boolean;
  export function readFileSync(file: string, encoding: 'utf8'): string;
}
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
