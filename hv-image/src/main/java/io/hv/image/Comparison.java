package io.hv.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds where two disks differ first. */
final class Comparison {

    private static final int PIECE = 1 << 20;

    private Comparison() {}

    static Optional<Long> firstDifference(Image one, Image other) {
        long both = Math.min(one.capacity(), other.capacity());
        ByteBuffer left = ByteBuffer.allocate(PIECE);
        ByteBuffer right = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < both; at += PIECE) {
            int length = (int) Math.min(PIECE, both - at);
            if (areZeros(one, at, length) && areZeros(other, at, length)) {
                continue;
            }
            one.read(at, left.clear().limit(length));
            other.read(at, right.clear().limit(length));
            int difference = left.flip().mismatch(right.flip());
            if (difference >= 0) {
                return Optional.of(at + difference);
            }
        }
        Image longer = one.capacity() > both ? one : other;
        for (long at = both; at < longer.capacity(); at += PIECE) {
            int length = (int) Math.min(PIECE, longer.capacity() - at);
            if (!areZeros(longer, at, length)) {
                longer.read(at, left.clear().limit(length));
                for (int i = 0; i < length; i++) {
                    if (left.get(i) != 0) {
                        return Optional.of(at + i);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean areZeros(Image image, long at, int length) {
        return image.map(at, length).allMatch(extent -> extent.kind().readsAsZeros());
    }
}
