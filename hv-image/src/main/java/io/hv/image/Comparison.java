package io.hv.image;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Finds where two disks differ first. */
final class Comparison {

    private static final int PIECE = 1 << 20;

    private final Image one;
    private final Image other;
    private final DoubleConsumer progress;
    private final ByteBuffer left = ByteBuffer.allocate(PIECE);
    private final ByteBuffer right = ByteBuffer.allocate(PIECE);

    Comparison(Image one, Image other, DoubleConsumer progress) {
        this.one = one;
        this.other = other;
        this.progress = progress;
    }

    Optional<Long> firstDifference() {
        long both = Math.min(one.capacity(), other.capacity());
        Image longer = one.capacity() > both ? one : other;
        long size = longer.capacity();
        for (long at = 0; at < size; ) {
            int length = (int) Math.min(PIECE, (at < both ? both : size) - at);
            long difference = at < both ? difference(at, length) : nonZero(longer, at, length);
            if (difference >= 0) {
                return Optional.of(at + difference);
            }
            at += length;
            progress.accept((double) at / size);
        }
        return Optional.empty();
    }

    private long difference(long at, int length) {
        if (areZeros(one, at, length) && areZeros(other, at, length)) {
            return -1;
        }
        one.read(at, left.clear().limit(length));
        other.read(at, right.clear().limit(length));
        return left.flip().mismatch(right.flip());
    }

    private long nonZero(Image image, long at, int length) {
        if (areZeros(image, at, length)) {
            return -1;
        }
        image.read(at, left.clear().limit(length));
        for (int i = 0; i < length; i++) {
            if (left.get(i) != 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean areZeros(Image image, long at, int length) {
        return image.map(at, length).allMatch(extent -> extent.kind().readsAsZeros());
    }
}
