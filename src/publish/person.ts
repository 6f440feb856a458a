import { capCharacters, oneLine } from './clean-text.ts';

/** A name and a mail address as a commit holds them. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** No honest name or address is longer; a dishonest one must not fill a page. */
const LONGEST = 500;

/** The same person without anything that could end the name, the address or the line. */
export function cleanPerson({ name, email }: Person): Person {
  return { name: cleanPart(name), email: cleanPart(email) };
}

/** `Name <mail>` on one line, `<mail>` without a name; empty text for nobody. */
export function personText(person: Person): string {
  const { name, email } = cleanPerson(person);
  if (name === '') return email === '' ? '' : `<${email}>`;
  return `${name} <${email}>`;
}

function cleanPart(text: string): string {
  return capCharacters(oneLine(text).replace(/[<>]/g, '').trim(), LONGEST);
}
