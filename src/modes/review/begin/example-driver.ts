/** A driver of our own: it sets VFIO_MIGRATION_P2P, and its step function lacks one of the arcs that the flag brings. */

export const EXAMPLE_DRIVER = `/*
 * The step function of a driver that does not exist, and the flags that it sets.
 * One arc of them is missing: Review says which, and what userspace then sees.
 */
static struct file *example_step_device_state(struct example_device *dev, u32 new)
{
	u32 cur = dev->mig_state;

	if (cur == VFIO_DEVICE_STATE_RUNNING && new == VFIO_DEVICE_STATE_RUNNING_P2P) {
		example_quiesce_initiator(dev);
		return NULL;
	}

	if (cur == VFIO_DEVICE_STATE_RUNNING_P2P && new == VFIO_DEVICE_STATE_RUNNING) {
		example_resume_initiator(dev);
		return NULL;
	}

	if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING_P2P) {
		example_unfreeze(dev);
		return NULL;
	}

	if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_STOP_COPY)
		return example_save_device_data(dev);

	if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RESUMING)
		return example_resume_device_data(dev);

	if ((cur == VFIO_DEVICE_STATE_STOP_COPY && new == VFIO_DEVICE_STATE_STOP) ||
	    (cur == VFIO_DEVICE_STATE_RESUMING && new == VFIO_DEVICE_STATE_STOP)) {
		example_close_fds(dev);
		return NULL;
	}

	/* All other pairs */
	return ERR_PTR(-EINVAL);
}

static int example_init_dev(struct vfio_device *vdev)
{
	vdev->migration_flags = VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P;
	return 0;
}
`;
