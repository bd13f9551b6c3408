// What the console uses of @fluent/bundle 0.19.1.

export type Pattern = string | unknown[];

export interface Message {
  id: string;
  value: Pattern | null;
  attributes: Record<string, Pattern>;
}

export class FluentResource {
  constructor(source: string);
  body: { id: string; value: Pattern | null; attributes: Record<string, Pattern> }[];
}

export class FluentBundle {
  constructor(locales: string | string[], options?: { useIsolating?: boolean });
  addResource(resource: FluentResource): Error[];
  hasMessage(id: string): boolean;
  getMessage(id: string): Message | undefined;
  formatPattern(pattern: Pattern, args?: Record<string, string | number> | null, errors?: Error[] | null): string;
}
