package io.hv.kvm.net.ether;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * At which port an address was seen last. Bounded: sets of a few entries, in which the port with the most gives way, by what
 * was not seen for longest, so that whoever makes addresses up drives out those of nobody else; which set an address is in
 * nobody outside can tell. Looking up takes no lock and allocates nothing; the entry of an
 * address that stays where it is is written to once in a while only.
 *
 * @param <P> a port
 */
final class MacTable<P> {

    private static final int SETS = 512;
    private static final int WAYS = 8;

    private final AtomicReferenceArray<@Nullable Entry<P>> entries = new AtomicReferenceArray<>(SETS * WAYS);
    private final long key;
    private final long lifetime;
    private final long refresh;

    /** Immutable but for when it was seen. */
    private static final class Entry<P> {

        private final long address;
        private final P port;
        private volatile long seen;

        Entry(long address, P port, long seen) {
            this.address = address;
            this.port = port;
            this.seen = seen;
        }
    }

    /**
     * An empty one.
     *
     * @param key a secret number
     * @param lifetime for how long an address is remembered, in the units of the times that are given
     */
    MacTable(long key, long lifetime) {
        this.key = key;
        this.lifetime = lifetime;
        this.refresh = lifetime / 16;
    }

    private int set(long address) {
        long mixed = (address ^ key) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xbf58_476d_1ce4_e5b9L;
        return (int) (mixed >>> 40) % SETS * WAYS;
    }

    /** The port; null where it is not known, or not any more. */
    @Nullable
    P find(long address, long now) {
        int set = set(address);
        for (int i = set; i < set + WAYS; i++) {
            Entry<P> entry = entries.get(i);
            if (entry != null && entry.address == address) {
                return now - entry.seen <= lifetime ? entry.port : null;
            }
        }
        return null;
    }

    /** An address was seen at a port. */
    void learn(long address, P port, long now) {
        int set = set(address);
        for (int i = set; i < set + WAYS; i++) {
            Entry<P> entry = entries.get(i);
            if (entry != null && entry.address == address && entry.port == port) {
                if (now - entry.seen > refresh) {
                    entry.seen = now;
                }
                return;
            }
        }
        replace(set, new Entry<>(address, port, now));
    }

    private synchronized void replace(int set, Entry<P> fresh) {
        int place = -1;
        for (int i = set; i < set + WAYS; i++) {
            Entry<P> entry = entries.get(i);
            if (entry == null) {
                place = i;
            } else if (entry.address == fresh.address) {
                entries.set(i, fresh);
                return;
            }
        }
        entries.set(place >= 0 ? place : givesWay(set), fresh);
    }

    /** Which one of a full set. */
    private int givesWay(int set) {
        int place = set;
        int most = 0;
        long oldest = 0;
        for (int i = set; i < set + WAYS; i++) {
            Entry<P> entry = entries.get(i);
            int others = count(set, entry);
            if (others > most || (others == most && entry != null && entry.seen - oldest < 0)) {
                place = i;
                most = others;
                oldest = entry == null ? 0 : entry.seen;
            }
        }
        return place;
    }

    /** How many of a set are at the port of this one. */
    private int count(int set, @Nullable Entry<P> entry) {
        int count = 0;
        for (int i = set; i < set + WAYS; i++) {
            Entry<P> other = entries.get(i);
            if (entry != null && other != null && other.port == entry.port) {
                count++;
            }
        }
        return count;
    }

    /** Whatever was seen at this port is forgotten. */
    synchronized void forget(P port) {
        for (int i = 0; i < entries.length(); i++) {
            Entry<P> entry = entries.get(i);
            if (entry != null && entry.port == port) {
                entries.set(i, null);
            }
        }
    }
}
