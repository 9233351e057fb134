package io.hv.xml.spec;

import io.hv.ByteSize;
import io.hv.xml.value.SizeUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers as libvirt writes them. */
final class Sizes {

    private Sizes() {}

    /**
     * A size: a number and a unit, KiB where none is given.
     *
     * @throws IllegalArgumentException if it is none, or more than 2^63 - 1 bytes
     */
    static ByteSize size(String text, @Nullable String unit) {
        SizeUnit known = unit == null || unit.isEmpty() ? SizeUnit.KIB : SizeUnit.parse(unit.strip());
        return known.times(Long.parseLong(text.strip()));
    }

    /** The same; nothing where it is none. */
    static Optional<ByteSize> find(String text, @Nullable String unit) {
        try {
            return Optional.of(size(text, unit));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A number; -1 where it is none. */
    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
