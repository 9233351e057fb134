package io.hv.kvm.virtio.fs;

import io.hv.kvm.virtio.fs.Attributes.Time;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What of a file a guest wants to be otherwise.
 *
 * @param handle by which it is open, if it is
 * @param mode new permissions
 * @param owner another owner
 * @param group another group
 * @param size another size
 * @param accessed another time of the last reading
 * @param modified another time of the last change
 */
public record Change(
        OptionalLong handle,
        OptionalInt mode,
        OptionalInt owner,
        OptionalInt group,
        OptionalLong size,
        Optional<Time> accessed,
        Optional<Time> modified) {

    /** The nanoseconds of a time that is the present (UTIME_NOW). */
    public static final int NOW = 0x3fff_ffff;

    private static final int MODE = 1;
    private static final int OWNER = 1 << 1;
    private static final int GROUP = 1 << 2;
    private static final int SIZE = 1 << 3;
    private static final int ACCESSED = 1 << 4;
    private static final int MODIFIED = 1 << 5;
    private static final int HANDLE = 1 << 6;
    private static final int ACCESSED_NOW = 1 << 7;
    private static final int MODIFIED_NOW = 1 << 8;

    /** As a guest says it (struct fuse_setattr_in). */
    static Change read(Body body) {
        int valid = body.readInt();
        body.skip(Integer.BYTES);
        long handle = body.readLong();
        long size = body.readLong();
        body.skip(Long.BYTES);
        long accessed = body.readLong();
        long modified = body.readLong();
        body.skip(Long.BYTES);
        Optional<Time> reading = time(valid, ACCESSED, ACCESSED_NOW, accessed, body.readInt());
        Optional<Time> change = time(valid, MODIFIED, MODIFIED_NOW, modified, body.readInt());
        body.skip(Integer.BYTES);
        int mode = body.readInt();
        body.skip(Integer.BYTES);
        int owner = body.readInt();
        int group = body.readInt();
        body.skip(Integer.BYTES);
        return new Change(
                (valid & HANDLE) == 0 ? OptionalLong.empty() : OptionalLong.of(handle),
                given(valid, MODE, mode),
                given(valid, OWNER, owner),
                given(valid, GROUP, group),
                (valid & SIZE) == 0 ? OptionalLong.empty() : OptionalLong.of(size),
                reading,
                change);
    }

    private static OptionalInt given(int valid, int bit, int value) {
        return (valid & bit) == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Optional<Time> time(int valid, int bit, int now, long seconds, int nanos) {
        if ((valid & now) != 0) {
            return Optional.of(new Time(0, NOW));
        }
        if ((valid & bit) == 0) {
            return Optional.empty();
        }
        if (nanos < 0 || nanos > 999_999_999) {
            throw new FsError(FsError.EINVAL);
        }
        return Optional.of(new Time(seconds, nanos));
    }
}
