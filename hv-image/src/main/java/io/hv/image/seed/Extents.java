package io.hv.image.seed;

import java.util.HashMap;
import java.util.Map;

/** Where folders or files lie. One that is asked for before it has a place is nowhere. */
final class Extents {

    /**
     * A place.
     *
     * @param sector the first
     * @param bytes its length
     */
    record Extent(long sector, long bytes) {}

    private static final Extent NOWHERE = new Extent(0, 0);

    private final Map<IsoNode, Extent> places = new HashMap<>();

    /** Gives it a place from a sector on; returns the first sector behind it. */
    long place(IsoNode node, long sector, long bytes) {
        places.put(node, new Extent(sector, bytes));
        return sector + IsoBytes.sectors(bytes);
    }

    Extent of(IsoNode node) {
        return places.getOrDefault(node, NOWHERE);
    }
}
