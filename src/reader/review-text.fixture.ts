/** Texts in which an attack stands wherever a text from outside can stand. Only tests import this file. */

/** By title, what Review reads. */
export const REVIEWED: Readonly<Record<string, (attack: string) => string>> = {
  'a patch with headers': (attack) => `From: ${attack}A. Person <a@example.org>
Date: Mon, 20 Sep 2021 10:00:00 ${attack}
Subject: [PATCH] vfio: ${attack} allow

Words ${attack} of the author.
---
diff --git a/drivers/vfio/${attack}.c b/drivers/vfio/${attack}.c
--- a/drivers/vfio/${attack}.c
+++ b/drivers/vfio/${attack}.c
@@ -1,5 +1,5 @@ static int ${attack}(void)
 static const u8 vfio_from_state_table[8][8] = {
-	[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_STOP] = 1 }, /* ${attack} */
+	[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_SAVING] = 1 }, /* ${attack} */
 	[VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1 },
 	[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = 1 },
 };
`,
  'encoded headers': (attack) => `From: =?utf-8?B?${Buffer.from(attack).toString('base64')}?= <a@example.org>
Subject: =?utf-8?B?${Buffer.from(attack).toString('base64')}?=
Date: Mon, 20 Sep 2021 10:00:00 +0000
Content-Transfer-Encoding: base64

${Buffer.from(`static const u8 vfio_from_state_table[8][8] = {\n\t[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_SAVING] = 1 /* ${attack} */ },\n};\n`).toString('base64')}
`,
  'cells of a table': (attack) => `static const u8 vfio_from_fsm_table[8][8] = {
	[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = NEXT${attack}, [1${attack}] = 3 },
	[ROW${attack}] = { ${attack} },
	[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_STOP] = 99${attack} },
};
`,
  'names of a table': (attack) => `#define MY_${attack}STATE ${attack}
enum my${attack} { MY${attack}_STOP, MY_RUNNING${attack}, MY_STOP_COPY };
static const u8 vfio${attack}_from_state_table[8][8] = {
	[MY_RUNNING${attack}] = { [MY${attack}_STOP] = 1, [MY_STOP_COPY] = "${attack}" },
};
`,
  'a name that letters are hidden in': (
    attack,
  ) => `static const u8 fsm_${attack.replace(/[^\p{L}\p{Cf}\p{Cc}]/gu, '')}_table[8][8] = {
	[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_SAVING] = 1, [VFIO_DEVICE_STATE_STOP${attack}] = 1 },
};
`,
  'a step function': (
    attack,
  ) => `static struct file *step_${attack}(struct my *d, enum vfio_device_mig_state new)
{
	u32 cur = d->state;

	if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_${attack}RUNNING)
		return NULL; /* ${attack} */
	if (cur == MY_${attack}STATE && new == VFIO_DEVICE_STATE_STOP && check("${attack}"))
		return ERR_PTR(-E${attack});
	if (cur == VFIO_DEVICE_STATE_RUNNING && new == VFIO_DEVICE_STATE_STOP)
		return NULL;
	return ERR_PTR(-EINVAL);
}
`,
  'a Markdown table': (attack) =>
    `# ${attack}\n\n| from | STOP${attack} | RUNNING |\n|---|---|---|\n| STOP | x | yes${attack} |\n| RUNNING | ${attack} | no |\n| ${attack} | yes | no |\n`,
  'an archive page': (attack) => `From: ${attack}A. Person @ 2021-09-22 10:38 UTC (permalink / raw)
  To: b ${attack}

static const u8 vfio_from_state_table[8][8] = {
	[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_SAVING] = 1 }, /* ${attack} */
};
`,
  'a Rust match': (attack) =>
    `fn next_${attack}(cur: State, new: State) -> Result<()> {\n    match (cur, new) {\n        (State::Stop${attack}, State::Running) => Ok(()),\n        (State::Running, State::Stop) => Ok(()), // ${attack}\n        _ => Err("${attack}"),\n    }\n}\n`,
  'a graph': (attack) =>
    `digraph ${attack} {\n\tSTOP -> RUNNING [label="${attack}"];\n\tSTOP${attack} -> STOP_COPY;\n}\n`,
  'the attack alone': (attack) => attack,
};
