/** The worker of Learn: reads each lesson that it is sent. */

import { parseLesson } from '../../../lesson/text/lesson-parse.ts';
import { hostWork } from '../../../page/work/worker-host.ts';

hostWork(parseLesson);
