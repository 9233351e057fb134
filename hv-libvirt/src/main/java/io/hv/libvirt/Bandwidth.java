package io.hv.libvirt;

import io.hv.ByteSize;
import java.util.Optional;

/** How fast disks' contents may be copied. */
final class Bandwidth {

    private Bandwidth() {}

    /** Throws where it is none. */
    static Optional<ByteSize> of(ByteSize perSecond) {
        if (perSecond.bytes() == 0) {
            throw new IllegalArgumentException("no disk is copied at 0 bytes a second");
        }
        return Optional.of(perSecond);
    }

    /** In words, after others. */
    static String words(Optional<ByteSize> bandwidth) {
        return bandwidth.map(most -> " at " + most + " a second").orElse("");
    }
}
