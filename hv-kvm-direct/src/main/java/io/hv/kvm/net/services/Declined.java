package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses that somebody is said to use whom nobody gave them to. Not for long, and never most of a range. */
final class Declined {

    /** For how long nobody gets such an address. */
    static final Duration TIME = Duration.ofMinutes(10);

    private static final int MOST = 64;

    private final HandedOut out;
    private final InstantSource clock;
    private final Map<IpAddress, Instant> ends = new LinkedHashMap<>();

    Declined(HandedOut out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    boolean has(IpAddress address) {
        return ends.containsKey(address);
    }

    void add(IpAddress address) {
        int most = Math.min(MOST, Math.max(1, out.pool().size() / 4));
        if (ends.size() >= most) {
            IpAddress first = ends.keySet().iterator().next();
            ends.remove(first);
            out.free(first);
        }
        ends.put(address, clock.instant().plus(TIME));
        out.pool().take(address);
    }

    /** Makes those free whose time is over. */
    void tick() {
        Instant now = clock.instant();
        Iterator<Map.Entry<IpAddress, Instant>> each = ends.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<IpAddress, Instant> entry = each.next();
            if (entry.getValue().isAfter(now)) {
                return;
            }
            each.remove();
            out.free(entry.getKey());
        }
    }
}
