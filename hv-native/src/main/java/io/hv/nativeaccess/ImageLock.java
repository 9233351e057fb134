package io.hv.nativeaccess;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The lock of a disk image as QEMU has it, so that QEMU, its tools and hv see each other, in whatever process: of each
 * permission in use the byte 100 + n is locked, of each that others may not have the byte 200 + n, all shared; then nobody
 * else may have the counterparts. Of two who take it at once both may be refused.
 */
public final class ImageLock {

    private static final int USED = 100;
    private static final int UNSHARED = 200;
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int RESIZE = 3;

    private ImageLock() {}

    /**
     * Takes it, for a writer, who is alone, or for a reader, who keeps writers out; all of it or nothing.
     *
     * @return the byte at which somebody else is in the way; empty once it is taken, until {@link FileLocks#release} or the
     *     end of the descriptor
     * @throws NativeException if the kernel refuses; see {@link FileLocks#isUnsupported}
     */
    public static OptionalLong take(FileLocks locks, boolean writable) {
        int[] used = writable ? new int[] {READ, WRITE, RESIZE} : new int[] {READ};
        int[] unshared = writable ? new int[] {WRITE, RESIZE} : new int[] {WRITE};
        long[] mine = joined(places(USED, used), places(UNSHARED, unshared));
        long[] theirs = joined(places(UNSHARED, used), places(USED, unshared));
        boolean taken = false;
        try {
            OptionalLong refused =
                    Arrays.stream(mine).filter(place -> !locks.share(place)).findFirst();
            if (refused.isEmpty()) {
                refused = Arrays.stream(theirs).filter(locks::isOthers).findFirst();
            }
            taken = refused.isEmpty();
            return refused;
        } finally {
            if (!taken) {
                locks.release();
            }
        }
    }

    private static long[] places(int first, int[] permissions) {
        return Arrays.stream(permissions).mapToLong(each -> first + each).toArray();
    }

    private static long[] joined(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
