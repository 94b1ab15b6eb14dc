/**
 * Who says so. A citation names a place that a reader can open: a kernel or QEMU file with its function,
 * a message of the 2021 thread, or another mail by its Message-ID. Nothing is quoted anywhere.
 */

/** A place in a source. `message` counts as in the thread: 0 is the patch, 1..37 are the comments. */
export type Citation =
  | { readonly kind: 'thread'; readonly message: number }
  | { readonly kind: 'kernel'; readonly file: string; readonly symbol: string; readonly tag: string }
  | {
      readonly kind: 'commit';
      readonly commit: string;
      readonly about: string;
      readonly date: string;
      /** Where the commit is a stable branch's own: `6.6.y`. */
      readonly branch?: string;
    }
  | { readonly kind: 'qemu'; readonly file: string; readonly symbol: string; readonly tag: string }
  | {
      readonly kind: 'project';
      readonly project: 'libvirt' | 'cloud-hypervisor';
      readonly file: string;
      readonly symbol: string;
      readonly tag: string;
    }
  | {
      readonly kind: 'mail';
      /** Absent where our sources do not name the author. */
      readonly author?: string;
      readonly date: string;
      /** What the mail is, in our words. */
      readonly about: string;
      readonly messageId: string;
    };

/** Message-ID of message 0; the archive shows the whole thread at its address. */
export const THREAD_MESSAGE_ID = 'c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com';

const ARCHIVE = 'https://lore.kernel.org/all';
const TREES = 'https://git.kernel.org/pub/scm/linux/kernel/git';
const KERNEL = `${TREES}/torvalds/linux.git`;
const STABLE = `${TREES}/stable/linux.git`;
const QEMU = 'https://gitlab.com/qemu-project/qemu/-/blob';
const PROJECTS = {
  libvirt: 'https://gitlab.com/libvirt/libvirt/-/blob',
  'cloud-hypervisor': 'https://github.com/cloud-hypervisor/cloud-hypervisor/blob',
} as const;

/** Where the source can be read. `toAddress({ kind: 'thread', message: 12 })` is the archived thread. */
export function toAddress(citation: Citation): string {
  switch (citation.kind) {
    case 'thread':
      return `${ARCHIVE}/${THREAD_MESSAGE_ID}/T/`;
    case 'mail':
      return `${ARCHIVE}/${citation.messageId}/`;
    case 'kernel':
      // What was read at no tag is cited at its commit.
      return `${KERNEL}/tree/${citation.file}?${/^[\da-f]{12,40}$/.test(citation.tag) ? 'id' : 'h'}=${citation.tag}`;
    case 'commit':
      return `${citation.branch === undefined ? KERNEL : STABLE}/commit/?id=${citation.commit}`;
    case 'qemu':
      return `${QEMU}/${citation.tag}/${citation.file}`;
    case 'project':
      return `${PROJECTS[citation.project]}/${citation.tag}/${citation.file}`;
  }
}
