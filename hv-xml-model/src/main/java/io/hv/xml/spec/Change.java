package io.hv.xml.spec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value.
 *
 * @param before what it was; null where all of it is to be written, whatever it was
 * @param after what it is to be
 */
record Change<T>(@Nullable T before, T after) {

    /** Whether a part of it has to be written. */
    boolean of(Function<T, ?> part) {
        return before == null || !part.apply(before).equals(part.apply(after));
    }

    /** What becomes of a part. */
    <P> Change<P> part(Function<T, P> part) {
        return new Change<>(before == null ? null : part.apply(before), part.apply(after));
    }
}
