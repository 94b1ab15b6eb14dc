/**
 * The point of each message of the 2021 thread, as one short line for the timeline. The claims themselves are in
 * protocol/thread/position.ts. Paraphrase throughout.
 *
 * @thread #0 to #37; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

/** `POINTS[n]` is the point of message n: one sentence whose subject is the author. */
export const POINTS: readonly string[] = [
  /*  0 */ 'Posts a table of eleven requests in common code, which every driver has to follow.',
  /*  1 */ 'Asks whether _RUNNING > _RESUMING is missing.',
  /*  2 */ 'Agrees that _RUNNING > _RESUMING was left out.',
  /*  3 */ 'Doubts that _RUNNING > _RESUMING is valid, and asks who would want it.',
  /*  4 */ 'Explains that the default of the driver decides which request is made.',
  /*  5 */ 'Confirms _RUNNING as the default in QEMU, and _RUNNING > _RESUMING as valid.',
  /*  6 */ 'Asks where the HiSilicon ACC driver sets that default.',
  /*  7 */ 'Answers that it is set on open, and that mlx5 seems to start at 0.',
  /*  8 */ 'Asks for the reason.',
  /*  9 */ 'Points to the documented default, which a start in _STOP would have to change.',
  /* 10 */ 'Asks why so much is left out: from _STOP, from _SAVING, from _RESUMING.',
  /* 11 */ 'Wants only the requests that are needed, since drivers can get each one wrong.',
  /* 12 */ 'Sees no need to refuse anything but invalid values: the bits are controls.',
  /* 13 */ 'Asks whether each state then has to freeze and quiesce for itself.',
  /* 14 */ 'Expects exactly that, and wants _RUNNING and _STOP reachable from everywhere.',
  /* 15 */ 'Holds that device_state starts in _STOP.',
  /* 16 */ 'Defends a state machine in common code, and wants _RESUMING > _SAVING to fail.',
  /* 17 */ 'Points to the header, which makes _RUNNING the default in three places.',
  /* 18 */ 'Asks what _RUNNING means for a paused VM that waits for its data.',
  /* 19 */ 'Answers that such a VM requests _RESUMING; all others know only _RUNNING.',
  /* 20 */ 'Sees no problem in a register that stays at 0 while nobody migrates.',
  /* 21 */ 'Objects that the device would then do DMA in _STOP.',
  /* 22 */ 'Sees no difference from vfio-pci, and would rename _STOP.',
  /* 23 */ 'Answers that vfio-pci reports no state at all, and wants mlx5 to start as running.',
  /* 24 */ 'Charts what a device may do at each value, and finds a state before the freeze missing.',
  /* 25 */ 'Explains the values that cannot be requested, the errno protocol, and serializing.',
  /* 26 */ 'Agrees, settles what mlx5 does, and confirms why devices must become quiet together.',
  /* 27 */ 'Gives in on the default, but still wants _RESUMING > _SAVING to fail.',
  /* 28 */ 'Finds a use for _RESUMING > _SAVING, and wants no filter in common code.',
  /* 29 */ 'Sketches a driver that acts on the bits that flip.',
  /* 30 */ 'Insists on _STOP, and asks what the round trip is for.',
  /* 31 */ 'Wants to argue in states instead of bits, with RESUMED as another one.',
  /* 32 */ 'Rules out changes that userspace does not make, and explains the round trip.',
  /* 33 */ 'Denies that there is a state machine: the bits are three controls.',
  /* 34 */ 'Accepts either view, and asks for the values of the resume phase.',
  /* 35 */ 'Distinguishes running from loading, and wants the core to refuse invalid values.',
  /* 36 */ 'Asks what _RESUMING > _SAVING would do, and about _RESUMING > _SAVING|_RUNNING.',
  /* 37 */ 'Answers: the first de-serializes, then serializes; the second passes through _RUNNING.',
];
