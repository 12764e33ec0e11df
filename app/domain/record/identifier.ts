const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text from outside has the form of an identifier, in capital letters or small, so that the database may be asked about it. */
export function isIdentifier(text: string): boolean {
  return form.test(text);
}
