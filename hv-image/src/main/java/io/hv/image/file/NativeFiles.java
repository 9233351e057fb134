package io.hv.image.file;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileLocks;
import io.hv.nativeaccess.FileStatus;
import io.hv.nativeaccess.Holes;
import io.hv.nativeaccess.ImageLock;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The one class that knows hv-native, which may not be there, and elsewhere than on Linux does nothing. */
final class NativeFiles {

    private NativeFiles() {}

    /** What tells a file from all others, by the JDK's words; empty where the system has no such. */
    static Map<String, Object> identity(Path path) throws IOException {
        return path.getFileSystem().equals(FileSystems.getDefault())
                        && path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.readAttributes(path, "unix:dev,ino")
                : Map.of();
    }

    /**
     * Opens a file a second time, which is to be closed with the first and not before: that would drop locks that are the
     * process's.
     *
     * @param identity of what is open; what has its name now may be another file
     * @return null where there is nothing to open it by
     */
    static @Nullable SparseFile open(Path path, boolean writable, Map<String, Object> identity) {
        try {
            return Opener.open(path, writable, identity);
        } catch (LinkageError | UnsupportedOperationException e) {
            // No hv-native, a temporary folder from which nothing can be loaded, or not Linux: holes are an extra.
            return null;
        }
    }

    /** How many bytes the storage has of a file; empty where that cannot be known. */
    static OptionalLong allocated(Path path) {
        try {
            return Opener.allocated(path);
        } catch (LinkageError | UnsupportedOperationException e) {
            return OptionalLong.empty();
        }
    }

    /** Loaded only when it is called, so that a missing library is noticed there. */
    private static final class Opener {

        static OptionalLong allocated(Path path) {
            try {
                return OptionalLong.of(FileStatus.of(path).allocated());
            } catch (NativeException e) {
                return OptionalLong.empty();
            }
        }

        static @Nullable SparseFile open(Path path, boolean writable, Map<String, Object> identity) {
            try {
                // Looked at before it is opened: another file is not to be opened and closed, which would drop those of
                // its locks that are the process's.
                if (!isSame(FileStatus.of(path), identity)) {
                    return null;
                }
                Fd fd = writable ? Fd.open(path) : Fd.openReadOnly(path);
                if (!isSame(fd.status(), identity)) {
                    fd.close();
                    return null;
                }
                return new Sparse(fd, new Holes(fd, () -> {}), new FileLocks(fd));
            } catch (NativeException e) {
                // It is open already, and its name may be gone by now.
                return null;
            }
        }

        private static boolean isSame(FileStatus status, Map<String, Object> identity) {
            return identity.equals(Map.of("dev", status.device(), "ino", status.inode()));
        }
    }

    private record Sparse(Fd fd, Holes holes, FileLocks locks) implements SparseFile {

        @Override
        public boolean punch(long offset, long length) throws IOException {
            return length == 0 || holes.punch(offset, length);
        }

        @Override
        public boolean zero(long offset, long length) throws IOException {
            return length == 0 || holes.zero(offset, length);
        }

        /** A file system that knows no holes has bytes everywhere. */
        @Override
        public long nextData(long offset) {
            long next = fd.nextData(offset);
            return next >= 0 ? next : next == -Errno.ENXIO ? Long.MAX_VALUE : offset;
        }

        @Override
        public long nextHole(long offset) {
            long next = fd.nextHole(offset);
            return next >= 0 ? next : Long.MAX_VALUE;
        }

        @Override
        public boolean startWriting() {
            return fd.startWriting();
        }

        @Override
        public void lengthen(long size) throws IOException {
            try {
                fd.truncate(size);
            } catch (NativeException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public OptionalLong lock(boolean writable) throws IOException {
            try {
                return OptionalLong.of(ImageLock.take(locks, writable).orElse(-1));
            } catch (NativeException e) {
                if (FileLocks.isUnsupported(e)) {
                    return OptionalLong.empty();
                }
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            // A process that is just being started may have the descriptor still.
            locks.release();
            fd.close();
        }
    }
}
