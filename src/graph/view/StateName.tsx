/** A state's name that may break only where the kernel's words join. */

export function StateName({ name }: { name: string }) {
  const parts = name.split(/(?<=\|)|(?=_P2P)|(?<=PRE_)|(?<=STOP_)/);
  return parts.map((part, index) => (
    <span key={part}>
      {part}
      {index < parts.length - 1 && <wbr />}
    </span>
  ));
}
