package io.hv.kvm.storage;

import io.hv.image.Image;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.OpenOptions;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk in an image of a format that hv-image knows, with the images below it. What is beyond its last whole sector is not
 * seen by the guest. Its file is locked as QEMU locks it.
 */
final class ImageStore implements BaseStore {

    private static final int SECTOR = 512;

    private final Path path;
    private final Image image;
    private final List<Inode> inodes;
    private volatile long capacity;

    private ImageStore(Path path, Image image) {
        this.path = path;
        this.image = image;
        this.inodes = files().stream().map(Inode::of).toList();
        this.capacity = sectors(image);
    }

    /**
     * Opens one.
     *
     * @throws ImageException if it is damaged, in use, or its file fails
     * @throws NativeException if a file of it has gone meanwhile
     */
    static ImageStore open(Path path, ImageFormat format, boolean readOnly) {
        OpenOptions options = OpenOptions.format(format);
        Image image = Image.open(path, readOnly ? options : options.writable());
        try {
            if (!readOnly && !image.isRandomlyWritable()) {
                throw new ImageException(
                        path,
                        "format",
                        -1,
                        "a machine writes anywhere and again, which an image of this kind does not take",
                        "convert it, or have the disk read-only or throwaway",
                        null);
            }
            return new ImageStore(path, image);
        } catch (RuntimeException e) {
            image.close();
            throw e;
        }
    }

    /**
     * How large the disk in an image is; the images below it need not be there.
     *
     * @throws ImageException if it is damaged, written by another process, or its file fails
     */
    static long capacity(Path path, ImageFormat format) {
        try (Image image = Image.open(path, OpenOptions.format(format).withoutBacking())) {
            return sectors(image);
        }
    }

    private static long sectors(Image image) {
        return image.capacity() / SECTOR * SECTOR;
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public boolean readOnly() {
        return !image.isWritable();
    }

    @Override
    public boolean discards() {
        return image.isWritable();
    }

    @Override
    public BaseIo io(int pieces) {
        return new ImageIo(image, pieces);
    }

    @Override
    public void flush() throws IOException {
        run(image::flush);
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        run(() -> image.discard(offset, length));
    }

    @Override
    public void checkResize(long newCapacity) throws IOException {
        run(() -> image.checkResize(newCapacity));
    }

    @Override
    public void resize(long newCapacity) throws IOException {
        run(() -> {
            if (newCapacity > capacity && image.capacity() > capacity) {
                // The rest of a sector at the end was never the disk's.
                image.resize(capacity);
            }
            image.resize(newCapacity);
        });
        capacity = newCapacity;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(image.files());
        files.set(0, path);
        return files;
    }

    @Override
    public List<FileIdentity> identities() {
        return List.of();
    }

    @Override
    public List<FileIdentity> settle(List<FileIdentity> before) throws IOException {
        if (!readOnly()) {
            flush();
        }
        List<FileIdentity> identities = new ArrayList<>();
        for (Path file : files()) {
            identities.add(identity(file, inodes.get(identities.size())));
        }
        return identities;
    }

    private static FileIdentity identity(Path file, Inode opened) throws IOException {
        try {
            FileIdentity now = FileIdentity.of(file);
            if (now.device() == opened.device() && now.inode() == opened.inode()) {
                return now;
            }
            throw new IOException(file + " is another file than the one that was opened there");
        } catch (NativeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            image.close();
        } catch (ImageException e) {
            throw new CommitFailedException(path, "since its last flush", e);
        }
    }

    /** A disk's requests fail by an {@link IOException}, whatever an image says to them. */
    static void run(Runnable action) throws IOException {
        try {
            action.run();
        } catch (ImageException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
