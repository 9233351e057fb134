package io.hv.kvm.clock;

import io.hv.kvm.bus.Wall;
import java.time.Instant;
import java.time.InstantSource;

/** Civil time, as the host keeps it. Safe for any thread. */
public final class WallClock implements Wall {

    private final InstantSource source;

    /** The host's clock. */
    public WallClock() {
        this(InstantSource.system());
    }

    /** Any source of civil time. */
    public WallClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant now() {
        return source.instant();
    }
}
