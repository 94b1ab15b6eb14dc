/** The pictures of the lessons: boxes for what there is, arrows for what goes across. */

import type { PictureId } from '../../../../lesson/lesson-picture.ts';
import { PICTURES } from '../../../../lesson/lesson-picture.ts';
import { PICTURE_WORDS as WORDS } from '../lesson-view-words.ts';
import styles from './LessonPicture.module.css';

const DRAWINGS: Readonly<
  Record<PictureId, { readonly height: number; readonly draw: () => React.ReactNode }>
> = {
  'one-host': { height: 196, draw: drawOneHost },
  'two-hosts': { height: 236, draw: drawTwoHosts },
  'migration-region': { height: 214, draw: drawRegion },
};

export function LessonPicture({ picture }: { picture: PictureId }) {
  const { height, draw } = DRAWINGS[picture];
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 480 ${height}`}
      role="img"
      aria-label={PICTURES[picture]}
      data-picture={picture}
    >
      {draw()}
    </svg>
  );
}

function drawOneHost() {
  return (
    <>
      <Box x={1} y={1} width={478} height={194} name={WORDS.host} kind="host" />
      <Box x={17} y={36} width={214} height={143} name={WORDS.program} kind="program" />
      <Box x={33} y={70} width={182} height={93} name={WORDS.machine} kind="machine" />
      <Box x={47} y={102} width={70} height={46} name={WORDS.processors} kind="part" />
      <Box x={131} y={102} width={70} height={46} name={WORDS.memory} kind="part" />
      <Box x={337} y={70} width={126} height={93} name={WORDS.device} kind="device" />
      <Box x={351} y={102} width={98} height={46} name={WORDS.state} kind="part" />
      <Arrow from={[337, 118]} to={[203, 118]} isBoth />
      <Label x={284} y={110} text={WORDS.dma} />
      <Arrow from={[215, 84]} to={[335, 84]} />
      <Label x={284} y={76} text={WORDS.works} />
    </>
  );
}

function drawTwoHosts() {
  return (
    <>
      <Host x={1} name={WORDS.source} isFresh={false} />
      <Host x={317} name={WORDS.destination} isFresh />
      <Arrow from={[149, 78]} to={[331, 78]} />
      <Label x={240} y={68} text={WORDS.copied} />
      <Label x={240} y={95} text={WORDS.byProgram} />
      <Arrow from={[149, 176]} to={[331, 176]} />
      <Label x={240} y={166} text={WORDS.handedOver} />
      <Label x={240} y={193} text={WORDS.byDriver} />
    </>
  );
}

/** The registers in their order; what two of them count is drawn to the chunk. */
function drawRegion() {
  const [start, end] = [292, 412];
  return (
    <>
      <Box x={1} y={28} width={478} height={136} name={WORDS.region} kind="host" />
      <Label x={2} y={18} text={WORDS.start} anchor="start" />
      {WORDS.registers.map((name, index) => (
        <Box key={name} x={1} y={62 + 25 * index} width={130} height={25} name={name} kind="register" />
      ))}
      <Box x={131} y={62} width={348} height={100} name={WORDS.section} kind="program" />
      <Box x={start} y={94} width={end - start} height={54} name={WORDS.chunk} kind="device" />
      <Span from={1} to={start} y={182} text={WORDS.registers[2]} />
      <Span from={start} to={end} y={182} text={WORDS.registers[3]} />
    </>
  );
}

/** A host with its machine over its device. */
function Host({ x, name, isFresh }: { x: number; name: string; isFresh: boolean }) {
  return (
    <>
      <Box x={x} y={1} width={162} height={234} name={name} kind="host" />
      <Box
        x={x + 14}
        y={36}
        width={134}
        height={84}
        name={WORDS.machine}
        kind={isFresh ? 'fresh' : 'machine'}
      />
      <Box x={x + 28} y={66} width={106} height={40} name={WORDS.memory} kind="part" />
      <Box
        x={x + 14}
        y={134}
        width={134}
        height={84}
        name={WORDS.device}
        kind={isFresh ? 'fresh' : 'device'}
      />
      <Box x={x + 28} y={164} width={106} height={40} name={WORDS.state} kind="part" />
    </>
  );
}

interface BoxProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly kind: 'host' | 'program' | 'machine' | 'device' | 'fresh' | 'part' | 'register';
}

/** A part has its name in the middle, what holds others has it on top. */
function Box({ x, y, width, height, name, kind }: BoxProps) {
  const isPart = kind === 'part' || kind === 'register';
  return (
    <>
      <rect x={x} y={y} width={width} height={height} rx={kind === 'register' ? 0 : 6} data-kind={kind} />
      <text
        x={isPart ? x + width / 2 : x + 12}
        y={isPart ? y + height / 2 + 4 : y + 22}
        textAnchor={isPart ? 'middle' : 'start'}
        data-kind={kind}
      >
        {name}
      </text>
    </>
  );
}

type Point = readonly [x: number, y: number];

/** Level, with a head at its end, or at both. */
function Arrow({ from, to, isBoth = false }: { from: Point; to: Point; isBoth?: boolean }) {
  const ahead = Math.sign(to[0] - from[0]);
  const head = ([x, y]: Point, way: number) => `M${x - 8 * way} ${y - 5}L${x} ${y}L${x - 8 * way} ${y + 5}`;
  const ends = head(to, ahead) + (isBoth ? head(from, -ahead) : '');
  return <path className={styles.arrow} d={`M${from[0]} ${from[1]}L${to[0]} ${to[1]}${ends}`} />;
}

/** A length, between two ends, with its name below. */
function Span({ from, to, y, text }: { from: number; to: number; y: number; text: string }) {
  const ends = [from, to].map((x) => `M${x} ${y - 6}L${x} ${y + 6}`).join('');
  return (
    <>
      <path className={styles.arrow} d={`M${from} ${y}L${to} ${y}${ends}`} />
      <Label x={(from + to) / 2} y={y + 20} text={text} />
    </>
  );
}

interface LabelProps {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor?: 'start' | 'middle';
}

function Label({ x, y, text, anchor = 'middle' }: LabelProps) {
  return (
    <text x={x} y={y} textAnchor={anchor} className={styles.label}>
      {text}
    </text>
  );
}
