package io.hv.image.file;

import io.hv.image.ImageException;
import io.hv.image.ImageUsers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The image files that this process has open, each by one channel: without hv-native, closing a second channel to a file would
 * drop the locks of the first, without a word. Many readers share it; a writer is alone. (Then a channel that somebody else in
 * this process opens and closes drops them too: nothing here can know.)
 */
public final class OpenFiles {

    /** Of a mode, as stat(2) has them. */
    private static final int FILE_TYPE = 0xf000;

    private static final int BLOCK_DEVICE = 0x6000;

    private static final Map<Object, Shared> OPEN = new HashMap<>();

    private OpenFiles() {}

    /** Opens a file that exists. */
    public static ImageFile open(Path path, boolean writable, boolean locked) {
        try {
            return new ImageFile(path, shared(path, writable, locked), writable);
        } catch (NoSuchFileException e) {
            throw new ImageException(path, "file", -1, "it is not there", "", e);
        } catch (IOException e) {
            throw new ImageException(path, "file", -1, "cannot be opened: " + e, "", e);
        }
    }

    /** Makes a file, which must not exist, and opens it for writing. */
    public static ImageFile create(Path path) {
        synchronized (OPEN) {
            try {
                FileStorage file = FileStorage.open(path, true, true);
                try {
                    Shared made = new Shared(file, true);
                    made.lock(path);
                    return new ImageFile(path, register(key(path), made), true);
                } catch (IOException | RuntimeException e) {
                    file.close();
                    boolean unused = Files.deleteIfExists(path);
                    throw e;
                }
            } catch (FileAlreadyExistsException e) {
                throw new ImageException(path, "file", -1, "it is there already", "remove it, or choose another", e);
            } catch (IOException e) {
                throw new ImageException(path, "file", -1, "cannot be made: " + e, "", e);
            }
        }
    }

    /** What tells files apart, whatever their names: two that are equal are one file. */
    public static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }

    /**
     * That a folder has a file in it reaches the disk, where the system lets one ask for that: not on Windows.
     *
     * @param layer is put over the folder as over a file
     */
    public static void forceFolder(Path file, StorageLayer layer) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || java.io.File.separatorChar == '\\') {
            return;
        }
        try {
            Storage channel = FileStorage.open(folder, false, false);
            try {
                layer.over(folder, channel).force();
            } finally {
                channel.close();
            }
        } catch (IOException e) {
            throw new ImageException(folder, "file", -1, "cannot be forced to the disk: " + e, "", e);
        }
    }

    /** How many bytes the storage has of a file; empty where that cannot be known, as without hv-native. */
    public static OptionalLong allocated(Path path) {
        return NativeFiles.allocated(path);
    }

    private static Handle shared(Path path, boolean writable, boolean locked) throws IOException {
        synchronized (OPEN) {
            refuseOthers(path);
            Object key = key(path);
            Shared there = OPEN.get(key);
            if (there != null) {
                if (writable || there.writable) {
                    throw new ImageException(
                            path, "lock", -1, "this process has it open: " + there, "close that first", null);
                }
                if (locked) {
                    there.lock(path);
                }
                return register(key, there);
            }
            FileStorage file = FileStorage.open(path, writable, false);
            try {
                Shared made = new Shared(file, writable);
                if (locked) {
                    made.lock(path);
                }
                return register(key, made);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        }
    }

    /** To open a pipe would wait for its other end, for ever. */
    private static void refuseOthers(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile() && !isBlockDevice(path)) {
            throw new ImageException(
                    path, "file", -1, attributes.isDirectory() ? "it is a folder" : "it is no file of bytes", "", null);
        }
    }

    private static boolean isBlockDevice(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(path, "unix:mode") instanceof Integer mode
                && (mode & FILE_TYPE) == BLOCK_DEVICE;
    }

    private static Handle register(Object key, Shared shared) {
        Shared unused = OPEN.put(key, shared);
        shared.users++;
        return new Handle(key, shared);
    }

    /** How many files are open: for tests of leaks. */
    public static int count() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }

    private static final class Shared {

        final FileStorage file;
        final boolean writable;
        final String opener = Thread.currentThread().getName();
        private boolean locked;
        int users;

        Shared(FileStorage file, boolean writable) {
            this.file = file;
            this.writable = writable;
        }

        /** Locks it, unless it is; who asked for no lock may have opened it. */
        void lock(Path path) throws IOException {
            if (locked) {
                return;
            }
            long held = file.lock();
            if (held >= 0) {
                throw ImageUsers.refusal(path, held, writable, file.descriptors());
            }
            locked = true;
        }

        @Override
        public String toString() {
            return "for " + (writable ? "writing" : "reading") + ", opened by thread " + opener + " of process "
                    + ProcessHandle.current().pid();
        }
    }

    /** One user's. */
    private static final class Handle implements Storage {

        private final Object key;
        private @Nullable Shared shared;
        private final FileStorage file;

        Handle(Object key, Shared shared) {
            this.key = key;
            this.shared = shared;
            file = shared.file;
        }

        @Override
        public int read(long offset, ByteBuffer into) throws IOException {
            return file.read(offset, into);
        }

        @Override
        public void write(long offset, ByteBuffer from) throws IOException {
            file.write(offset, from);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void resize(long size) throws IOException {
            file.resize(size);
        }

        @Override
        public boolean punch(long offset, long length) throws IOException {
            return file.punch(offset, length);
        }

        @Override
        public boolean zero(long offset, long length) throws IOException {
            return file.zero(offset, length);
        }

        @Override
        public long nextData(long offset) {
            return file.nextData(offset);
        }

        @Override
        public long nextHole(long offset) {
            return file.nextHole(offset);
        }

        @Override
        public boolean startWriting() {
            return file.startWriting();
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            synchronized (OPEN) {
                Shared last = shared;
                shared = null;
                if (last != null && --last.users == 0) {
                    Shared unused = OPEN.remove(key);
                    last.file.close();
                }
            }
        }
    }
}
