/**
 * Messages 30 to 37 of the 2021 thread: three control bits or a state machine, and what happens while a device resumes.
 * Paraphrase throughout.
 *
 * @thread #30 to #37; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import type { Message } from './thread-message.ts';
import { toRequests } from './thread-request.ts';

/** Messages 30 to 37, in order. */
export const THREAD_CONTROL_BITS: readonly Message[] = [
  {
    message: 30,
    author: 'Max Gurtovoy',
    date: '2021-09-30T09:25Z',
    repliesTo: 28,
    claims: [
      {
        text: 'Holds that a device is stopped as far as migration is concerned.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [28],
      },
      {
        text: 'Suggests that the register could change to running when bus mastering is enabled.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Asks what is meant by not running in the case for _RESUMING > _SAVING, and whether it is to go back to the source in a new format.',
        stance: 'asks',
        ruleSets: [{ id: 'fully-connected', stance: 'notes' }],
        requests: toRequests('4>2'),
      },
    ],
  },
  {
    message: 31,
    author: 'Max Gurtovoy',
    date: '2021-09-30T09:34Z',
    repliesTo: 29,
    claims: [
      {
        text: 'Asks how a device that has not been resumed could do DMA, especially with bus mastering off.',
        stance: 'asks',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
        disagreesWith: [29],
      },
      {
        text: 'Holds that a device that waits for its migration data is not running, and that STOP is meant in terms of migration.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [29],
      },
      {
        text: 'Wants to discuss logic instead of bits, and proposes another state, RESUMED, for when resuming is complete.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'against' }],
        requests: [],
        disagreesWith: [29],
      },
      {
        text: 'Asks where the idea comes from to read the state back from the destination, and send it to the source, before the VM runs.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('4>2'),
      },
    ],
  },
  {
    message: 32,
    author: 'Alex Williamson',
    date: '2021-09-30T12:41Z',
    repliesTo: 30,
    claims: [
      {
        text: 'Distinguishes the bits: _RESUMING and _SAVING control migration, _RUNNING whether the device may change internally and act externally.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
      },
      {
        text: 'Holds that the device is definitely not stopped at first.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [30],
      },
      {
        text: 'Excludes spontaneous changes: device_state changes only when userspace writes it.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        agreesWith: [20],
        disagreesWith: [30],
      },
      {
        text: 'Explains that a device that does not run gives back what it took in, so _RESUMING > _SAVING can test whether streams are compatible.',
        stance: 'for',
        ruleSets: [{ id: 'fully-connected', stance: 'for' }],
        requests: toRequests('4>2'),
      },
    ],
  },
  {
    message: 33,
    author: 'Jason Gunthorpe',
    date: '2021-09-30T14:47Z',
    repliesTo: 31,
    claims: [
      {
        text: 'Holds that no device can wait for migration data after open_device: vfio pci has just issued an FLR, so it is fresh from reset and runs.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [31],
      },
      {
        text: 'Repeats that STOP forbids the internal state to change.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
        disagreesWith: [31],
      },
      {
        text: 'Explains clearing RESUMING: all the data that userspace put into the migration region becomes active device state.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>2'),
      },
      {
        text: 'Denies that there is a state machine, and hence RESUMED: three control bits have meanings in combination, as Alex Williamson has it.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
        agreesWith: [12],
        disagreesWith: [31],
      },
    ],
  },
  {
    message: 34,
    author: 'Max Gurtovoy',
    date: '2021-09-30T15:32Z',
    repliesTo: 33,
    claims: [
      {
        text: 'Asks whether running describes a device that knows nothing of its state, or an unfrozen and unquiesced one, but accepts 001b at the start.',
        stance: 'asks',
        ruleSets: [{ id: 'stop-default', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Wants to feed the data to the device long before RESUMING is cleared.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: [],
        disagreesWith: [33],
      },
      {
        text: 'Accepts either view, bits or a state machine, and says that the values of the resume phase are what matters.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: [],
        disagreesWith: [33],
      },
      {
        text: 'Asks whether the value while data arrives should be 101b instead of 100b, as the device changes, and 100b could mean RESUMED.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('1>4 1>5'),
      },
      {
        text: "Wants all devices in 100b before any goes to 001b, because otherwise they change each other's internal state.",
        stance: 'notes',
        ruleSets: [],
        requests: toRequests('4>1'),
      },
    ],
  },
  {
    message: 35,
    author: 'Jason Gunthorpe',
    date: '2021-09-30T16:24Z',
    repliesTo: 34,
    claims: [
      {
        text: 'Answers that the FLR leaves the device clean and operating, as for a VM at its first boot.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: [],
      },
      {
        text: 'Explains that setting RESUMING empties the migration buffer for userspace to load, that clearing it de-serializes, and that SAVING is the reverse.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>0 4>1 4>2 4>3'),
        disagreesWith: [34],
      },
      {
        text: 'Distinguishes a device that changes by itself, which is running, from the controlled change by de-serializing, for which the running bit has to be zero.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('1>4 1>5'),
        disagreesWith: [34],
      },
      {
        text: 'Wants commands that the uAPI comment calls invalid to be refused first of all, and sees that as the likely job of a helper in the core.',
        stance: 'against',
        ruleSets: [
          { id: 'control-bits', stance: 'for' },
          { id: 'fully-connected', stance: 'notes' },
        ],
        requests: toRequests('0>5 1>5 2>5 3>5 4>5 0>7 1>7 2>7 3>7 4>7'),
      },
      {
        text: 'Sees no RESUMED state without the additional bit that Artem proposes, for instance 1001b, which runs without DMA mastering.',
        stance: 'notes',
        ruleSets: [{ id: 'ndma-rfc', stance: 'notes' }],
        requests: [],
        disagreesWith: [34],
      },
    ],
  },
  {
    message: 36,
    author: 'Max Gurtovoy',
    date: '2021-09-30T16:51Z',
    repliesTo: 35,
    claims: [
      {
        text: 'Objects that on the destination a paused VM waits for memory and state, which is exactly what 000b says.',
        stance: 'notes',
        ruleSets: [{ id: 'stop-default', stance: 'for' }],
        requests: [],
        disagreesWith: [35],
      },
      {
        text: 'Asks whether de-serializing has to wait until RESUMING is cleared, since another driver could start while the bit is set.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: [],
      },
      {
        text: 'Asks whether 100b > 010b has to de-serialize the buffer and then serialize again, and supposes that a frozen, quiesced device can.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('4>2'),
      },
      {
        text: 'Asks whether it is right that 100b > 011b is impossible.',
        stance: 'asks',
        ruleSets: [{ id: 'control-bits', stance: 'notes' }],
        requests: toRequests('4>3'),
      },
    ],
  },
  {
    message: 37,
    author: 'Jason Gunthorpe',
    date: '2021-09-30T17:01Z',
    repliesTo: 36,
    claims: [
      {
        text: 'Answers that QEMU should open the device and request _RESUMING at once: the kernel cannot tell the cases apart and assumes a fresh boot.',
        stance: 'for',
        ruleSets: [{ id: 'stop-default', stance: 'against' }],
        requests: toRequests('1>4'),
        disagreesWith: [36],
      },
      {
        text: 'Calls the model a logical one: a device may stream data into its internal state, which adds cases in which it has to report an error.',
        stance: 'notes',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: [],
        agreesWith: [36],
      },
      {
        text: 'Confirms that 100b > 010b de-serializes and then serializes.',
        stance: 'for',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>2'),
      },
      {
        text: 'Equates 100b > 011b with 100b > 001b > 011b, where the time in 001b is too short to matter.',
        stance: 'for',
        ruleSets: [{ id: 'control-bits', stance: 'for' }],
        requests: toRequests('4>3 4>1 1>3'),
        disagreesWith: [36],
      },
    ],
  },
];
