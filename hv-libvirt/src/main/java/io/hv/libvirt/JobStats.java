package io.hv.libvirt;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What libvirt says of a domain's job.
 *
 * @param type {@code virDomainJobType}
 * @param values the rest, by libvirt's names
 */
record JobStats(int type, Map<String, Object> values) {

    /** {@code VIR_DOMAIN_JOB_OPERATION_BACKUP}. */
    private static final int BACKUP = 9;

    /** {@code VIR_DOMAIN_JOB_BOUNDED} and {@code VIR_DOMAIN_JOB_UNBOUNDED}: it is under way. */
    private static final int BOUNDED = 1;

    private static final int UNBOUNDED = 2;
    private static final int COMPLETED = 3;
    private static final int FAILED = 4;
    private static final int CANCELLED = 5;

    /** An event tells no type, but of jobs that have ended only. */
    static JobStats told(Map<String, Object> values) {
        int failed = values.containsKey("errmsg") ? FAILED : CANCELLED;
        return new JobStats(Boolean.TRUE.equals(values.get("success")) ? COMPLETED : failed, values);
    }

    boolean isBackup() {
        return Integer.valueOf(BACKUP).equals(values.get("operation"));
    }

    boolean isUnderWay() {
        return type == BOUNDED || type == UNBOUNDED;
    }

    boolean isCompleted() {
        return type == COMPLETED;
    }

    boolean isCancelled() {
        return type == CANCELLED;
    }

    /** How much of the disks' contents is copied, 0 to 1; nothing while that is not known. */
    OptionalDouble ofDisks() {
        return values.get("disk_total") instanceof Long total
                        && total > 0
                        && values.get("disk_processed") instanceof Long processed
                ? OptionalDouble.of((double) processed / total)
                : OptionalDouble.empty();
    }

    /** Why it failed, in QEMU's words. */
    Optional<String> error() {
        return Optional.ofNullable(values.get("errmsg")).map(Object::toString);
    }
}
