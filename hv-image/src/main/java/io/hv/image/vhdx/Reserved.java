package io.hv.image.vhdx;

import java.util.ArrayList;
import java.util.List;

/** The parts of a file that no block can lie in: headers, log, regions. */
final class Reserved {

    /**
     * A part.
     *
     * @param name for messages
     */
    record Part(String name, long offset, long length) {

        boolean overlaps(long otherOffset, long otherLength) {
            return otherOffset < offset + length && offset < otherOffset + otherLength;
        }
    }

    private final List<Part> parts = new ArrayList<>(List.of(new Part("headers", 0, Layout.MIB)));

    List<Part> parts() {
        return parts;
    }

    void add(String name, long offset, long length) {
        parts.add(new Part(name, offset, length));
    }

    /** The name of what lies there already; empty where nothing does. */
    String at(long offset, long length) {
        for (Part each : parts) {
            if (each.overlaps(offset, length)) {
                return each.name;
            }
        }
        return "";
    }
}
