package io.hv.kvm.storage;

import io.hv.image.Image;
import io.hv.nativeaccess.IoVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An image's bytes, to and from memory. One piece goes straight; several are put together first, since an access costs more
 * than a copy, and one that is cut in the midst of a cluster the more. For one thread at a time.
 */
final class ImageIo extends StepwiseIo {

    /** As large as most clusters, or several of them. */
    private static final int STEP = 1 << 18;

    private final Image image;
    private @Nullable ByteBuffer together;

    ImageIo(Image image, int pieces) {
        super(pieces);
        this.image = image;
    }

    @Override
    public void move(IoVector through, long bytes, long offset, boolean read) throws IOException {
        for (long done = 0; done < bytes; ) {
            long at = offset + done;
            int step = (int) Math.min(bytes - done, STEP - at % STEP);
            ByteBuffer piece = through.firstPiece(step);
            if (piece.remaining() == step) {
                access(at, piece, read);
                through.advance(step);
            } else if (read) {
                ByteBuffer all = together().limit(step);
                access(at, all, true);
                copy(through, all.flip(), true);
            } else {
                ByteBuffer all = together().limit(step);
                copy(through, all, false);
                access(at, all.flip(), false);
            }
            done += step;
        }
    }

    private ByteBuffer together() {
        ByteBuffer present = together;
        if (present == null) {
            present = ByteBuffer.allocateDirect(STEP);
            together = present;
        }
        return present.clear();
    }

    private void access(long offset, ByteBuffer bytes, boolean read) throws IOException {
        ImageStore.run(() -> {
            if (read) {
                image.read(offset, bytes);
            } else {
                image.write(offset, bytes);
            }
        });
    }

    private static void copy(IoVector through, ByteBuffer bytes, boolean read) {
        while (bytes.hasRemaining()) {
            ByteBuffer piece = through.firstPiece(bytes.remaining());
            int length = piece.remaining();
            if (read) {
                piece.put(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + length);
            } else {
                bytes.put(piece);
            }
            through.advance(length);
        }
    }

    /** An image promises no room: whether it may be given back is of no meaning. */
    @Override
    public void zero(long offset, long length, boolean unmap) throws IOException {
        ImageStore.run(() -> image.zero(offset, length));
    }
}
