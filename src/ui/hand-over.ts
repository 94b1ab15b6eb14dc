/** Hands a text over to the reader: to the clipboard, or as a file. */

/** What `copy` says of what it did. */
const WORDS = {
  copied: (what: string) => `Copied: ${what}.`,
  notCopied: (what: string) => `The browser does not let the page copy ${what}; save it instead.`,
  saved: (fileName: string) => `Saved as ${fileName}.`,
};

export async function copyText(text: string, what: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return WORDS.copied(what);
  } catch {
    return WORDS.notCopied(what);
  }
}

/** Saves by a link to the text that is clicked at once; the browser asks for nothing that is not here. */
export function saveText(text: string, fileName: string, type = 'text/plain'): string {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return WORDS.saved(fileName);
}
