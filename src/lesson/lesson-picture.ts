/** The pictures that a lesson can show, each with what it says to those who do not see it. */

export const PICTURES = {
  'one-host':
    'A host with two parts. A program, the VMM, holds the virtual machine: its processors and its memory. Beside it stands a device that is passed through: it reads and writes that memory, the guest works it directly, and its own state is inside it.',
  'two-hosts':
    'Two hosts. The source has the virtual machine with its memory and a device with its state; the destination has a fresh memory and a fresh device of the same kind. One arrow takes the memory across, copied by the VMM; another takes the state of the device, read and loaded by the driver.',
  'migration-region':
    'The migration region of a device. It begins with its registers: device_state at offset 0, then pending_bytes, data_offset and data_size. Behind them lies the data section, and somewhere in it a chunk. data_offset counts from the beginning of the region to the beginning of the chunk, data_size from there to its end. pending_bytes counts what is left to read.',
} as const satisfies Readonly<Record<string, string>>;

export type PictureId = keyof typeof PICTURES;

export const PICTURE_IDS = Object.keys(PICTURES) as readonly PictureId[];

export const isPicture = (name: string): name is PictureId => PICTURE_IDS.some((id) => id === name);
