package io.hv.libvirt;

import java.util.Locale;
import java.util.Optional;

/** What libvirt's event says of a disk's job, in the order of {@code virConnectDomainEventBlockJobStatus}. */
enum BlockJobStatus {
    COMPLETED,
    FAILED,
    CANCELED,
    READY;

    /** By libvirt's number; nothing for one that is younger than this. */
    static Optional<BlockJobStatus> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
