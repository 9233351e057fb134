package io.hv.mem;

/** What can be made to fail or to take long on a {@link MemHost}. */
public enum MemOperation {
    /** Looking at a spec: part of {@code check}, {@code define} and {@code create}. */
    CHECK,
    /** Starting a domain, by {@code start} or {@code create}. */
    START,
    /** {@code suspend}. */
    SUSPEND,
    /** {@code resume}; of a domain that was started paused, from the second on, since the first ends its start. */
    RESUME,
    /** {@code reset}. */
    RESET,
    /** {@code shutdown}: the request, not the guest's answer. */
    SHUTDOWN,
    /** {@code Disk.resize}. */
    DISK_RESIZE,
    /** {@code Disk.statistics}. */
    DISK_STATISTICS,
    /** {@link io.hv.Domain#statistics()}. */
    STATISTICS,
    /** Taking a machine's moment: part of {@code cloneAs} and {@code save}. */
    IMAGE,
    /** Making a machine of a moment: part of {@code cloneAs} and {@code restore}. */
    CLONE,
    /** Writing a moment to a file. */
    SAVE,
    /** Reading one. */
    RESTORE,
    /** {@code Network.start}. */
    NETWORK_START,
    /** {@code Network.stop}, and the end of a host whose network is active. After a failure it is stopped all the same. */
    NETWORK_STOP,
    /** {@code Pool.start}. */
    POOL_START,
    /** {@code Pool.stop}, and the end of a host whose pool is active. After a failure it is stopped all the same. */
    POOL_STOP,
    /** {@code Pool.refresh}. */
    POOL_REFRESH,
    /** {@code Pool.create}. */
    VOLUME_CREATE,
    /** {@code Volume.resize}, where it makes the volume larger. */
    VOLUME_RESIZE,
    /** {@code Volume.delete}. */
    VOLUME_DELETE,
    /**
     * Releasing a machine: by {@code destroy}, when its guest ends, and when its owner is closed. A failure is told, but
     * the machine is gone all the same, as on every host.
     */
    DESTROY
}
