/** The worker of Review: judges each text that it is sent. */

import { judge } from '../../../judge/judge-message.ts';
import { hostWork } from '../../../page/work/worker-host.ts';

hostWork(judge);
