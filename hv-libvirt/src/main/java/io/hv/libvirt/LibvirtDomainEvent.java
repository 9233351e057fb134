package io.hv.libvirt;

import io.hv.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What libvirt tells of a domain beside its life cycle, in libvirt's own words: {@code host.events().on(LibvirtDomainEvent.class, ...)}
 * on a host of libvirt's. Events of one domain come in the order in which libvirt tells them; one may come before or after
 * the call that caused it has returned. What a driver does not tell of does not come. Immutable.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainEventID">libvirt's list</a>
 */
public final class LibvirtDomainEvent implements Event {

    private final Instant time;
    private final UUID uuid;
    private final String name;
    private final Kind kind;
    private final Map<String, Object> details;

    LibvirtDomainEvent(UUID uuid, String name, Kind kind, Map<String, Object> details) {
        this.time = Instant.now();
        this.uuid = uuid;
        this.name = name;
        this.kind = kind;
        this.details = Map.copyOf(details);
    }

    @Override
    public Instant time() {
        return time;
    }

    /** The domain's UUID. */
    public UUID uuid() {
        return uuid;
    }

    /** The domain's name when it happened. */
    public String name() {
        return name;
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /**
     * More of it, by the names that libvirt's callback has for its arguments, for example {@code devAlias}: {@link Integer},
     * {@link Long}, {@link Double}, {@link Boolean} and {@link String}. A text that libvirt leaves out is not there; a number of
     * 64 bits without a sign that is 2^63 or more is negative.
     */
    public Map<String, Object> details() {
        return details;
    }

    /** One of the {@link #details()} that is a text. */
    public Optional<String> text(String detail) {
        return details.get(detail) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** One of the {@link #details()} that is a number. */
    public Optional<Long> number(String detail) {
        return details.get(detail) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "'" + name + "' " + kind + (details.isEmpty() ? "" : " " + details);
    }

    /** libvirt's kinds of events ({@code virDomainEventID}), in its order; {@link io.hv.LifecycleEvent} is the first. */
    public enum Kind {
        /** The machine was reset, by its guest or from outside. */
        REBOOT(1),
        /** {@code utcoffset}. */
        RTC_CHANGE(2),
        /** {@code action}. */
        WATCHDOG(3),
        /** {@code srcPath}, {@code devAlias}, {@code action}. */
        IO_ERROR(4),
        /**
         * {@code phase}, {@code authScheme}, {@code local.family}, {@code local.node}, {@code local.service}, the same of
         * {@code remote}, and {@code subject.TYPE} for each identity.
         */
        GRAPHICS(5),
        /** As {@link #IO_ERROR}, and {@code reason}. */
        IO_ERROR_REASON(6),
        /** libvirt has lost QEMU's monitor. */
        CONTROL_ERROR(7),
        /** {@code disk}, a path, {@code type}, {@code status}. */
        BLOCK_JOB(8),
        /** {@code oldSrcPath}, {@code newSrcPath}, {@code devAlias}, {@code reason}. */
        DISK_CHANGE(9),
        /** {@code devAlias}, {@code reason}. */
        TRAY_CHANGE(10),
        /** {@code reason}. */
        PMWAKEUP(11),
        /** {@code reason}. */
        PMSUSPEND(12),
        /** {@code actual}, in KiB. */
        BALLOON_CHANGE(13),
        /** {@code reason}. */
        PMSUSPEND_DISK(14),
        /** {@code devAlias}: the guest has let go of it. */
        DEVICE_REMOVED(15),
        /** As {@link #BLOCK_JOB}, but {@code disk} is the target. */
        BLOCK_JOB_2(16),
        /** What has been tuned, by libvirt's names. */
        TUNABLE(17),
        /** {@code state}, {@code reason}: the guest's agent has come or gone. */
        AGENT_LIFECYCLE(18),
        /** {@code devAlias}. */
        DEVICE_ADDED(19),
        /** {@code iteration}. */
        MIGRATION_ITERATION(20),
        /** The statistics of the job, by libvirt's names. */
        JOB_COMPLETED(21),
        /** {@code devAlias}: the guest does not let go of it. */
        DEVICE_REMOVAL_FAILED(22),
        /** {@code type}, {@code nsuri}. */
        METADATA_CHANGE(23),
        /** {@code dev}, {@code path}, {@code threshold}, {@code excess}. */
        BLOCK_THRESHOLD(24),
        /** {@code recipient}, {@code action}, {@code flags}. */
        MEMORY_FAILURE(25),
        /** {@code alias}, {@code size} in KiB. */
        MEMORY_DEVICE_SIZE_CHANGE(26);

        private final int id;

        Kind(int id) {
            this.id = id;
        }

        /** {@code virDomainEventID}. */
        int id() {
            return id;
        }
    }
}
